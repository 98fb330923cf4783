"""What is known of one deposit, asked in one question, and the evidence that might belong to it.

Here: questions about one deposit. Not here: laying out the answers (`evidence`), and the list of deposits.
"""

from typing import Any

import snapshot

STORY = """select d.*, c.claim_paid_amount, c.provider_adjustment_amount, c.evidence_amount, c.evidence_date,
       c.card_gross_amount, c.posting_date, c.posted_amount, c.gl_date, c.gl_amount, c.posting_lag_days, c.gl_lag_days,
       c.evidence_difference, c.unposted_amount, m.rule_version, m.key_name, m.key_value, m.days_apart,
       m.alternatives_count, m.actor, r.trace_number, r.payment_date, r.payment_method, r.claim_count, r.is_balanced,
       r._file_id as remittance_file_id, r._line as remittance_line, s.processor, s.payout_number, s.payout_date,
       s.transaction_count, s._file_id as payout_file_id, s._line as payout_line, e as exception
from marts.deposits as d
left join marts.deposit_chain as c on d.deposit_id = c.bank_transaction_id
left join marts.matches as m on d.match_id = m.match_id
left join marts.remittances as r on d.evidence_kind = 'remittance' and d.evidence_id = r.remittance_id
left join marts.card_settlements as s on d.evidence_kind = 'card_payout' and d.evidence_id = s.card_payout_id
left join marts.exceptions as e on d.exception_id = e.exception_id
where d.deposit_id = $deposit_id"""
CANDIDATES = """select * from (
    select remittance_id as evidence_id, 'remittance' as evidence_kind, trace_number as reference, payer_name,
           payment_date as evidence_date, payment_amount as amount, entity_id
    from marts.remittances where funding_state in ('missing', 'awaiting') and not is_zero_pay
    union all
    select card_payout_id, 'card_payout', payout_number, processor, payout_date, payout_amount, entity_id
    from marts.card_settlements where funding_state in ('missing', 'awaiting')
)
where (entity_id in ($entity_id, 'unassigned') or $entity_id = 'unassigned')
qualify row_number() over (order by abs(amount - $amount), evidence_id) <= 20
     or evidence_id in (select member_id from marts.match_suggestion_members where suggestion_id in (
        select suggestion_id from marts.match_suggestion_members where side = 'bank' and member_id = $deposit_id))
order by abs(amount - $amount), evidence_id"""


def story(deposit_id: str) -> dict[str, Any] | None:
    """Ask for all that is known of one deposit; None when this snapshot has no such deposit."""
    rows = snapshot.query(STORY, deposit_id=deposit_id).rows(named=True)
    return rows[0] if rows else None


def candidates(deposit: dict[str, Any]) -> list[dict[str, Any]]:
    """List evidence of the same entity that still lacks its money, the nearest and all suggested, by amount."""
    place = {name: deposit[name] for name in ("deposit_id", "entity_id", "amount")}
    return snapshot.query(CANDIDATES, **place).rows(named=True)


def evidence(deposit: dict[str, Any]) -> list[str]:
    """List the ids of all evidence a matched deposit was matched with, in the order a decision names them."""
    sql = (
        "select member_id from marts.match_members where match_id = $match_id and side = 'evidence' order by member_id"
    )
    ids = snapshot.query(sql, match_id=deposit["match_id"])["member_id"].to_list()
    return ids or [deposit["evidence_id"]]


def decided_together(deposit: dict[str, Any]) -> list[str]:
    """List the ids of all credits a person matched together with a deposit, itself among them."""
    sql = (
        "select member_id from marts.match_members as m inner join marts.matches as a on m.match_id = a.match_id "
        "where m.match_id = $match_id and m.side = 'bank' and a.rule = 'decision' order by member_id"
    )
    ids = snapshot.query(sql, match_id=deposit["match_id"])["member_id"].to_list()
    return ids or [deposit["deposit_id"]]
