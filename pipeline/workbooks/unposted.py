"""Money at the bank that the PM system does not show: the one question and the one sentence of board and workbook.

Here: what counts as unposted. Not here: how the board or a sheet lays it out. Amounts in US dollars.
"""

SAYS = (
    "Deposits with a remittance that the PM system does not show, in full or in part. Not in it: money without a "
    "remittance, which stands under Exceptions, and card and desk money."
)
UNPOSTED = """select c.statement_date as deposit_date, c.payer_name, r.trace_number, c.claim_paid_amount,
    c.posted_amount, c.unposted_amount, r.posting_state
from marts.deposit_chain as c
left join marts.remittances as r on c.evidence_id = r.remittance_id
where c.direction = 'credit' and c.state = 'matched' and c.evidence_kind = 'remittance' and c.unposted_amount > 0
order by c.statement_date, c.unposted_amount desc, c.bank_transaction_id"""
