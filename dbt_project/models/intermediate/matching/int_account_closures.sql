-- Days on which the bank of an account was shut although banks settle (seed bank_calendar_overrides): money it could
-- not book then comes on its next day and counts as of the first day of the closure. One row per account and such a
-- next day.
with
closed_days as (
    select
        overrides.account_number,
        calendar.business_day_number
    from {{ ref('bank_calendar_overrides') }} as overrides
    inner join {{ ref('bank_calendar') }} as calendar
        on overrides.calendar_date = calendar.calendar_date
    where
        not overrides.is_business_day
        and calendar.is_business_day
),

runs as (
    select
        account_number,
        business_day_number,
        business_day_number
        - row_number() over (partition by account_number order by business_day_number) as run_number
    from closed_days
),

final as (
    select
        account_number,
        max(business_day_number) + 1 as business_day_number,
        cast(count(*) as integer) as closed_day_count
    from runs
    group by account_number, run_number
)

select * from final
