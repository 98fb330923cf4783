-- The months the bridge covers: from the first in which an entity has both bank lines and PM payments, to that of the
-- run. One row per entity and month.
with
cells as (
    select
        money_id,
        entity_id
    from {{ ref('int_money_cells') }}
),

sides as (
    select
        cells.entity_id,
        min(case when flows.side = 'banked' then flows.period end) as first_banked_period,
        min(case when flows.side = 'posted' then flows.period end) as first_posted_period
    from {{ ref('int_money_flows') }} as flows
    inner join cells
        on flows.money_id = cells.money_id
    group by cells.entity_id
),

months as (
    select
        {{ month_of('calendar.calendar_date') }} as period,
        max(calendar.calendar_date) as period_end
    from {{ ref('bank_calendar') }} as calendar
    inner join {{ ref('stg_run') }} as run
        on {{ month_of('calendar.calendar_date') }} <= {{ month_of('run.as_of') }}
    group by {{ month_of('calendar.calendar_date') }}
),

final as (
    select
        sides.entity_id,
        months.period,
        least(months.period_end, run.as_of) as period_end
    from sides
    inner join months
        on months.period >= greatest(sides.first_banked_period, sides.first_posted_period)
    cross join {{ ref('stg_run') }} as run
    where
        sides.first_banked_period is not null
        and sides.first_posted_period is not null
)

select * from final
