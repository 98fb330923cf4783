with
windows as (
    select * from {{ ref('int_cash_windows') }}
),

items as (
    select * from {{ ref('unposted_cash_items') }}
    where ending_amount <> 0
),

facts as (
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        0 as numerator,
        business_day_amount as denominator,
        0 as unmeasured_count,
        0 as item_count
    from windows
    union all
    select
        period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        ending_amount as numerator,
        0 as denominator,
        0 as unmeasured_count,
        1 as item_count
    from items
),

final as (
    {{ rate_by_grain('K56_days', 'facts', counted='item_count') }}
)

select * from final
