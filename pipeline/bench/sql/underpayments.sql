select
    charge_number,
    cast(variance_amount * 100 as bigint) as variance_cents
from marts.underpayments
-- What a payer is only seen to allow is a suspicion: the key knows what contracts say.
where kind in ('underpaid', 'overpaid') and rate_source = 'contract'
