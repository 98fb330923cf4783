select
    charge_number,
    cast(variance_amount * 100 as bigint) as variance_cents
from marts.underpayments
where kind in ('underpaid', 'overpaid')
