-- The processor's payout number stands in the bank line and the amounts are equal; a negative payout is a debit.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'payout_number'
        and is_full_key
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='payout_number') }}
)

select * from final
