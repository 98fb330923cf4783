-- What the payers decided on each charge line, by the sequence in which they pay, over remittances that are posted or
-- should be by now. Only contractual adjustments are write-offs: neither denials nor what an earlier payer did. A
-- reason nobody has mapped may be posted as a write-off or left; what is taken from the claim as a whole stands at its
-- first line.
with
remittances as (
    select
        remittances.remittance_id,
        remittances.entity_id,
        remittances.trace_number,
        remittances.payment_date,
        payers.payer_name,
        due.posting_state
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
        coalesce(claims.claim_status, '') = '22' as is_reversal,
        case payers.payer_sequence when 1 then 'primary' when 2 then 'secondary' else 'tertiary' end as payer_sequence
    from {{ ref('stg_remittance_claims') }} as claims
    inner join {{ ref('int_claim_payer_sequences') }} as payers
        on
            claims.remittance_id = payers.transaction_digest
            and claims.claim_position = payers.claim_position
    left join {{ ref('int_claims_in_error') }} as errors
        on
            claims.remittance_id = errors.remittance_id
            and claims.claim_position = errors.claim_position
    where
        coalesce(claims.claim_status, '') <> '25'
        and errors.remittance_id is null
),

services as (
    select
        remittance_id,
        claim_position,
        service_position,
        charge_number,
        charge_amount,
        paid_amount,
        row_number() over (partition by remittance_id, claim_position order by service_position) as line_rank
    from {{ ref('int_remitted_charges') }}
),

adjusted as (
    select
        transaction_digest as remittance_id,
        claim_position,
        service_position,
        sum(case when is_contractual then amount else 0 end) as contractual_amount,
        sum(case when category = 'unknown' and group_code = 'CO' then amount else 0 end) as unmapped_amount,
        sum(case when group_code = 'CO' and category <> 'unknown' and not is_contractual then amount else 0 end)
            as refused_amount,
        sum(case when is_patient_share then amount else 0 end) as patient_amount,
        sum(amount) as adjusted_amount
    from {{ ref('int_line_adjustments') }}
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
        remittances.posting_state,
        sequenced.is_reversal,
        coalesce(verdicts.is_denied, false) as is_denied,
        services.charge_amount,
        services.paid_amount as era_paid_amount,
        coalesce(adjusted.contractual_amount, 0) as era_contractual_amount,
        coalesce(adjusted.unmapped_amount, 0) as era_unmapped_amount,
        coalesce(adjusted.refused_amount, 0) as era_refused_amount,
        coalesce(adjusted.patient_amount, 0) as era_patient_amount,
        case when services.line_rank = 1 then coalesce(whole.adjusted_amount, 0) else 0 end as claim_level_amount,
        case when services.line_rank = 1 then coalesce(whole.contractual_amount, 0) else 0 end
            as claim_level_contractual_amount
    from services
    inner join sequenced
        on
            services.remittance_id = sequenced.remittance_id
            and services.claim_position = sequenced.claim_position
    inner join remittances
        on services.remittance_id = remittances.remittance_id
    left join adjusted
        on
            services.remittance_id = adjusted.remittance_id
            and services.claim_position = adjusted.claim_position
            and services.service_position = adjusted.service_position
    left join adjusted as whole
        on
            services.remittance_id = whole.remittance_id
            and services.claim_position = whole.claim_position
            and whole.service_position = 0
    left join {{ ref('int_line_verdicts') }} as verdicts
        on
            services.remittance_id = verdicts.transaction_digest
            and services.claim_position = verdicts.claim_position
            and services.service_position = verdicts.service_position
)

select * from final
