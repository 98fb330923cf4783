select
    reference,
    cast(ending_amount * 100 as bigint) as amount_cents
from marts.unapplied_cash_items
where
    period = (select max(period) from marts.unapplied_cash_items)
    and ending_amount <> 0
union all
select
    refund_number as reference,
    cast(amount * 100 as bigint) as amount_cents
from marts.refunds
where state in ('outstanding', 'stale')
