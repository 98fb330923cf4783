-- What was open from day to day: one row as long as nothing of it changes, however many days that was.
select
    charge_number,
    min(as_of) as first_day,
    max(as_of) as last_day,
    responsible_party,
    cast(open_amount * 100 as bigint) as open_cents,
    service_date,
    bill_date,
    responsibility_date,
    financial_class
from (
    select
        *,
        date_diff('day', date '2000-01-01', as_of) - row_number() over (
            partition by
                charge_number, responsible_party, open_amount, service_date, bill_date, responsibility_date,
                financial_class
            order by as_of
        ) as island
    from intermediate.int_open_items_by_day
) as balances
group by
    charge_number,
    responsible_party,
    open_amount,
    service_date,
    bill_date,
    responsibility_date,
    financial_class,
    island
