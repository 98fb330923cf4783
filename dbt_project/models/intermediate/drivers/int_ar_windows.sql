-- The days a month-end's receivables are held against: the three months up to it, as K01 counts them on the as-of day.
with
run as (
    select as_of from {{ ref('stg_run') }}
),

charges as (
    select
        ledger.entity_id,
        ledger.financial_class,
        ledger.movement_date,
        sum(ledger.amount) as amount
    from {{ ref('int_collectible_movements') }} as ledger
    inner join run
        on ledger.movement_date <= run.as_of
    where ledger.movement = 'charge'
    group by ledger.entity_id, ledger.financial_class, ledger.movement_date
),

month_ends as (
    select distinct
        months.entity_id,
        months.period,
        least(
            run.as_of,
            cast(cast(concat(months.period, '-01') as date) + interval 1 month - interval 1 day as date)
        ) as end_date
    from {{ ref('ar_rollforward') }} as months
    cross join run
    where months.period <= {{ month_of('run.as_of') }}
),

-- The trailing three months, cut to the months in which the entity has charges at all.
windows as (
    select
        month_ends.entity_id,
        month_ends.period,
        month_ends.end_date,
        greatest(
            cast(month_ends.end_date + interval 1 day - interval 3 month as date),
            cast(date_trunc('month', min(charges.movement_date)) as date)
        ) as window_start,
        least(
            month_ends.end_date,
            cast(date_trunc('month', max(charges.movement_date)) + interval 1 month - interval 1 day as date)
        ) as window_end
    from month_ends
    inner join charges
        on
            month_ends.entity_id = charges.entity_id
            and month_ends.end_date >= charges.movement_date
    group by month_ends.entity_id, month_ends.period, month_ends.end_date
),

final as (
    select
        windows.entity_id,
        windows.period,
        windows.end_date,
        charges.financial_class,
        {{ days_between('windows.window_start', 'windows.window_end') }} + 1 as window_days,
        cast(sum(charges.amount) as decimal(18, 2)) as charge_amount
    from windows
    inner join charges
        on
            windows.entity_id = charges.entity_id
            and charges.movement_date between windows.window_start and windows.window_end
    group by
        windows.entity_id,
        windows.period,
        windows.end_date,
        charges.financial_class,
        {{ days_between('windows.window_start', 'windows.window_end') }} + 1
)

select * from final
