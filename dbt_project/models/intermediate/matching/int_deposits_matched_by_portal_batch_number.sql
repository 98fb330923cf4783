-- The batch number of the payment portal stands on the credit and the payments of the batch add up to it.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'portal_batch_number'
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='portal_batch_number') }}
)

select * from final
