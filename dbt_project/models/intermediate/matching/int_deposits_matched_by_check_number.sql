-- The remittance's check number stands in the bank line and the amounts are equal.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'check_number'
        and is_full_key
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='check_number') }}
)

select * from final
