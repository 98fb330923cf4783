select
    term,
    cast(amount * 100 as bigint) as amount_cents,
    period
from marts.cash_bridge
