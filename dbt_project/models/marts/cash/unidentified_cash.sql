-- Credits of the bank without an owner: beginning, new, resolved, ending.
with
items as (
    select * from {{ ref('unidentified_cash_items') }}
),

final as (
    {{ roll_forward('unidentified_cash_id', 'items') }}
)

select * from final
