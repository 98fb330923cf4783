-- Money the bank holds and the PM system does not show, though its owner is known: beginning, new, posted, ending.
with
items as (
    select * from {{ ref('unposted_cash_items') }}
),

final as (
    {{ roll_forward('unposted_cash_id', 'items') }}
)

select * from final
