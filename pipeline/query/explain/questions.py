"""What the money side of a chain asks the marts.

Here: its SQL. Not here: what the answers are made into (`cash`).
"""

BANK = """select c.*, d.account_name, coalesce(d.bank_reference, d.customer_reference, m.reference) as reference
from marts.deposit_chain as c left join marts.deposits as d on c.bank_transaction_id = d.deposit_id
left join (select member_id, min(reference) as reference from marts.match_members where side = 'bank' group by all) as m
    on c.bank_transaction_id = m.member_id
where list_contains($ids, c.bank_transaction_id) order by c.statement_date, c.bank_transaction_id"""
MATCHES = """select * from marts.matches where match_id in (
    select match_id from marts.match_members where list_contains($ids, member_id)) order by priority, match_id"""
LAGS = "select * from marts.deposit_chain where list_contains($ids, bank_transaction_id)"
REMITTANCES = """select * from marts.remittances where list_contains($ids, remittance_id)
order by payment_date, remittance_id"""
ADJUSTMENTS = "select * from marts.provider_adjustments where remittance_id = $id order by adjustment_position"
PAYOUTS = "select * from marts.card_settlements where list_contains($ids, card_payout_id) order by card_payout_id"
OTHERS = """select distinct member_kind, member_id, member_date, amount_used, reference, _file_id, _line
from marts.match_members
where side = 'evidence' and list_contains($ids, member_id) and member_kind not in ('remittance', 'card_payout')
order by member_kind, reference, member_id"""
PAYMENTS = """select * from marts.payments
where list_contains($deposits, deposit_id) or list_contains($ids, evidence_id) or list_contains($payments, payment_id)
    or (payer_type = 'insurance' and evidence_id is null and reference_number in (
        select trace_number from marts.remittances where list_contains($ids, remittance_id)))
order by posting_date, payment_number, payment_id"""
ENTRIES = """select e.*, c.gl_lag_days from marts.cash_entries as e
inner join marts.deposit_chain as c on e.bank_transaction_id = c.bank_transaction_id
where list_contains($ids, e.bank_transaction_id) order by e.posting_date, e.cash_entry_id"""
BANKED = """select case direction when 'debit' then -bank_amount else bank_amount end as amount
from marts.deposit_chain where list_contains($ids, bank_transaction_id)"""
