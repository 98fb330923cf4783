select
    period,
    account_number as account,
    line,
    cast(prior_amount * 100 as bigint) as prior_cents,
    cast(receipts_amount * 100 as bigint) as receipts_cents,
    cast(disbursements_amount * 100 as bigint) as disbursements_cents,
    cast(current_amount * 100 as bigint) as current_cents
from marts.proof_of_cash
