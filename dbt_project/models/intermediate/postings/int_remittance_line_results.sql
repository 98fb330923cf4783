-- What the payers decided on each charge line, by the sequence in which they pay, over remittances that are posted or
-- should be by now. Denied amounts are no write-off; what an earlier payer did (reason 23) is not counted.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        remittances.payment_date,
        payers.payer_id,
        payers.payer_name
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
    inner join {{ ref('int_remittances_due') }} as due
        on remittances.remittance_id = due.remittance_id
),

claims as (
    select
        claims.remittance_id,
        claims.claim_position,
        claims.claim_number,
        claims.claim_status,
        remittances.payer_id,
        case claims.claim_status
            when '1' then 'primary'
            when '19' then 'primary'
            when '2' then 'secondary'
            when '20' then 'secondary'
            when '3' then 'tertiary'
            when '21' then 'tertiary'
        end as stated_sequence
    from {{ ref('stg_remittance_claims') }} as claims
    inner join remittances
        on claims.remittance_id = remittances.remittance_id
    where coalesce(claims.claim_status, '') <> '25'
),

-- a reversal does not say in which sequence it was paid: the payer's other decisions on the claim do
sequenced as (
    select
        remittance_id,
        claim_position,
        claim_number,
        coalesce(
            stated_sequence,
            min(stated_sequence) over (partition by claim_number, payer_id),
            'primary'
        ) as payer_sequence
    from claims
),

services as (
    select
        remittance_id,
        claim_position,
        service_position,
        upper(line_control_number) as charge_number,
        paid_amount
    from {{ ref('stg_remittance_services') }}
),

write_offs as (
    select
        adjustments.remittance_id,
        adjustments.claim_position,
        adjustments.service_position,
        sum(adjustments.amount) as contractual_amount
    from {{ ref('stg_remittance_adjustments') }} as adjustments
    left join {{ ref('reason_categories') }} as reasons
        on adjustments.reason_code = reasons.reason_code
    where
        adjustments.group_code in ('CO', 'OA', 'PI')
        and adjustments.reason_code <> '23'
        and not coalesce(reasons.is_denial, false)
    group by adjustments.remittance_id, adjustments.claim_position, adjustments.service_position
),

final as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        remittances.payment_date,
        remittances.payer_name,
        services.claim_position,
        services.service_position,
        sequenced.claim_number,
        services.charge_number,
        sequenced.payer_sequence,
        services.paid_amount as era_paid_amount,
        coalesce(write_offs.contractual_amount, 0) as era_contractual_amount
    from services
    inner join sequenced
        on
            services.remittance_id = sequenced.remittance_id
            and services.claim_position = sequenced.claim_position
    inner join remittances
        on services.remittance_id = remittances.remittance_id
    left join write_offs
        on
            services.remittance_id = write_offs.remittance_id
            and services.claim_position = write_offs.claim_position
            and services.service_position = write_offs.service_position
)

select * from final
