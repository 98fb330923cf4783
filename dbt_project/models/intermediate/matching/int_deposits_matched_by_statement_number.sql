-- The number of the collection agency's statement stands on the credit, and what the statement says it sends, net of
-- its share, is the credit.
with
pairs as (
    select * from {{ ref('int_deposit_key_pairs') }}
    where
        key_name = 'statement_number'
        and deposit_amount = evidence_amount
),

final as (
    {{ matches_of_keys('pairs', rule='statement_number') }}
)

select * from final
