-- The remittance's trace number stands in the bank line and the amounts are equal. A trace alone is not proof: payers
-- reuse numbers and hold money back, so a pair with another amount is an exception (BNK-AMT), not a match.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'trace_number'
        and is_full_key
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='trace_number') }}
)

select * from final
