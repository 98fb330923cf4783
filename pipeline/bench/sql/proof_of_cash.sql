-- The answer key shows what stood before and what stands now in one line, and returned items with the other debits.
select
    period,
    account_number as account,
    case
        when line_name like 'deposits_in_transit%' then 'deposits_in_transit'
        when line_name like 'outstanding%' then 'outstanding_checks'
        when line_name like 'unrecorded_receipts%' then 'unrecorded_receipts'
        when line_name like 'unrecorded_debits%' or line_name like 'returned_items%' then 'unrecorded_disbursements'
        else line_name
    end as line,
    cast(prior_amount * 100 as bigint) as prior_cents,
    cast(receipts_amount * 100 as bigint) as receipts_cents,
    cast(disbursements_amount * 100 as bigint) as disbursements_cents,
    cast(current_amount * 100 as bigint) as current_cents
from marts.proof_of_cash
