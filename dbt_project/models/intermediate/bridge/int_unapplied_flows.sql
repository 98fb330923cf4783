-- Money of the PM system that stands on no charge line: what a payment was when it was posted, and what was applied of
-- it later. Where the PM states no later application, what is unapplied has been so from the first day. Below zero more
-- was applied than the payment brought.
with
headers as (
    select * from {{ ref('stg_pm_payments') }}
    where not {{ is_void() }}
),

applied as (
    select
        practice_id,
        payment_number,
        posting_date,
        -amount as amount
    from {{ ref('int_pm_applied_movements') }}
    where
        kind = 'payment'
        and payment_number is not null
),

later as (
    select
        headers.pm_payment_id,
        applied.posting_date,
        sum(applied.amount) as amount
    from headers
    inner join applied
        on
            headers.practice_id = applied.practice_id
            and headers.payment_number = applied.payment_number
            and headers.posting_date < applied.posting_date
    group by headers.pm_payment_id, applied.posting_date
),

later_totals as (
    select
        pm_payment_id,
        sum(amount) as amount
    from later
    group by pm_payment_id
),

flows as (
    select
        headers.pm_payment_id as unapplied_id,
        'new' as side,
        headers.posting_date as flow_date,
        headers.unapplied_amount + coalesce(later_totals.amount, 0) as amount
    from headers
    left join later_totals
        on headers.pm_payment_id = later_totals.pm_payment_id
    union all
    select
        pm_payment_id as unapplied_id,
        'resolved' as side,
        posting_date as flow_date,
        -amount as amount
    from later
    union all
    select
        unapplied_id,
        side,
        flow_date,
        amount
    from {{ ref('int_unapplied_movements') }}
),

final as (
    select
        flows.unapplied_id,
        flows.side,
        flows.flow_date,
        {{ month_of('flows.flow_date') }} as period,
        cast(flows.amount as decimal(18, 2)) as amount
    from flows
    cross join {{ ref('stg_run') }} as run
    where
        flows.amount <> 0
        and flows.flow_date <= run.as_of
)

select * from final
