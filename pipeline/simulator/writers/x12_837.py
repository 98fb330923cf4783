"""Claims: X12 005010X222A1 (837 professional), one batch file for each day with claims.

Here: how a batch of claims is written. Not here: what the primary payer did (`x12_837_secondary`),
or which claims go out.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import groupby

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import Submission
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import (
    CITY,
    CLEARINGHOUSE,
    CLEARINGHOUSE_ID,
    LOCATIONS,
    NAME,
    NPI,
    PAYERS,
    PROVIDERS,
    STATE,
    STREET,
    TAX_ID,
    TAXONOMY,
    ZIP,
)
from pipeline.simulator.writers.x12 import amount, composite, day, interchange, segment
from pipeline.simulator.writers.x12_837_secondary import PLACE, other_payer, prior_line

MADE_AT, VERSION = "1730", "005010X222A1"
FIRST_NUMBER = 4001
"""The control number of the first batch."""


def batches(ledger: Ledger) -> Iterator[tuple[date, str, list[Submission]]]:
    """Day, reference and claims of every batch sent by the end."""
    for index, (sent, found) in enumerate(groupby(ledger.submissions, key=lambda item: item.submitted)):
        yield sent, f"CH{sent:%y%m%d}{index + 1:03d}", list(found)


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every batch."""
    for index, (sent, reference, submissions) in enumerate(batches(ledger)):
        render = partial(_render, sent, reference, submissions, FIRST_NUMBER + index)
        yield Delivery(f"claims/claims_{day(sent)}.837", sent, render)


def _render(sent: date, reference: str, submissions: list[Submission], number: int) -> bytes:
    return interchange(
        _transaction(sent, reference, submissions),
        transaction="837",
        group="HC",
        version=VERSION,
        sender=TAX_ID,
        receiver=CLEARINGHOUSE_ID,
        made=sent,
        time=MADE_AT,
        number=number,
    )


def _transaction(sent: date, reference: str, submissions: list[Submission]) -> Iterator[str]:
    yield segment("BHT", "0019", "00", reference, day(sent), MADE_AT, "CH")
    yield segment("NM1", "41", "2", NAME, "", "", "", "", "46", TAX_ID)
    yield segment("PER", "IC", "BILLING OFFICE", "TE", "5555550100")
    yield segment("NM1", "40", "2", CLEARINGHOUSE, "", "", "", "", "46", CLEARINGHOUSE_ID)
    yield segment("HL", "1", "", "20", "1")
    yield segment("PRV", "BI", "PXC", TAXONOMY)
    yield segment("NM1", "85", "2", NAME, "", "", "", "", "XX", NPI)
    yield segment("N3", STREET)
    yield segment("N4", CITY, STATE, ZIP)
    yield segment("REF", "EI", TAX_ID)
    level = 1
    for submission in submissions:
        level += 1
        depends = _is_dependant(submission)
        yield segment("HL", str(level), "1", "22", "1" if depends else "0")
        yield from _subscriber(submission)
        if depends:
            level += 1
            yield segment("HL", str(level), str(level - 1), "23", "0")
            yield segment("PAT", "19")
            yield from _person("QC", submission, member="")
        yield from _claim(submission)


def _is_dependant(submission: Submission) -> bool:
    return bool(submission.encounter.patient.subscriber) and submission.sequence == "P"


def _subscriber(submission: Submission) -> Iterator[str]:
    payer, patient = PAYERS[submission.payer_id], submission.encounter.patient
    member = patient.secondary_member_id if submission.sequence == "S" else patient.member_id
    if _is_dependant(submission):
        last, first = patient.subscriber or ("", "")
        yield segment("SBR", submission.sequence, "", f"GRP{patient.number}", "", "", "", "", "", payer.filing_code)
        yield segment("NM1", "IL", "1", last.upper(), first.upper(), "", "", "", "MI", member)
    else:
        yield segment("SBR", submission.sequence, "18", "", "", "", "", "", "", payer.filing_code)
        yield from _person("IL", submission, member=member)
    yield segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.payer_id)


def _person(role: str, submission: Submission, *, member: str) -> Iterator[str]:
    patient = submission.encounter.patient
    identity = ("MI", member) if member else ()
    yield segment("NM1", role, "1", patient.last.upper(), patient.first.upper(), "", "", "", *identity)
    yield segment("N3", patient.street)
    yield segment("N4", *PLACE)
    yield segment("DMG", "D8", day(patient.birth_date), patient.sex)


def _claim(submission: Submission) -> Iterator[str]:
    encounter = submission.encounter
    place = composite("11", "B", submission.frequency)
    yield segment("CLM", str(encounter.number), amount(encounter.amount), "", "", place, "Y", "A", "Y", "Y")
    if submission.original_reference:
        yield segment("REF", "F8", submission.original_reference)
    codes = [composite("ABF" if index else "ABK", code) for index, code in enumerate(encounter.diagnoses)]
    yield segment("HI", *codes)
    provider, location = PROVIDERS[encounter.provider_index], LOCATIONS[encounter.location_index]
    yield segment("NM1", "82", "1", provider.last, provider.first, "", "", "", "XX", provider.npi)
    yield segment("PRV", "PE", "PXC", TAXONOMY)
    if location.npi != NPI:
        yield segment("NM1", "77", "2", location.name.upper(), "", "", "", "", "XX", location.npi)
        yield segment("N3", location.street)
        yield segment("N4", CITY, STATE, ZIP)
    if submission.prior:
        yield from other_payer(submission, submission.prior)
    pointers = composite(*(str(index + 1) for index in range(len(encounter.diagnoses))))
    for position, charge in enumerate(encounter.charges):
        yield segment("LX", str(position + 1))
        yield segment(
            "SV1", composite("HC", charge.code, charge.modifier), amount(charge.amount), "UN", "1", "", "", pointers
        )
        yield segment("DTP", "472", "D8", day(encounter.service_date))
        yield segment("REF", "6R", str(charge.number))
        if submission.prior:
            yield from prior_line(submission.prior, position)
