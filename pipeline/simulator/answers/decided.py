"""The true figures of what payers decided, claim by claim, and of what never reached them.

Here: remittances without money, denials of every decision, preventable denials, rejections, takebacks. Not here: first
decisions and overturns (`figures`).
"""

from collections.abc import Iterator

from pipeline.simulator.answers.care import CATEGORIES, first_decisions
from pipeline.simulator.answers.reach import is_known, known_claims, month, names
from pipeline.simulator.decisions import Adjudication, LineResult, Remittance
from pipeline.simulator.ledger import Ledger

PREVENTABLE = {
    "authorisation", "coordination of benefits", "eligibility", "missing information", "provider enrolment",
    "timely filing",
}  # fmt: skip
"""Kinds of denials the practice could have prevented."""
TAKEN_BACK, REFUND_SEEN = "WO", "72"
Fact = tuple[str, str, str | None, str | None, int, int]


def decision_facts(ledger: Ledger) -> Iterator[Fact]:
    """Every decision of a claim: without money, denied, taken back."""
    for remittance, claim in known_claims(ledger):
        where = (month(remittance.payment_date), *names(remittance.payer_id))
        if claim.reverses:
            yield "K43", *where, -claim.paid, 0
            continue
        yield "K43", *where, 0, claim.paid
        if claim.is_repeat_denial:
            continue
        for lines in _answers(claim):
            yield "K21", *where, int(any(line.is_denied for line in lines)), 1
            if claim.submission.sequence == "P":
                yield "K20z", *where, int(not claim.paid if lines is claim.lines else not lines[0].paid), 1
    for remittance in ledger.remittances:
        if is_known(ledger, remittance) and not remittance.repeats:
            where = (month(remittance.payment_date), *names(remittance.payer_id))
            for cents in _taken(remittance):
                yield "K43", *where, cents, 0


def _answers(claim: Adjudication) -> list[list[LineResult]]:
    """The lines of each answer: all of them, or one by one where the payer answers by procedure."""
    return [[line] for line in claim.lines] if claim.is_by_line else [claim.lines]


def _taken(remittance: Remittance) -> Iterator[int]:
    """Cents a payer kept of a remittance; what it only shows because our refund check came is not taken."""
    seen = {item.reference for item in remittance.provider_adjustments if item.code == REFUND_SEEN}
    for item in remittance.provider_adjustments:
        if item.code == TAKEN_BACK and item.amount > 0 and item.reference not in seen:
            yield item.amount


def prevention_facts(ledger: Ledger) -> Iterator[Fact]:
    """Lines denied by the first decision: those the practice could have prevented over all."""
    for remittance, claim in first_decisions(ledger).values():
        where = (month(remittance.payment_date), *names(remittance.payer_id))
        for line in [line for line in claim.lines if line.is_denied]:
            reason = max(line.adjustments, key=lambda item: item.amount).reason
            yield "K23", *where, int(CATEGORIES.get(reason) in PREVENTABLE), 1


def rejection_facts(ledger: Ledger) -> Iterator[Fact]:
    """Submissions the clearinghouse or the payer's front end turned away over all."""
    for item in ledger.submissions:
        if item.submitted <= ledger.end:
            yield "K34", month(item.submitted), *names(item.payer_id), int(not item.is_accepted), 1
