-- What the payers decided on each charge line, by the sequence in which they pay, over remittances that are posted or
-- should be by now. Only contractual adjustments are write-offs: neither denials nor what an earlier payer did.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        remittances.payment_date,
        payers.payer_name
    from {{ ref('stg_remittance_payments') }} as remittances
    inner join {{ ref('int_remittance_payers') }} as payers
        on remittances.remittance_id = payers.remittance_id
    inner join {{ ref('int_remittances_due') }} as due
        on remittances.remittance_id = due.remittance_id
),

sequenced as (
    select
        claims.remittance_id,
        claims.claim_position,
        claims.claim_number,
        case payers.payer_sequence
            when 1 then 'primary'
            when 2 then 'secondary'
            else 'tertiary'
        end as payer_sequence
    from {{ ref('stg_remittance_claims') }} as claims
    inner join {{ ref('int_claim_payer_sequences') }} as payers
        on
            claims.remittance_id = payers.transaction_digest
            and claims.claim_position = payers.claim_position
    where coalesce(claims.claim_status, '') <> '25'
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
        transaction_digest as remittance_id,
        claim_position,
        service_position,
        sum(amount) as contractual_amount
    from {{ ref('int_line_adjustments') }}
    where is_contractual
    group by transaction_digest, claim_position, service_position
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
