with
items as (
    select * from {{ ref('unposted_cash_items') }}
    where ending_amount <> 0
),

facts as (
    {{ cash_on_hold_facts('items', payer='payer_name') }}
),

final as (
    {{ amount_by_grain('K56', 'facts') }}
)

select * from final
