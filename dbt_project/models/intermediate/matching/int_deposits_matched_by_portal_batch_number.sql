-- The batch number of the payment portal stands on the credit and the payments of the batch add up to it.
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
        key_name = 'portal_batch_number'
        and deposit_amount = evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'portal_batch_number' as rule,
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
