"""The two questions behind finding a thing: what bears a number, and what was read from a line of a file.

Here: their SQL. Not here: which of the answers is meant (`finding`).
"""

_PLAIN = "ltrim(regexp_replace(upper({}), '[^A-Z0-9]', '', 'g'), '0') = $plain"
NUMBERED = f"""
select 'deposit' as kind, deposit_id as id, deposit_id as chain, deposit_date as "on", amount,
       concat_ws(' ', 'bank credit', channel, payer_name) as words
from marts.deposits
where deposit_id = $key or {_PLAIN.format("bank_reference")} or {_PLAIN.format("customer_reference")}
union all
select 'deposit', bank_transaction_id, bank_transaction_id, statement_date, bank_amount, 'bank debit'
from marts.deposit_chain where direction = 'debit' and bank_transaction_id = $key
union all
select 'deposit', subject_id, subject_id, opened_date, amount, 'bank line'
from marts.exceptions where subject_kind in ('deposit', 'bank_debit') and {_PLAIN.format("reference")}
union all
select 'remit', remittance_id, coalesce(deposit_id, contested_deposit_id, remittance_id), payment_date, payment_amount,
       concat_ws(' ', 'remittance of', payer_name)
from marts.remittances where remittance_id = $key or {_PLAIN.format("trace_number")}
union all
select 'payout', card_payout_id, coalesce(deposit_id, card_payout_id), payout_date, payout_amount,
       concat_ws(' ', 'card payout of', processor)
from marts.card_settlements where card_payout_id = $key or {_PLAIN.format("payout_number")}
union all
select 'payment', payment_id, coalesce(deposit_id, evidence_id, payment_id), posting_date, amount,
       concat_ws(' ', payer_type, method, 'payment', payment_number)
from marts.payments
where payment_id = $key or {_PLAIN.format("payment_number")} or {_PLAIN.format("reference_number")}
union all
select distinct 'claim', claim_number, 'claim ' || claim_number, null::date, null::decimal(18, 2), 'claim'
from (
    select claim_number from marts.claims where claim_id = $key or {_PLAIN.format("claim_number")}
    union all
    select claim_number from marts.adjudications
    where {_PLAIN.format("claim_number")} or {_PLAIN.format("payer_claim_number")}
    union all
    select claim_number from marts.ar_ledger where {_PLAIN.format("charge_number")}
) where claim_number is not null
union all
select 'exception', exception_id, 'exception ' || exception_id, opened_date, amount, concat_ws(' ', code, title)
from marts.exceptions where length($key) >= 8 and starts_with(exception_id, $key)
union all
select 'exception', x.exception_id, coalesce(p.chain, 'exception ' || x.exception_id), x.opened_date, x.amount,
       concat_ws(' ', x.code, x.title)
from marts.exceptions as x
left join (select evidence_id, min(coalesce(deposit_id, evidence_id)) as chain from marts.payments group by all) as p
    on x.subject_id = p.evidence_id
where {_PLAIN.format("x.reference")}
    and x.subject_id not in (select remittance_id from marts.remittances)
    and x.subject_id not in (select card_payout_id from marts.card_settlements)
    and x.subject_id not in (select bank_transaction_id from marts.deposit_chain)
    and x.reference not in (select claim_number from marts.adjudications where claim_number is not null)
"""  # noqa: S608  (the parts are our own words; the number itself is a parameter)
"""Everything that bears a number: its kind, its key, the chain it tells of."""
AT_LINE = """
with files as (
    select file_id from marts.landed_files where file_name = $name or ends_with(file_name, '/' || $name)
),
facts as (
    select 'deposit' as kind, bank_transaction_id as id, bank_transaction_id as chain, statement_date as "on",
           bank_amount as amount, 'bank line' as words, _file_id, _line from marts.deposit_chain
    union all
    select 'remit', remittance_id, remittance_id, payment_date, payment_amount, 'remittance', _file_id, _line
    from marts.remittances
    union all
    select 'claim', claim_number, 'claim ' || claim_number, adjudication_date, paid_amount, 'claim', _file_id, _line
    from marts.adjudications
    union all
    select 'claim', claim_number, 'claim ' || claim_number, movement_date, amount, movement, _file_id, _line
    from marts.ar_ledger where claim_number is not null
    union all
    select 'payout', card_payout_id, card_payout_id, payout_date, payout_amount, 'card payout', _file_id, _line
    from marts.card_settlements
    union all
    select 'payment', payment_id, payment_id, posting_date, amount, 'payment', _file_id, _line from marts.payments
    union all
    select 'deposit', bank_transaction_id, bank_transaction_id, posting_date, amount, 'ledger entry', _file_id, _line
    from marts.cash_entries where bank_transaction_id is not null
    union all
    select 'deposit', b.member_id, b.member_id, e.member_date, e.amount_used, replace(e.member_kind, '_', ' '),
           e._file_id, e._line
    from marts.match_members as e inner join marts.match_members as b on e.match_id = b.match_id and b.side = 'bank'
    where e.side = 'evidence' and e.member_kind in ('lockbox_item', 'agency_collection', 'portal_batch')
    union all
    select 'exception', exception_id, 'exception ' || exception_id, opened_date, amount, code, _file_id, _line
    from marts.exceptions where subject_kind = 'file'
)
select kind, id, chain, "on", amount, words from facts
where list_contains((select list(file_id) from files), _file_id) and _line <= $line
qualify dense_rank() over (order by _line desc) = 1
"""
"""What begins at a line of a file, or last before it."""
