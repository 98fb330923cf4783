with
trials as (
    select * from {{ ref('int_forecasts') }}
    where not is_live and scope = 'all payers'
),

ranged as (
    select
        trials.*,
        cast(round(trials.expected_amount * ranges.low_share, 2) as decimal(18, 2)) as low_amount,
        cast(round(trials.expected_amount * ranges.high_share, 2) as decimal(18, 2)) as high_amount
    from trials
    left join {{ ref('int_forecast_ranges') }} as ranges
        on
            trials.origin_date = ranges.origin_date
            and trials.entity_id = ranges.entity_id
            and trials.scope = ranges.scope
),

final as (
    select
        {{ surrogate_key(['entity_id', 'origin_date', 'week_number']) }} as cash_forecast_backtest_id,
        entity_id,
        origin_date,
        week_number,
        week_start_date,
        week_end_date,
        expected_amount,
        actual_amount,
        cast(actual_amount - expected_amount as decimal(18, 2)) as error_amount,
        cast(abs(actual_amount - expected_amount) as decimal(18, 2)) as absolute_error_amount,
        low_amount,
        high_amount,
        case when low_amount is not null then actual_amount between low_amount and high_amount end as is_inside
    from ranged
)

select * from final
