"""Claims of remittance advices: loops 2100 and 2110 of the 835.

Here: how a decision on a claim and its lines is written. Not here: the payment around it (`x12_835`).
"""

from collections.abc import Iterator
from dataclasses import replace

from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult
from pipeline.simulator.practice import PROVIDERS, Payer
from pipeline.simulator.writers.x12 import amount, composite, day, segment

REMITTANCE_FILING = {"BL": "12", "CI": "12"}
"""Claim filing codes of a claim that an advice writes otherwise: both are preferred-provider plans there."""


def pieces(claim: Adjudication) -> list[Adjudication]:
    """The claim as the payer answers it: whole, or one for each of its procedures."""
    if not claim.is_by_line:
        return [claim]
    number = claim.payer_claim_number
    return [
        replace(claim, lines=[line], payer_claim_number=f"{number}{index + 1:02d}")
        for index, line in enumerate(claim.lines)
    ]


def write_claim(claim: Adjudication, payer: Payer) -> Iterator[str]:
    """One claim with its lines."""
    submission = claim.submission
    encounter, patient = submission.encounter, submission.encounter.patient
    figures = (amount(claim.billed), amount(claim.paid), amount(claim.owed_by_patient))
    filing = REMITTANCE_FILING.get(payer.filing_code, payer.filing_code)
    kind = (filing, claim.payer_claim_number, "11", submission.frequency)
    yield segment("CLP", claim.claim_number or str(encounter.number), claim.status, *figures, *kind)
    yield from _adjustments(claim.adjustments)
    member = patient.secondary_member_id if submission.sequence == "S" else patient.member_id
    yield segment("NM1", "QC", "1", patient.last.upper(), patient.first.upper(), "", "", "", "MI", member)
    if patient.subscriber and submission.sequence == "P":
        last, first = (name.upper() for name in patient.subscriber)
        yield segment("NM1", "IL", "1", last, first, "", "", "", "MI", member)
    provider = PROVIDERS[encounter.provider_index]
    yield segment("NM1", "82", "1", provider.last, provider.first, "", "", "", "XX", provider.npi)
    if payer.filing_code == "MB":
        yield segment("MOA", "", "", "MA01")
    yield segment("DTM", "232", day(encounter.service_date))
    yield segment("DTM", "233", day(encounter.service_date))
    yield segment("DTM", "050", day(submission.submitted))
    if claim.interest:
        yield segment("AMT", "I", amount(claim.interest))
    for line in claim.lines:
        yield from _line(line)


def _line(line: LineResult) -> Iterator[str]:
    charge = line.charge
    units = "-1" if line.billed < 0 else "1"
    billed_as = composite("HC", charge.code, charge.modifier)
    decided_as = composite("HC", line.paid_as, charge.modifier) if line.paid_as else billed_as
    recoded = (billed_as,) if line.paid_as else ()
    yield segment("SVC", decided_as, amount(line.billed), amount(line.paid), "", units, *recoded)
    yield segment("DTM", "472", day(charge.encounter.service_date))
    yield from _adjustments(line.adjustments)
    yield segment("REF", "6R", str(charge.number))
    if line.allowed > 0:
        yield segment("AMT", "B6", amount(line.allowed))
    for remark in line.remarks:
        yield segment("LQ", "HE", remark)


def _adjustments(found: list[Adjustment]) -> Iterator[str]:
    """One segment for each group code."""
    for group in dict.fromkeys(item.group for item in found):
        triplets = [(item.reason, amount(item.amount), "") for item in found if item.group == group]
        yield segment("CAS", group, *(element for triplet in triplets for element in triplet))
