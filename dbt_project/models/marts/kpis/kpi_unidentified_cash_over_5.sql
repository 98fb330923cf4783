with
items as (
    select * from {{ ref('unidentified_cash_items') }}
    where ending_amount <> 0 and age_business_days > 5
),

facts as (
    {{ cash_on_hold_facts('items') }}
),

final as (
    {{ amount_by_grain('K55_aged', 'facts') }}
)

select * from final
