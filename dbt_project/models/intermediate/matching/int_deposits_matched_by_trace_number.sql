-- The remittance's trace number stands in the bank line and the amounts are equal. A trace alone is not proof: payers
-- reuse numbers and hold money back, so a pair with another amount is an exception (BNK-AMT), not a match.
with
pairs as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        key_name,
        key_value
    from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'trace_number'
        and is_full_key
        and deposit_amount = evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'trace_number' as rule,
        deposit_amount,
        evidence_amount,
        deposit_date,
        evidence_date,
        days_apart,
        key_name,
        key_value,
        greatest(
            count(*) over (partition by deposit_id),
            count(*) over (partition by evidence_id)
        ) - 1 as alternatives_count
    from pairs
)

select * from final
