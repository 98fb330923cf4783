with
adjudications as (
    select
        adjudications.*,
        concat_ws('|', adjudications.adjudication_date, adjudications.remittance_id, adjudications.adjudication_id)
            as decision_order
    from {{ ref('adjudications') }} as adjudications
    inner join {{ ref('stg_run') }} as run
        on adjudications.adjudication_date <= run.as_of
    where not adjudications.is_predetermination and not adjudications.is_repeat
),

services as (
    select
        *,
        coalesce(charge_number, concat_ws(' ', transaction_digest, claim_position, service_position)) as charge_key,
        row_number() over (partition by transaction_digest, claim_position order by service_position) as line_rank
    from {{ ref('int_remitted_charges') }}
),

-- What is taken from a claim as a whole the PM system spreads over its lines; it stands here at the first of them.
whole_claims as (
    select
        transaction_digest,
        claim_position,
        sum(amount) as claim_level_amount
    from {{ ref('stg_remittance_adjustments') }}
    where coalesce(service_position, 0) = 0
    group by transaction_digest, claim_position
),

-- Adjudications of a line by one payer are one posting: takebacks net out, a payment stopped and sent anew counts once.
-- It counts for the payer that decided last, who may go by another name than before.
remitted as (
    select
        adjudications.entity_id,
        services.charge_key,
        adjudications.payer_sequence,
        max(adjudications.claim_family_id) as claim_family_id,
        max_by(adjudications.payer_name, adjudications.decision_order) as payer_name,
        max_by(adjudications.financial_class, adjudications.decision_order) as financial_class,
        max(adjudications.adjudication_date) as adjudication_date,
        sum(services.paid_amount) as remitted_amount,
        sum(case when services.line_rank = 1 then coalesce(whole_claims.claim_level_amount, 0) else 0 end)
            as claim_level_amount
    from services
    inner join adjudications
        on
            services.transaction_digest = adjudications.remittance_id
            and services.claim_position = adjudications.claim_position
    left join whole_claims
        on
            services.transaction_digest = whole_claims.transaction_digest
            and services.claim_position = whole_claims.claim_position
    group by adjudications.entity_id, services.charge_key, adjudications.payer_sequence
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

compared as (
    select
        remitted.entity_id,
        remitted.charge_key,
        remitted.payer_sequence,
        remitted.payer_name,
        remitted.financial_class,
        remitted.adjudication_date,
        remitted.remitted_amount,
        coalesce(posted.posted_amount, 0) as posted_amount,
        charges.charge_key is not null as is_charged,
        sum(abs(remitted.claim_level_amount)) over (claim_lines) as cut_amount,
        sum(remitted.remitted_amount - remitted.claim_level_amount - coalesce(posted.posted_amount, 0))
            over (claim_lines) as claim_difference_amount
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
    window claim_lines as (partition by remitted.claim_family_id, remitted.payer_sequence)
),

final as (
    select
        entity_id,
        charge_key,
        payer_sequence,
        payer_name,
        financial_class,
        adjudication_date,
        remitted_amount,
        posted_amount,
        is_charged
        and (remitted_amount = posted_amount or (cut_amount > 0 and claim_difference_amount = 0)) as is_posted_exactly
    from compared
)

select * from final
