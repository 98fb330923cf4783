-- The number of the collection agency's statement stands on the credit, and what the statement says it sends, net of
-- its share, is the credit.
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
        key_name = 'statement_number'
        and deposit_amount = evidence_amount
),

final as (
    select
        deposit_id,
        evidence_kind,
        evidence_id,
        'statement_number' as rule,
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
