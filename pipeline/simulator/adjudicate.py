"""What a payer decides on one claim: contract, benefits, denial, secondary payment, reversal, correction.

Here: the arithmetic of one adjudication, in cents; every line satisfies charge - adjustments = paid. Not here: when
payers decide, and how decisions are bundled into remittances.
"""

from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult
from pipeline.simulator.events import Charge, Submission
from pipeline.simulator.practice import PAYERS, PROCEDURES, Payer, allowed_amount

REMARKS = {"16": ("MA130",), "97": ("M15",), "96": ("N130",), "29": ("N211",)}
DENIAL_GROUPS = {"96": "PR", "18": "OA"}


def adjudicate(submission: Submission, denial: str, denied_lines: set[int]) -> Adjudication:
    """Decide on a claim as its primary payer; `denied_lines` are positions (from 0) denied for reason `denial`."""
    payer, patient = PAYERS[submission.payer_id], submission.encounter.patient
    lines = []
    for position, charge in enumerate(submission.encounter.charges):
        if position in denied_lines:
            lines.append(_denied(charge, denial))
            continue
        line, used = _paid(charge, payer, patient.deductible_left)
        patient.deductible_left -= used
        lines.append(line)
    return Adjudication(submission, "1", submission.payer_claim_number, lines, denial if denied_lines else "")


def _denied(charge: Charge, reason: str) -> LineResult:
    group = DENIAL_GROUPS.get(reason, "CO")
    adjustment = Adjustment(group, reason, charge.amount)
    return LineResult(charge, charge.amount, 0, 0, [adjustment], REMARKS.get(reason, ()), is_denied=True)


def _paid(charge: Charge, payer: Payer, deductible_left: int) -> tuple[LineResult, int]:
    """The line as the contract and the benefits have it, and how much of the deductible it used (cents)."""
    allowed, kind = allowed_amount(payer, charge.code), PROCEDURES[charge.code].kind
    copay = min(payer.copay, allowed) if kind == "visit" else 0
    has_deductible = kind == "ancillary" or (kind == "visit" and not payer.copay)
    deductible = min(deductible_left, allowed) if has_deductible else 0
    coinsurance = percent_of(allowed - deductible, payer.coinsurance) if has_deductible else 0
    shares = [Adjustment("PR", "1", deductible), Adjustment("PR", "2", coinsurance), Adjustment("PR", "3", copay)]
    return _settle(charge, payer, allowed, shares), deductible


def _settle(charge: Charge, payer: Payer, allowed: int, shares: list[Adjustment]) -> LineResult:
    payable = allowed - sum(item.amount for item in shares)
    sequestered = percent_of(payable, payer.sequestration)
    found = [Adjustment("CO", "45", charge.amount - allowed), Adjustment("CO", "253", sequestered), *shares]
    kept = [item for item in found if item.amount]
    return LineResult(charge, charge.amount, allowed, payable - sequestered, kept)


def adjudicate_secondary(submission: Submission, primary: Adjudication) -> Adjudication:
    """Pay what the primary payer left to the patient, less any deductible; OA-23 carries what the primary did."""
    lines = []
    for before in primary.lines:
        left = before.total("PR")
        deductible = sum(item.amount for item in before.adjustments if (item.group, item.reason) == ("PR", "1"))
        found = [Adjustment("OA", "23", before.billed - left), Adjustment("PR", "1", deductible)]
        kept = [item for item in found if item.amount]
        lines.append(LineResult(before.charge, before.billed, before.allowed, left - deductible, kept))
    return Adjudication(submission, "2", submission.payer_claim_number, lines)


def reverse(original: Adjudication) -> Adjudication:
    """Take an adjudication back: the same claim and reasons with every amount negated (claim status 22)."""
    lines = [
        LineResult(
            line.charge,
            -line.billed,
            -line.allowed,
            -line.paid,
            [Adjustment(item.group, item.reason, -item.amount) for item in line.adjustments],
            paid_as=line.paid_as,
        )
        for line in original.lines
    ]
    return Adjudication(original.submission, "22", original.payer_claim_number, lines, reverses=original)


def correct(original: Adjudication, basis_points: int) -> Adjudication:
    """Decide again after a reversal, with allowed amounts changed by `basis_points`; the patient's share stays."""
    payer = PAYERS[original.submission.payer_id]
    raised = [(line, line.allowed + percent_of(line.allowed, basis_points)) for line in original.lines]
    lines = [reprice(line, payer, allowed) for line, allowed in raised]
    return Adjudication(original.submission, "1", original.payer_claim_number + "C1", lines, corrects=original)


def reprice(line: LineResult, payer: Payer, allowed: int) -> LineResult:
    """The line with another allowed amount (cents), never more than charged; the patient's share stays."""
    shares = [item for item in line.adjustments if item.group == "PR"]
    owed = sum(item.amount for item in shares)
    return _settle(line.charge, payer, min(line.billed, max(owed, allowed)), shares)
