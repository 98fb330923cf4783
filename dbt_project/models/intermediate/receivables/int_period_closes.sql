-- The last day on which postings into each month are in order: so many business days after its end as the tolerances
-- say.
with
calendar as (
    select * from {{ ref('bank_calendar') }}
),

tolerance as (
    {{ settings_of('tolerances', {'business_days': 'period_close'}, type='integer') }}
),

month_ends as (
    select
        {{ month_of('calendar_date') }} as period,
        max(calendar_date) as last_date,
        max(case when is_business_day then business_day_number end) as last_business_day_number
    from calendar
    group by {{ month_of('calendar_date') }}
),

final as (
    select
        month_ends.period,
        month_ends.last_date,
        calendar.calendar_date as close_date
    from month_ends
    cross join tolerance
    inner join calendar
        on
            month_ends.last_business_day_number + tolerance.business_days = calendar.business_day_number
            and calendar.is_business_day
)

select * from final
