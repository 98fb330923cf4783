-- Part of the key stands in the bank line and the amounts are equal: leading zeros are missing, or the bank cut it
-- after 8 characters or more. What begins the same for two payments of one amount belongs to neither.
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
        key_name <> 'batch_number'
        and not is_full_key
        and deposit_amount = evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'partial_number' as rule,
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
