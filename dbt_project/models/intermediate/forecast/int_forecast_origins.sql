-- The days from which receipts are forecast: the day of the figures, and the same weekday of the weeks before it, from
-- which the forecast is tried out on what came after. `closed_number` counts the business days up to and with the day.
with
settings as (
    {{ settings_of('payer_settings', {'weeks': 'forecast_origins'}) }}
),

run as (
    select as_of from {{ ref('stg_run') }}
),

days as (
    select
        calendar.calendar_date as origin_date,
        {{ days_between('calendar.calendar_date', 'run.as_of') }} as days_before,
        next_days.business_day_number - 1 as closed_number
    from {{ ref('bank_calendar') }} as calendar
    inner join {{ ref('bank_calendar') }} as next_days
        on next_days.calendar_date = {{ add_days('calendar.calendar_date', 1) }}
    cross join run
    where calendar.calendar_date <= run.as_of
),

final as (
    select
        days.origin_date,
        days.days_before = 0 as is_live,
        days.closed_number
    from days
    cross join settings
    where days.days_before % 7 = 0 and days.days_before <= 7 * settings.weeks
)

select * from final
