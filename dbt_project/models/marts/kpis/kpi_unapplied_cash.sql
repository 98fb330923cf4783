-- What stands on account; what was applied beyond a payment is another trouble and must not hide it.
with
items as (
    select * from {{ ref('unapplied_cash_items') }}
    where ending_amount > 0
),

facts as (
    {{ cash_on_hold_facts('items', day='daily_amount') }}
),

final as (
    {{ rate_by_grain('K54', 'facts', counted='item_count') }}
)

select * from final
