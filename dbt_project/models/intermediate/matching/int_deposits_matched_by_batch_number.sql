-- The PM batch number stands on the deposit slip and the batch's cash and checks add up to the deposit.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'batch_number'
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='batch_number') }}
)

select * from final
