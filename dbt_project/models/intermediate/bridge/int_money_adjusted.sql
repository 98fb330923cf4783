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
        evidence.money_id,
        payments._file_id,
        payments._line
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

-- the payer took other adjustments than the advice lists: what the advice leaves unbalanced, less what the bank shows
explained as (
    select
        matches.evidence_id as remittance_id,
        differences.deposit_id,
        parts.group_difference_amount - differences.difference_amount as amount
    from {{ ref('int_match_differences') }} as differences
    inner join {{ ref('int_deposit_matches') }} as matches
        on differences.deposit_id = matches.deposit_id
    inner join {{ ref('int_remittance_groups') }} as parts
        on matches.evidence_id = parts.remittance_id
    where differences.code = 'PLB'
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
    union all
    select
        remittances.money_id,
        posted.posting_date,
        'bank_line' as subject_kind,
        explained.deposit_id as subject_id,
        remittances.trace_number as reference,
        'adjusted otherwise than advised' as reason,
        cast(explained.amount as decimal(18, 2)) as amount,
        remittances._file_id,
        remittances._line
    from explained
    inner join remittances
        on explained.remittance_id = remittances.remittance_id
    inner join posted
        on remittances.money_id = posted.money_id
    where explained.amount <> 0
)

select * from final
