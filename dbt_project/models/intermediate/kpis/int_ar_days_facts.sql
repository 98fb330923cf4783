with
run as (
    select
        as_of,
        cast(as_of + interval 1 day - interval 3 month as date) as earliest_start
    from {{ ref('stg_run') }}
),

-- What payers pay by the head is never collected line by line: neither owed nor charged, as far as days go.
capitated as (
    select * from {{ ref('int_capitated_charges') }}
),

items as (
    select items.*
    from {{ ref('ar_open_items') }} as items
    left join capitated
        on
            items.entity_id = capitated.entity_id
            and upper(items.charge_number) = capitated.charge_key
    where capitated.charge_key is null
),

charges as (
    select
        ledger.*,
        run.as_of
    from {{ ref('ar_ledger') }} as ledger
    cross join run
    left join capitated
        on
            ledger.entity_id = capitated.entity_id
            and upper(ledger.charge_number) = capitated.charge_key
    where
        ledger.movement = 'charge'
        and ledger.movement_date <= run.as_of
        and capitated.charge_key is null
),

-- The trailing three months, cut to the months in which the entity has charges at all.
windows as (
    select
        charges.entity_id,
        greatest(max(run.earliest_start), cast(date_trunc('month', min(charges.movement_date)) as date))
            as window_start,
        least(
            max(run.as_of),
            cast(date_trunc('month', max(charges.movement_date)) + interval 1 month - interval 1 day as date)
        ) as window_end
    from charges
    cross join run
    group by charges.entity_id
),

facts as (
    select
        entity_id,
        payer_name,
        financial_class,
        case when open_amount > 0 then open_amount else 0 end as debit_amount,
        case when open_amount < 0 then -open_amount else 0 end as credit_amount,
        case when open_amount > 0 then 1 else 0 end as debit_count,
        case when open_amount < 0 then 1 else 0 end as credit_count,
        0 as charge_amount
    from items
    union all
    select
        charges.entity_id,
        charges.payer_name,
        charges.financial_class,
        0 as debit_amount,
        0 as credit_amount,
        0 as debit_count,
        0 as credit_count,
        charges.amount as charge_amount
    from charges
    inner join windows on charges.entity_id = windows.entity_id
    where charges.movement_date between windows.window_start and windows.window_end
),

final as (
    select
        {{ month_of('run.as_of') }} as period,
        facts.entity_id,
        facts.payer_name,
        facts.financial_class,
        sum(facts.debit_amount) as debit_amount,
        sum(facts.credit_amount) as credit_amount,
        sum(facts.debit_count) as debit_count,
        sum(facts.credit_count) as credit_count,
        sum(facts.charge_amount) as charge_amount,
        max(case
            when windows.window_start is null then 0
            else {{ days_between('windows.window_start', 'windows.window_end') }} + 1
        end) as window_days
    from facts
    cross join run
    left join windows on facts.entity_id = windows.entity_id
    group by
        {{ month_of('run.as_of') }},
        facts.entity_id,
        facts.payer_name,
        facts.financial_class
)

select * from final
