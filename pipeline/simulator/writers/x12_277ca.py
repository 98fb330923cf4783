"""Claim acknowledgments: X12 005010X214 (277CA), one file for each claim batch, made the same evening.

Here: how acceptances and rejections are written. Not here: what is rejected.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import REFUSED, Submission
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import CLEARINGHOUSE, CLEARINGHOUSE_ID, NAME, NPI, TAX_ID
from pipeline.simulator.writers.x12 import amount, composite, day, interchange, segment
from pipeline.simulator.writers.x12_837 import batches

MADE_AT = "2105"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The acknowledgment of every batch that was not refused as a whole."""
    for index, (sent, reference, submissions) in enumerate(batches(ledger)):
        if submissions[0].verdict[0] == REFUSED:
            continue
        render = partial(_render, sent, reference, submissions, 7001 + index)
        yield Delivery(f"acks/claims_{day(sent)}.277ca", sent, render)


def _render(sent: date, reference: str, submissions: list[Submission], number: int) -> bytes:
    return interchange(
        _transaction(sent, reference, submissions),
        transaction="277",
        group="HN",
        version="005010X214",
        sender=CLEARINGHOUSE_ID,
        receiver=TAX_ID,
        made=sent,
        time=MADE_AT,
        number=number,
    )


def _transaction(sent: date, reference: str, submissions: list[Submission]) -> Iterator[str]:
    accepted = [item for item in submissions if item.is_accepted]
    rejected = [item for item in submissions if not item.is_accepted]
    today, total = day(sent), sum(item.encounter.amount for item in submissions)
    yield segment("BHT", "0085", "08", f"AK{reference}", today, MADE_AT, "TH")
    yield segment("HL", "1", "", "20", "1")
    yield segment("NM1", "AY", "2", CLEARINGHOUSE, "", "", "", "", "46", CLEARINGHOUSE_ID)
    yield segment("TRN", "1", f"AK{reference}")
    yield segment("DTP", "050", "D8", today)
    yield segment("DTP", "009", "D8", today)
    yield segment("HL", "2", "1", "21", "1")
    yield segment("NM1", "41", "2", NAME, "", "", "", "", "46", TAX_ID)
    yield segment("TRN", "2", reference)
    yield segment("STC", composite("A1", "19", "PR"), today, "WQ", amount(total))
    if accepted:
        yield segment("QTY", "90", str(len(accepted)))
    if rejected:
        yield segment("QTY", "AA", str(len(rejected)))
    if accepted:
        yield segment("AMT", "YU", amount(sum(item.encounter.amount for item in accepted)))
    if rejected:
        yield segment("AMT", "YY", amount(sum(item.encounter.amount for item in rejected)))
    yield segment("HL", "3", "2", "19", "1")
    yield segment("NM1", "85", "2", NAME, "", "", "", "", "XX", NPI)
    yield segment("TRN", "1", "0")
    yield segment("STC", composite("A1", "19", "PR"), "", "WQ", amount(total))
    yield segment("REF", "TJ", TAX_ID)
    for index, submission in enumerate(submissions):
        yield from _claim(submission, index + 4, today)


def _claim(submission: Submission, level: int, today: str) -> Iterator[str]:
    encounter = submission.encounter
    patient = encounter.patient
    member = patient.secondary_member_id if submission.sequence == "S" else patient.member_id
    action = "WQ" if submission.is_accepted else "U"
    yield segment("HL", str(level), "3", "PT")
    yield segment("NM1", "QC", "1", patient.last.upper(), patient.first.upper(), "", "", "", "MI", member)
    yield segment("TRN", "2", str(encounter.number))
    yield segment("STC", composite(*submission.verdict), today, action, amount(encounter.amount))
    if submission.is_accepted:
        yield segment("REF", "1K", submission.payer_claim_number)
    yield segment("DTP", "472", "D8", day(encounter.service_date))
