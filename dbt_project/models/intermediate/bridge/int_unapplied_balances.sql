-- What of each payment stood on no charge line at the beginning and the end of every month, and what came and went.
with
flows as (
    select * from {{ ref('int_unapplied_flows') }}
),

payments as (
    select * from {{ ref('int_unapplied_payments') }}
),

months as (
    select
        {{ month_of('calendar.calendar_date') }} as period,
        least(max(calendar.calendar_date), max(run.as_of)) as period_end
    from {{ ref('bank_calendar') }} as calendar
    inner join {{ ref('stg_run') }} as run
        on {{ month_of('calendar.calendar_date') }} <= {{ month_of('run.as_of') }}
    group by {{ month_of('calendar.calendar_date') }}
),

opened as (
    select
        unapplied_id,
        min(flow_date) as opened_date
    from flows
    group by unapplied_id
),

moved as (
    select
        unapplied_id,
        period,
        sum(case when side = 'new' then amount else 0 end) as new_amount,
        -sum(case when side = 'resolved' then amount else 0 end) as resolved_amount
    from flows
    group by unapplied_id, period
),

added_up as (
    select
        *,
        sum(new_amount - resolved_amount) over (
            partition by unapplied_id order by period
            rows between unbounded preceding and current row
        ) as ending_amount,
        lead(period) over (partition by unapplied_id order by period) as next_period
    from moved
),

final as (
    select
        added_up.unapplied_id,
        months.period,
        months.period_end,
        payments.entity_id,
        payments.account_number,
        payments.channel,
        payments.payer_type,
        payments.reference,
        opened.opened_date,
        cast(
            case
                when months.period = added_up.period
                    then added_up.ending_amount - added_up.new_amount + added_up.resolved_amount
                else added_up.ending_amount
            end as decimal(18, 2)
        ) as beginning_amount,
        cast(case when months.period = added_up.period then added_up.new_amount else 0 end as decimal(18, 2))
            as new_amount,
        cast(case when months.period = added_up.period then added_up.resolved_amount else 0 end as decimal(18, 2))
            as resolved_amount,
        cast(added_up.ending_amount as decimal(18, 2)) as ending_amount,
        payments._file_id,
        payments._line
    from added_up
    inner join months
        on
            added_up.period <= months.period
            and (added_up.next_period is null or added_up.next_period > months.period)
            and (added_up.ending_amount <> 0 or added_up.period = months.period)
    inner join payments
        on added_up.unapplied_id = payments.unapplied_id
    inner join opened
        on added_up.unapplied_id = opened.unapplied_id
)

select * from final
