"""Lines a payer allowed other than its contract says.

Here: the table underpayments. Not here: what was denied (`care`), or how the money got here.
"""

from datetime import date

from pipeline.simulator.answers.reach import known_claims
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.decisions import Adjudication, LineResult
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import PAYERS, allowed_amount

LEAST_CENTS, LEAST_BASIS_POINTS, WHOLE = 100, 200, 10_000
"""Over one dollar and over two percent of the contract: less is rounding."""
Standing = dict[int, tuple[date, Adjudication, LineResult]]


def underpayments(ledger: Ledger) -> Rows:
    """One row for each charge line whose standing first-payer decision is off the contract; plus is underpaid."""
    rows = []
    for number, (day, claim, line) in sorted(standing(ledger).items()):
        expected = allowed_amount(PAYERS[claim.submission.payer_id], line.charge.code)
        variance = expected - line.allowed
        if line.paid > 0 and not line.is_denied and is_short(abs(variance), expected):
            scenario = "underpaid_line" if line.mispriced else claim.scenario_id
            cause = line.mispriced or "rate"
            reference = str(claim.submission.encounter.number)
            rows.append((str(number), reference, day, expected, line.allowed, variance, cause, scenario))
    return rows


def is_short(cents: int, expected: int) -> bool:
    """Is a line off its contract beyond rounding (both in cents)?"""
    return cents > LEAST_CENTS and cents * WHOLE > LEAST_BASIS_POINTS * expected


def standing(ledger: Ledger) -> Standing:
    """By charge line: the last decision of the first payer that came and was not taken back."""
    found: Standing = {}
    known = [(remittance, claim) for remittance, claim in known_claims(ledger) if claim.submission.sequence == "P"]
    reversed_claims = {id(claim.reverses) for _, claim in known if claim.reverses}
    for remittance, claim in known:
        if claim.reverses or claim.is_repeat_denial or id(claim) in reversed_claims:
            continue
        found |= {line.charge.number: (remittance.payment_date, claim, line) for line in claim.lines}
    return found
