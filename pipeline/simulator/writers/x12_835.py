"""Remittance advices: X12 005010X221A1 (835), one file for each payment or notice.

Here: how a remittance is written. Not here: what the payer decided.
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult, Remittance
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import (
    ACCOUNT,
    CITY,
    NAME,
    NPI,
    PAYERS,
    PROVIDERS,
    ROUTING,
    STATE,
    STREET,
    TAX_ID,
    ZIP,
    Payer,
)
from pipeline.simulator.writers.x12 import amount, composite, day, interchange, segment

PAYER_ROUTING, PAYER_ACCOUNT = "999999989", "77{company}"
MADE_AT = "0615"
REMITTANCE_FILING = {"BL": "12", "CI": "12"}
"""Claim filing codes of a claim that an advice writes otherwise: both are preferred-provider plans there."""


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every 835 delivered by the end; one for each part that comes, where an advice comes in parts."""
    for index, remittance in enumerate(ledger.remittances):
        if not remittance.is_delivered or remittance.production_date > ledger.end:
            continue
        name = f"remits/{remittance.payer_id}_{day(remittance.production_date)}_{remittance.trace}"
        for position, claims in enumerate(remittance.parts or [remittance.claims]):
            if position not in remittance.missing_parts:
                suffix = f"_part{position + 1}" if remittance.parts else ""
                number = 1001 + index if not position else 500_001 + 10 * index + position
                render = partial(render_835, remittance, claims, number, with_adjustments=position == 0)
                yield Delivery(f"{name}{suffix}.835", remittance.production_date, render, remittance)


def render_835(
    remittance: Remittance, claims: list[Adjudication], number: int, *, with_adjustments: bool = True
) -> bytes:
    """One 835 file of some claims of a remittance; provider adjustments stand in the first file only."""
    payer = PAYERS[remittance.payer_id]
    return interchange(
        _transaction(remittance, payer, claims, adjusted=with_adjustments),
        transaction="835",
        group="HP",
        version="005010X221A1",
        sender=payer.payer_id,
        receiver=TAX_ID,
        made=remittance.production_date,
        time=MADE_AT,
        number=number,
    )


def _transaction(remittance: Remittance, payer: Payer, claims: list[Adjudication], *, adjusted: bool) -> Iterator[str]:
    yield _payment(remittance, payer)
    yield segment("TRN", "1", remittance.trace, payer.company_id)
    yield segment("DTM", "405", day(remittance.production_date))
    yield segment("N1", "PR", payer.name, "XV", payer.payer_id)
    yield segment("N3", "1 PAYER PLAZA")
    yield segment("N4", "SAMPLE CITY", "OH", "450010001")
    yield segment("REF", "2U", payer.payer_id)
    yield segment("PER", "BL", "PROVIDER SERVICES", "TE", "5555550199")
    yield segment("N1", "PE", NAME, "XX", NPI)
    yield segment("N3", STREET)
    yield segment("N4", CITY, STATE, ZIP)
    yield segment("REF", "TJ", TAX_ID)
    yield segment("LX", "1")
    for claim in claims:
        yield from _claim(claim, payer)
    year_end = f"{remittance.payment_date.year}1231"
    for item in remittance.provider_adjustments if adjusted else ():
        yield segment("PLB", NPI, year_end, composite(item.code, item.reference), amount(item.amount))


def _payment(remittance: Remittance, payer: Payer) -> str:
    date = day(remittance.payment_date)
    stated = amount(remittance.amount if remittance.stated_amount is None else remittance.stated_amount)
    if remittance.method == "NON":
        return segment("BPR", "H", stated, "C", "NON", *[""] * 11, date)
    if remittance.method == "CHK":
        return segment("BPR", "I", stated, "C", "CHK", *[""] * 11, date)
    sent_from = ("01", PAYER_ROUTING, "DA", PAYER_ACCOUNT.format(company=payer.company_id), payer.company_id, "")
    sent_to = ("01", ROUTING, "DA", ACCOUNT)
    return segment("BPR", "I", stated, "C", "ACH", "CCP", *sent_from, *sent_to, date)


def _claim(claim: Adjudication, payer: Payer) -> Iterator[str]:
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
    yield segment(
        "SVC", composite("HC", charge.code, charge.modifier), amount(line.billed), amount(line.paid), "", units
    )
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
