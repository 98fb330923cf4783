-- What patients and payers paid in at the bank in the three months up to each month-end, cut to the months in which the
-- entity has credits at all: what a day of cash is.
with
credits as (
    select
        entities.money_entity_id as entity_id,
        credits.deposit_date,
        credits.amount
    from {{ ref('int_credits_in_scope') }} as credits
    inner join {{ ref('int_money_entities') }} as entities
        on credits.entity_id = entities.entity_id
),

firsts as (
    select
        entity_id,
        {{ month_start('min(deposit_date)') }} as first_month
    from credits
    group by entity_id
),

windows as (
    select
        periods.entity_id,
        periods.period,
        periods.period_end,
        greatest(
            firsts.first_month,
            cast({{ month_start('periods.period_end') }} - interval 2 month as date)
        ) as window_start
    from {{ ref('int_bridge_periods') }} as periods
    inner join firsts
        on periods.entity_id = firsts.entity_id
),

days as (
    select
        windows.entity_id,
        windows.period,
        count(*) as window_days,
        sum(case when calendar.is_business_day then 1 else 0 end) as window_business_days
    from windows
    inner join {{ ref('bank_calendar') }} as calendar
        on calendar.calendar_date between windows.window_start and windows.period_end
    group by windows.entity_id, windows.period
),

sums as (
    select
        windows.entity_id,
        windows.period,
        sum(credits.amount) as cash_amount
    from windows
    inner join credits
        on
            windows.entity_id = credits.entity_id
            and credits.deposit_date between windows.window_start and windows.period_end
    group by windows.entity_id, windows.period
),

final as (
    select
        windows.entity_id,
        windows.period,
        windows.period_end,
        windows.window_start,
        days.window_days,
        days.window_business_days,
        cast(coalesce(sums.cash_amount, 0) as decimal(18, 2)) as cash_amount,
        cast(coalesce(sums.cash_amount, 0) / days.window_days as decimal(18, 2)) as daily_amount,
        cast(coalesce(sums.cash_amount, 0) / nullif(days.window_business_days, 0) as decimal(18, 2))
            as business_day_amount
    from windows
    inner join days
        on
            windows.entity_id = days.entity_id
            and windows.period = days.period
    left join sums
        on
            windows.entity_id = sums.entity_id
            and windows.period = sums.period
)

select * from final
