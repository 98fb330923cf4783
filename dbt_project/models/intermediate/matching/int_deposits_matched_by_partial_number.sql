-- Part of the key stands in the bank line and the amounts are equal: leading zeros are missing, or the bank cut it
-- after 8 characters or more. What begins the same for two payments of one amount belongs to neither.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name <> 'batch_number'
        and not is_full_key
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='partial_number') }}
)

select * from final
