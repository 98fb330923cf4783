"""The whole story of one thing: from a number in somebody's hand to bank, evidence, posting, ledger and exceptions.

Here: which bank lines and evidence belong to a chain, and the order of its sections. Not here: the sections themselves
(`cash`, `books`, `claims`, `troubles`), finding the thing (`finding`), and layout. A published snapshot is all it asks.
"""

from pipeline.query.explain import books, cash, claims, troubles
from pipeline.query.explain.chain import Ask, Chain, Line, Section, name_files
from pipeline.query.explain.finding import Hit, NothingFoundError, SeveralFoundError, find
from pipeline.query.explain.verdict import judge

__all__ = ["Ask", "Chain", "Hit", "Line", "NothingFoundError", "Section", "SeveralFoundError", "explain", "tell"]


def explain(ask: Ask, text: str) -> Chain:
    """The chain of what a person has in hand.

    Args:
        ask: answers SQL over the marts with rows as mappings.
        text: a number, a key, `file:line` or `kind:number`.

    Raises:
        NothingFoundError: nothing bears it.
        SeveralFoundError: things of different chains bear it.
    """
    hit = find(ask, text)
    return tell(ask, hit.kind, hit.id)


def tell(ask: Ask, kind: str, key: str) -> Chain:
    """The chain of a thing that is known.

    Args:
        ask: answers SQL over the marts with rows as mappings.
        kind: one of `finding.KINDS`.
        key: its key; of a claim its number.
    """
    if kind == "claim":
        title, sections = _claim(ask, key)
    elif kind == "exception":
        title, sections = _exception(ask, key)
    else:
        title, sections = _money(ask, kind, key)
    verdict = judge(sections)
    return Chain(kind, key, title, verdict, sections, name_files(ask, sections))


def _money(ask: Ask, kind: str, key: str) -> tuple[str, list[Section]]:
    """A deposit, remittance, payout or payment: the whole chain it stands in."""
    deposits, evidence, payments = _members(ask, kind, key)
    sections = [
        cash.bank(ask, deposits),
        cash.match(ask, deposits, evidence),
        cash.evidence(ask, deposits, evidence),
        books.posting(ask, deposits, evidence, payments),
        books.ledger(ask, deposits),
        claims.of_remittances(ask, evidence if kind != "payment" else []),
        troubles.exceptions(ask, [key, *deposits, *evidence, *payments], _numbers_of(ask, evidence, payments)),
    ]
    sections = [section for section in sections if section.lines or section.name != "claims"]
    first = {"deposit": "bank", "remit": "evidence", "payout": "evidence", "payment": "posting"}[kind]
    line = next((section.lines[0] for section in sections if section.name == first and section.lines), Line(kind))
    return f"{kind.capitalize()} {line.reference or key}: {line.words}", sections


def _claim(ask: Ask, claim: str) -> tuple[str, list[Section]]:
    decisions, sections = claims.life(ask, claim)
    remittances = list(dict.fromkeys(row["remittance_id"] for row in decisions))
    deposits = [row["id"] for row in ask(DEPOSITS_OF, ids=remittances)]
    money = [cash.evidence(ask, deposits, remittances), cash.bank(ask, deposits)] if remittances else []
    charges = [row["id"] for row in ask(CHARGES_OF, claim=claim)]
    sections += [*money, troubles.exceptions(ask, remittances, [claim, *charges])]
    return f"Claim {claim}", sections


def _exception(ask: Ask, key: str) -> tuple[str, list[Section]]:
    row, sections = troubles.one(ask, key)
    subject, kind = row["subject_id"], row["subject_kind"]
    kinds = {"deposit": "deposit", "bank_debit": "deposit", "remittance": "remit", "card_payout": "payout"}
    known = ask(KNOWN, id=subject)
    if kind in kinds or known:
        _, more = _money(ask, kinds.get(kind) or known[0]["kind"], subject)
        sections += [section for section in more if section.name != "exceptions"]
    elif row["reference"] and ask("select 1 from marts.adjudications where claim_number = $id limit 1",
                                  id=row["reference"]):  # fmt: skip
        sections += [section for section in _claim(ask, row["reference"])[1] if section.name != "exceptions"]
    return f"Exception {row['code']} {row['title']}", sections


def _members(ask: Ask, kind: str, key: str) -> tuple[list[str], list[str], list[str]]:
    """Bank lines, evidence and PM payments of the chain a thing stands in."""
    payments = [key] if kind == "payment" else []
    deposits = [key] if kind == "deposit" else []
    evidence = [key] if kind in ("remit", "payout") else []
    for row in ask("select * from marts.payments where payment_id = $id", id=key) if payments else []:
        deposits += [row["deposit_id"]] if row["deposit_id"] else []
        evidence += [row["evidence_id"]] if row["evidence_id"] else []
    deposits = deposits or [row["id"] for row in ask(DEPOSITS_OF, ids=evidence)]
    if kind == "deposit":
        evidence = [row["id"] for row in ask(EVIDENCE_OF, ids=deposits)]
        # one remittance may have come in several credits
        deposits = list(dict.fromkeys([*deposits, *(row["id"] for row in ask(DEPOSITS_OF, ids=evidence))]))
    return deposits, evidence, payments


def _numbers_of(ask: Ask, evidence: list[str], payments: list[str]) -> list[str]:
    """Claim and payment numbers under which exceptions of a chain are told."""
    return [row["id"] for row in ask(NUMBERS_OF, ids=evidence, payments=payments)]


DEPOSITS_OF = """select distinct b.member_id as id from marts.match_members as b
inner join marts.match_members as e on b.match_id = e.match_id and e.side = 'evidence'
where b.side = 'bank' and list_contains($ids, e.member_id)
union
select contested_deposit_id from marts.remittances
where list_contains($ids, remittance_id) and deposit_id is null and contested_deposit_id is not null order by id"""
EVIDENCE_OF = """select distinct e.member_id as id from marts.match_members as e
inner join marts.match_members as b on e.match_id = b.match_id and b.side = 'bank'
where e.side = 'evidence' and list_contains($ids, b.member_id) order by id"""
NUMBERS_OF = """select distinct claim_number as id from marts.adjudications
where list_contains($ids, remittance_id) and claim_number is not null
union select payment_number from marts.payments where list_contains($payments, payment_id) order by id"""
CHARGES_OF = """select distinct charge_number as id from marts.ar_ledger
where claim_number = $claim and charge_number is not null order by id"""
KNOWN = """select 'remit' as kind from marts.remittances where remittance_id = $id
union all select 'payout' from marts.card_settlements where card_payout_id = $id
union all select 'deposit' from marts.deposit_chain where bank_transaction_id = $id"""
