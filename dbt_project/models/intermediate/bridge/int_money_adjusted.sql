-- Provider adjustments of remittances that are posted: what the PM system posts more than the payer paid, on the day of
-- the first posting. One row per adjustment.
with
adjustments as (
    select * from {{ ref('stg_provider_adjustments') }}
),

remittances as (
    select
        payments.remittance_id,
        payments.trace_number,
        evidence.money_id
    from {{ ref('stg_remittance_payments') }} as payments
    inner join {{ ref('int_remittance_groups') }} as parts
        on payments.remittance_id = parts.remittance_id
    inner join {{ ref('int_money_evidence') }} as evidence
        on
            payments.remittance_id = evidence.evidence_id
            and evidence.evidence_kind = 'remittance'
    -- an advice sent again adjusts nothing again
    where parts.is_leading or not parts.is_repeated
),

posted as (
    select
        money_id,
        min(posting_date) as posting_date
    from {{ ref('int_money_payments') }}
    group by money_id
),

final as (
    select
        remittances.money_id,
        posted.posting_date,
        'provider_adjustment' as subject_kind,
        adjustments.provider_adjustment_id as subject_id,
        -- the payer's own reference of an adjustment may name a patient
        remittances.trace_number as reference,
        coalesce(adjustments.reason_code, 'no reason code') as reason,
        adjustments.amount,
        adjustments._file_id,
        adjustments._line
    from adjustments
    inner join remittances
        on adjustments.remittance_id = remittances.remittance_id
    inner join posted
        on remittances.money_id = posted.money_id
    where adjustments.amount <> 0
)

select * from final
