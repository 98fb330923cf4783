with
items as (
    select * from {{ ref('unposted_cash_items') }}
    where ending_amount <> 0
),

facts as (
    {{ cash_on_hold_facts('items', day='business_day_amount') }}
),

final as (
    {{ rate_by_grain('K56_days', 'facts', counted='item_count') }}
)

select * from final
