"""What a secondary claim tells of the primary payer: loops 2320, 2330 and 2430 of the 837 professional.

Here: how the primary payer's decision is written into the next payer's claim. Not here: the rest of the claim
(`x12_837`).
"""

from collections.abc import Iterator

from pipeline.simulator.decisions import Adjudication
from pipeline.simulator.events import Submission
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.writers.x12 import amount, composite, day, segment

PLACE = ("SAMPLEVILLE", "OH", "450019998")
"""City, state and ZIP code of every patient."""


def other_payer(submission: Submission, prior: Adjudication) -> Iterator[str]:
    """Loop 2320: what the primary payer paid, and who it is."""
    payer, patient = PAYERS[prior.submission.payer_id], submission.encounter.patient
    yield segment("SBR", "P", "18", "", "", "", "", "", "", payer.filing_code)
    yield segment("AMT", "D", amount(prior.paid))
    yield segment("AMT", "EAF", amount(prior.owed_by_patient))
    yield segment("OI", "", "", "Y", "", "", "Y")
    yield segment("NM1", "IL", "1", patient.last.upper(), patient.first.upper(), "", "", "", "MI", patient.member_id)
    yield segment("N3", patient.street)
    yield segment("N4", *PLACE)
    yield segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.payer_id)


def prior_line(prior: Adjudication, position: int) -> Iterator[str]:
    """Loop 2430: the primary payer's decision on the line."""
    line, decided = prior.lines[position], prior.remittance
    payer_id = prior.submission.payer_id
    yield segment("SVD", payer_id, amount(line.paid), composite("HC", line.charge.code, line.charge.modifier), "", "1")
    for group in dict.fromkeys(item.group for item in line.adjustments):
        triplets = [(item.reason, amount(item.amount), "") for item in line.adjustments if item.group == group]
        yield segment("CAS", group, *(element for triplet in triplets for element in triplet))
    if decided:
        yield segment("DTP", "573", "D8", day(decided.payment_date))
