-- What is open of each money at the beginning and the end of every month in which something of it is: above zero it is
-- booked and not banked, below zero banked and not posted. Money settled before the bridge begins is not followed.
with
periods as (
    select * from {{ ref('int_bridge_periods') }}
),

beginnings as (
    select
        entity_id,
        min(period) as first_period
    from periods
    group by entity_id
),

moved as (
    select
        money_id,
        period,
        sum(open_amount) as change_amount
    from {{ ref('int_money_flows') }}
    group by money_id, period
),

added_up as (
    select
        money_id,
        period,
        change_amount,
        sum(change_amount) over (
            partition by money_id order by period
            rows between unbounded preceding and current row
        ) as ending_amount,
        lead(period) over (partition by money_id order by period) as next_period,
        max(period) over (partition by money_id) as last_period
    from moved
),

followed as (
    select
        added_up.*,
        cells.entity_id
    from added_up
    inner join {{ ref('int_money_cells') }} as cells
        on added_up.money_id = cells.money_id
    inner join beginnings
        on
            cells.entity_id = beginnings.entity_id
            and added_up.last_period >= beginnings.first_period
),

spread as (
    select
        followed.money_id,
        periods.entity_id,
        periods.period,
        periods.period_end,
        case
            when periods.period = followed.period then followed.ending_amount - followed.change_amount
            else followed.ending_amount
        end as beginning_amount,
        followed.ending_amount
    from followed
    inner join periods
        on
            followed.entity_id = periods.entity_id
            and followed.period <= periods.period
            and (followed.next_period is null or followed.next_period > periods.period)
            -- what is settled is of interest in its own month only
            and (followed.ending_amount <> 0 or followed.period = periods.period)
),

final as (
    select
        money_id,
        entity_id,
        period,
        period_end,
        cast(beginning_amount as decimal(18, 2)) as beginning_amount,
        cast(ending_amount as decimal(18, 2)) as ending_amount
    from spread
    where
        beginning_amount <> 0
        or ending_amount <> 0
)

select * from final
