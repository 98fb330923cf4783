with
run as (
    select as_of from {{ ref('stg_run') }}
),

ledger as (
    select
        ledger.*,
        ledger.movement_date <= run.as_of as is_past
    from {{ ref('ar_ledger') }} as ledger
    cross join run
),

items as (
    select * from {{ ref('ar_open_items') }}
),

aging as (
    select * from {{ ref('ar_aging') }}
),

standing as (
    select coalesce(sum(case when is_past then amount else 0 end), 0) as ledger_amount from ledger
),

clock_names as (
    select 'bill' as clock
    union all
    select 'dos' as clock
    union all
    select 'resp' as clock
),

clocks as (
    select
        clock_names.clock,
        coalesce(sum(aging.net_amount), 0) as net_amount
    from clock_names
    left join aging on clock_names.clock = aging.clock
    group by clock_names.clock
),

signs as (
    select
        coalesce(sum(case when not is_credit then open_amount else 0 end), 0) as debit_amount,
        coalesce(sum(case when is_credit then -open_amount else 0 end), 0) as credit_amount
    from items
),

future as (
    select
        coalesce(sum(abs(open_amount)), 0) as left_amount,
        coalesce(
            sum(case when least(dos_age_days, bill_age_days, resp_age_days) < 0 then abs(open_amount) else 0 end), 0
        ) as difference_amount
    from items
),

final as (
    select
        concat('ar_aging_clocks_equal_', clocks.clock) as check_id,
        'The aging on this clock adds up to the ledger as it stood on the as-of day.' as description,
        'aging, debits less credits' as left_label,
        clocks.net_amount as left_amount,
        'ledger' as right_label,
        standing.ledger_amount as right_amount,
        abs(clocks.net_amount - standing.ledger_amount) as difference_amount,
        'block' as severity
    from clocks
    cross join standing
    union all
    select
        'debit_minus_credit_equals_net' as check_id,
        'Debit balances less credit balances are the ledger as it stood on the as-of day.' as description,
        'debits less credits' as left_label,
        signs.debit_amount - signs.credit_amount as left_amount,
        'ledger' as right_label,
        standing.ledger_amount as right_amount,
        abs(signs.debit_amount - signs.credit_amount - standing.ledger_amount) as difference_amount,
        'block' as severity
    from signs
    cross join standing
    union all
    select
        'ar_dates_not_in_the_future' as check_id,
        'No open item carries a date after the as-of day; such items stand in a bucket of their own.' as description,
        'open items, unsigned' as left_label,
        left_amount,
        'with no later date' as right_label,
        left_amount - difference_amount as right_amount,
        difference_amount,
        'warn' as severity
    from future
)

select * from final
