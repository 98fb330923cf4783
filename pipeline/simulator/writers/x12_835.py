"""Remittance advices: X12 005010X221A1 (835), one file for each payment or notice.

Here: how a payment is written. Not here: its claims (`x12_835_claim`), or what the payer decided.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import (
    ACCOUNT,
    CITY,
    NAME,
    NPI,
    PAYERS,
    ROUTING,
    STATE,
    STREET,
    TAX_ID,
    ZIP,
    Payer,
)
from pipeline.simulator.writers.x12 import amount, composite, day, interchange, segment
from pipeline.simulator.writers.x12_835_claim import pieces, write_claim

PAYER_ROUTING, PAYER_ACCOUNT = "999999989", "77{company}"
MADE_AT, ADJUSTMENTS_PER_SEGMENT = "0615", 6
RESENT = 800_001
"""The first control number of advices that come a second time."""


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
        if remittance.resent and remittance.resent <= ledger.end:
            render = partial(render_835, remittance, remittance.claims, RESENT + index, made=remittance.resent)
            yield Delivery(f"{name}_again.835", remittance.resent, render, remittance)


def render_835(
    remittance: Remittance,
    claims: list[Adjudication],
    number: int,
    *,
    with_adjustments: bool = True,
    made: date | None = None,
    payee: tuple[str, str, str] = (NAME, NPI, TAX_ID),
) -> bytes:
    """One 835 file of some claims of a remittance; provider adjustments stand in the first file only.

    `made` is the day of the envelope when it is not that of the advice, `payee` the name, NPI and tax id it is for.
    """
    payer = PAYERS[remittance.payer_id]
    return interchange(
        _transaction(remittance, payer, claims, payee, adjusted=with_adjustments),
        transaction="835",
        group="HP",
        version="005010X221A1",
        sender=payer.payer_id,
        receiver=TAX_ID,
        made=made or remittance.production_date,
        time=MADE_AT,
        number=number,
    )


def _transaction(
    remittance: Remittance, payer: Payer, claims: list[Adjudication], payee: tuple[str, str, str], *, adjusted: bool
) -> Iterator[str]:
    yield _payment(remittance, payer)
    yield segment("TRN", "1", remittance.trace, payer.company_id)
    yield segment("DTM", "405", day(remittance.production_date))
    yield segment("N1", "PR", payer.name, "XV", payer.payer_id)
    yield segment("N3", "1 PAYER PLAZA")
    yield segment("N4", "SAMPLE CITY", "OH", "450010001")
    yield segment("REF", "2U", payer.payer_id)
    yield segment("PER", "BL", "PROVIDER SERVICES", "TE", "5555550199")
    yield segment("N1", "PE", payee[0], "XX", payee[1])
    yield segment("N3", STREET)
    yield segment("N4", CITY, STATE, ZIP)
    yield segment("REF", "TJ", payee[2])
    yield segment("LX", "1")
    for claim in [piece for whole in claims for piece in pieces(whole)]:
        yield from write_claim(claim, payer)
    if adjusted and remittance.provider_adjustments:
        yield from _provider_adjustments(remittance, payee[1])


def _provider_adjustments(remittance: Remittance, npi: str) -> Iterator[str]:
    """As many segments as are needed, with up to six adjustments each."""
    found, year_end = remittance.provider_adjustments, f"{remittance.payment_date.year}1231"
    for start in range(0, len(found), ADJUSTMENTS_PER_SEGMENT):
        part = found[start : start + ADJUSTMENTS_PER_SEGMENT]
        pairs = [(composite(item.code, item.reference), amount(item.amount)) for item in part]
        yield segment("PLB", npi, year_end, *(element for pair in pairs for element in pair))


def _payment(remittance: Remittance, payer: Payer) -> str:
    paid_on = day(remittance.payment_date)
    stated = amount(remittance.amount if remittance.stated_amount is None else remittance.stated_amount)
    if remittance.method == "NON":
        return segment("BPR", "H", stated, "C", "NON", *[""] * 11, paid_on)
    if remittance.method == "CHK":
        return segment("BPR", "I", stated, "C", "CHK", *[""] * 11, paid_on)
    sent_from = ("01", PAYER_ROUTING, "DA", PAYER_ACCOUNT.format(company=payer.company_id), payer.company_id, "")
    sent_to = ("01", ROUTING, "DA", ACCOUNT)
    form = "CCP" if remittance.method == "ACH" else ""
    return segment("BPR", "I", stated, "C", remittance.method, form, *sent_from, *sent_to, paid_on)
