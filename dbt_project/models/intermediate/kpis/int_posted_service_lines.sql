with
run as (
    select as_of from {{ ref('stg_run') }}
),

adjudications as (
    select * from {{ ref('adjudications') }}
    where not is_predetermination
),

services as (
    select * from {{ ref('stg_remittance_services') }}
),

-- Adjudications of one charge line by one payer are one posting: a takeback and its correction net out.
remitted as (
    select
        adjudications.entity_id,
        coalesce(
            upper(services.line_control_number),
            concat_ws(' ', services.transaction_digest, services.claim_position, services.service_position)
        ) as charge_key,
        adjudications.payer_sequence,
        max(adjudications.payer_name) as payer_name,
        max(adjudications.financial_class) as financial_class,
        max(adjudications.adjudication_date) as adjudication_date,
        sum(services.paid_amount) as remitted_amount
    from services
    inner join adjudications
        on
            services.transaction_digest = adjudications.remittance_id
            and services.claim_position = adjudications.claim_position
    inner join run on adjudications.adjudication_date <= run.as_of
    group by
        adjudications.entity_id,
        coalesce(
            upper(services.line_control_number),
            concat_ws(' ', services.transaction_digest, services.claim_position, services.service_position)
        ),
        adjudications.payer_sequence
),

charges as (
    select distinct
        entity_id,
        upper(charge_number) as charge_key
    from {{ ref('int_pm_charges') }}
),

posted as (
    select
        entity_id,
        upper(charge_number) as charge_key,
        case payer_sequence when 'primary' then 1 when 'secondary' then 2 when 'tertiary' then 3 end as payer_sequence,
        sum(amount) as posted_amount
    from {{ ref('int_pm_line_payments') }}
    where payer_sequence in ('primary', 'secondary', 'tertiary')
    group by entity_id, upper(charge_number), payer_sequence
),

final as (
    select
        remitted.entity_id,
        remitted.charge_key,
        remitted.payer_sequence,
        remitted.payer_name,
        remitted.financial_class,
        remitted.adjudication_date,
        remitted.remitted_amount,
        coalesce(posted.posted_amount, 0) as posted_amount,
        charges.charge_key is not null
        and remitted.remitted_amount = coalesce(posted.posted_amount, 0) as is_posted_exactly
    from remitted
    left join charges
        on
            remitted.entity_id = charges.entity_id
            and remitted.charge_key = charges.charge_key
    left join posted
        on
            remitted.entity_id = posted.entity_id
            and remitted.charge_key = posted.charge_key
            and remitted.payer_sequence = posted.payer_sequence
)

select * from final
