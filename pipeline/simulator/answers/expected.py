"""The true figures of what services should bring: collected and denied of it, allowed less, given up without support.

Here: expected amounts (cents) by contract or as the payer decided. Not here: single underpaid lines (`pricing`).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from pipeline.simulator.answers.care import first_decisions
from pipeline.simulator.answers.learned import learned_amounts
from pipeline.simulator.answers.owed import shown
from pipeline.simulator.answers.pricing import is_short, standing
from pipeline.simulator.answers.reach import known_claims, month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.decisions import Adjudication
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import PAYERS, Payer, allowed_amount

CONTRACTUAL = {"45", "59", "144", "237", "253"}
"""Reasons under which a payer holds a provider to its contract or to the law."""
MATURE_AFTER = timedelta(days=120)
Fact = tuple[str, str, str | None, str | None, int, int]


def expectations(ledger: Ledger, charges: list[Charge]) -> dict[int, int]:
    """By charge line of an insured patient, in cents: what its first payer allowed, else what its contract says."""
    decided, found = standing(ledger), {}
    for charge in charges:
        payer = PAYERS.get(charge.encounter.patient.payer_id or "")
        if payer:
            line = decided[charge.number][2] if charge.number in decided else None
            is_priced = line is not None and not line.is_denied and line.allowed > 0
            found[charge.number] = line.allowed if is_priced else allowed_amount(payer, charge.code)
    return found


def expected_facts(ledger: Ledger, charges: list[Charge]) -> Iterator[Fact]:
    """Expected dollars: denied first over decided first (K20e), and collected on the services of a month (K10)."""
    due = expectations(ledger, charges)
    for remittance, claim in first_decisions(ledger).values():
        where = (month(remittance.payment_date), *names(remittance.payer_id))
        for line in [line for line in claim.lines if line.charge.number in due]:
            cents = due[line.charge.number]
            yield "K20e", *where, cents * line.is_denied, cents
    for charge in charges:
        visit = charge.encounter
        last = ledger.end - MATURE_AFTER + timedelta(days=1)
        if charge.number in due and month(visit.service_date) < month(last):
            paid = sum(item.paid for item in shown(ledger, charge))
            yield "K10", month(visit.service_date), *names(visit.patient.payer_id), paid, due[charge.number]


def price_facts(ledger: Ledger) -> Iterator[Fact]:
    """Paid lines with a rate: allowed less than it (K40), short of it beyond rounding (K41)."""
    decided = {number: (day, _payer(claim), line) for number, (day, claim, line) in standing(ledger).items()}
    learned: dict[int, int] = {}
    for payer in [payer for payer in PAYERS.values() if not payer.is_listed]:
        own = [(day, line) for day, paying, line in decided.values() if paying is payer]
        learned |= learned_amounts((line.charge.encounter.service_date, day, line) for day, line in own)
    for number, (day, payer, line) in decided.items():
        due = allowed_amount(payer, line.charge.code) if payer.is_listed else learned.get(number)
        if line.paid > 0 and not line.is_denied and due is not None:
            where = (month(day), *names(payer.payer_id))
            yield "K40", *where, due - line.allowed, 1
            yield "K41", *where, int(is_short(due - line.allowed, due)), 1


def _payer(claim: Adjudication) -> Payer:
    """Who decided and paid."""
    return PAYERS[claim.remittance.payer_id if claim.remittance else claim.submission.payer_id]


def unsupported_rows(ledger: Ledger, charges: list[Charge]) -> Rows:
    """What contractual write-offs no advice supports add to the net collection rate of the ledger (K10x)."""
    advised: dict[int, int] = defaultdict(int)
    for _, claim in known_claims(ledger):
        for line in claim.lines:
            given_up = sum(item.amount for item in line.adjustments if item.reason in CONTRACTUAL)
            advised[line.charge.number] += 0 if line.is_denied else given_up + line.claim_share
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for charge in charges:
        paid = contractual = 0
        for item in shown(ledger, charge):
            paid, contractual = paid + item.paid, contractual + item.contractual
        beyond = max(contractual - max(advised[charge.number], 0), 0) if charge.number in advised else 0
        group = names(charge.encounter.patient.payer_id)[1]
        for cut in (("practice", "all"), ("financial_class", group)):
            cells = sums[cut]
            parts = (paid, charge.amount - contractual, beyond, bool(contractual and charge.number in advised))
            cells[:] = [cell + part for cell, part in zip(cells, parts, strict=True)]
    now, rows = month(ledger.end), []
    for cut, (paid, kept, beyond, judged) in sums.items():
        value = paid / kept - paid / (kept + beyond) if judged and kept else None
        rows.append(("K10x", now, *cut, beyond, kept + beyond, value))
    return rows
