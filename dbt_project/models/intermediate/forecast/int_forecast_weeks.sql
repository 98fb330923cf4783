-- The weeks after each origin, of seven days each: thirteen ahead of today, the next four of an origin of the past,
-- and of these only weeks that are over. Business days of a week are those after `from_number`, up to `to_number`.
with
settings as (
    {{ settings_of('payer_settings', {
        'live_weeks': 'forecast_weeks',
        'tried_weeks': 'forecast_tried_weeks',
    }) }}
),

run as (
    select as_of from {{ ref('stg_run') }}
),

days as (
    select
        origins.origin_date,
        origins.is_live,
        origins.closed_number,
        calendar.calendar_date as week_end_date,
        {{ days_between('origins.origin_date', 'calendar.calendar_date') }} as days_after,
        next_days.business_day_number - 1 as to_number
    from {{ ref('int_forecast_origins') }} as origins
    inner join {{ ref('bank_calendar') }} as calendar
        on origins.origin_date < calendar.calendar_date
    inner join {{ ref('bank_calendar') }} as next_days
        on next_days.calendar_date = {{ add_days('calendar.calendar_date', 1) }}
    where calendar.calendar_date <= {{ add_days('origins.origin_date', 371) }}
),

weeks as (
    select
        *,
        lag(to_number, 1, closed_number) over (partition by origin_date order by week_end_date) as from_number
    from days
    where days_after % 7 = 0
),

final as (
    select
        weeks.origin_date,
        weeks.is_live,
        cast(weeks.days_after / 7 as integer) as week_number,
        {{ add_days('weeks.week_end_date', -6) }} as week_start_date,
        weeks.week_end_date,
        weeks.from_number,
        weeks.to_number
    from weeks
    cross join settings
    cross join run
    where
        (weeks.is_live and weeks.days_after <= 7 * settings.live_weeks)
        or (
            not weeks.is_live
            and weeks.days_after <= 7 * settings.tried_weeks
            and weeks.week_end_date <= run.as_of
        )
)

select * from final
