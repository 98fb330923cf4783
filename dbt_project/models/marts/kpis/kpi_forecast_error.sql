-- Of each week the forecast made right before it: later origins know more and would count the same week again.
with
trials as (
    select * from {{ ref('cash_forecast_backtest') }}
    where week_number = 1
),

facts as (
    select
        {{ month_of('week_end_date') }} as period,
        entity_id,
        cast(null as {{ type_text() }}) as payer_name,
        cast(null as {{ type_text() }}) as financial_class,
        absolute_error_amount as numerator,
        actual_amount as denominator,
        0 as unmeasured_count,
        1 as item_count
    from trials
),

final as (
    {{ rate_by_grain('K47', 'facts', counted='item_count') }}
)

select * from final
