-- The number of a remittance or payout stands in the bank line, the amounts differ, and the difference is exactly its
-- provider adjustments, one of them, or its fees: the match has a coded difference.
with
differences as (
    select * from {{ ref('int_explained_differences') }}
),

final as (
    select
        {{ surrogate_key(['differences.deposit_id', 'differences.evidence_id', "'explained_difference'"]) }}
            as proposal_id,
        differences.deposit_id,
        evidence.evidence_kind,
        evidence.evidence_id,
        'explained_difference' as rule,
        evidence.evidence_amount as amount_used,
        bank_lines.amount as deposit_amount,
        evidence.evidence_amount,
        bank_lines.deposit_date,
        evidence.evidence_date,
        bank_lines.business_day_number - evidence.business_day_number as days_apart,
        differences.key_name,
        differences.key_value,
        0 as alternatives_count,
        true as is_chosen
    from differences
    inner join {{ ref('int_bank_lines') }} as bank_lines
        on differences.deposit_id = bank_lines.deposit_id
    inner join {{ ref('int_deposit_evidence') }} as evidence
        on differences.evidence_id = evidence.evidence_id
)

select * from final
