"""PM charge export: Kareo/Tebra ChargeData, a cumulative snapshot at each month-end.

Here: how the PM shows events on a charge line. Not here: the names (`kareo_columns`), or payments (`kareo_payments`).
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.events import Charge, Encounter, Submission
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.money import Posting
from pipeline.simulator.practice import LOCATIONS, NAME, PAYERS, PRACTICE_ID, PROCEDURES, PROVIDERS
from pipeline.simulator.world import balance_after, postings_until
from pipeline.simulator.writers.csvtext import dollars, to_csv, us_date
from pipeline.simulator.writers.kareo_columns import HEADER
from pipeline.simulator.writers.kareo_payments import METHODS

PM = "kareo"
Cells = tuple[str, ...]
NOTHING: Cells = ("",) * 14


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The export of every delivery of the period."""
    sent: dict[int, list[Submission]] = {}
    for submission in ledger.submissions:
        sent.setdefault(submission.encounter.number, []).append(submission)
    for export in ledger.pm_exports:
        name = f"pm/charges_{export.as_of:%Y%m}.csv"
        yield Delivery(name, export.as_of, partial(_charges, ledger, sent, export), export, is_large=True)


def _charges(ledger: Ledger, sent: dict[int, list[Submission]], export: PmExport) -> bytes:
    return to_csv([HEADER, *_rows(ledger, sent, export)] if ledger.encounters else [[]])


def _rows(ledger: Ledger, sent: dict[int, list[Submission]], export: PmExport) -> Iterator[Cells]:
    as_of = export.as_of
    for encounter in ledger.visits_in(export):
        visit = _visit(encounter, as_of)
        bills: dict[str, list[date]] = {"P": [], "S": []}
        for item in sent.get(encounter.number, ()):
            if item.submitted <= as_of:
                bills[item.sequence].append(item.submitted)
        for charge in encounter.charges:
            posted = postings_until(ledger, charge, as_of)
            posted = [item for item in posted if not item.entered or item.entered <= as_of]
            figures = _figures(charge, posted, as_of, garbled=charge.number in export.garbled_charges)
            yield visit + figures + _blocks(bills, posted)


def _visit(encounter: Encounter, as_of: date) -> Cells:
    patient, provider = encounter.patient, PROVIDERS[encounter.provider_index]
    location, posted, served = LOCATIONS[encounter.location_index], encounter.posting_date, encounter.service_date
    statement = encounter.statement_date if encounter.statement_date and encounter.statement_date <= as_of else None
    return (
        us_date(posted),
        PRACTICE_ID,
        NAME.title(),
        str(encounter.number),
        str(patient.number),
        f"{patient.first} {patient.last}",
        us_date(served),
        us_date(served),
        us_date(posted),
        provider.provider_id,
        f"{provider.first} {provider.last}".title(),
        location.location_id,
        location.name,
        PAYERS[patient.payer_id].pm_name if patient.payer_id else "",
        PAYERS[patient.secondary_id].pm_name if patient.secondary_id else "",
        us_date(statement),
    )


def _figures(charge: Charge, posted: list[Posting], as_of: date, *, garbled: bool) -> Cells:
    state, amount = balance_after(charge, posted, as_of), dollars(charge.amount)
    adjusted = sum(item.contractual + item.written_off for item in posted)
    changed = max([charge.encounter.posting_date, *(item.date for item in posted)])
    owner = "Insurance" if state.insurance else "Patient"
    return (
        str(charge.number),
        us_date(changed),
        charge.code,
        PROCEDURES[charge.code].name,
        charge.modifier,
        "",
        "",
        "",
        "1",
        amount,
        amount.replace("0", "O", 1) if garbled else amount,
        dollars(charge.amount - adjusted),
        dollars(sum(item.paid for item in posted)),
        dollars(state.patient),
        dollars(state.insurance),
        dollars(state.total),
        f"Pending {owner}" if state.total else "Completed",
    )


def _blocks(bills: dict[str, list[date]], posted: list[Posting]) -> Cells:
    by_source: dict[str, list[Posting]] = {"primary": [], "secondary": [], "patient": [], "other": []}
    for item in posted:
        by_source[item.source].append(item)
    paid, given_up = by_source["patient"], by_source["other"]
    return (
        *_insurer(bills["P"], by_source["primary"]),
        *_insurer(bills["S"], by_source["secondary"]),
        *_payment(paid),
        dollars(sum(item.paid for item in paid)) if paid else "",
        dollars(sum(item.written_off for item in given_up)) if given_up else "",
        given_up[-1].reason if given_up else "",
        us_date(given_up[-1].date) if given_up else "",
        "",
    )


def _insurer(bills: list[date], posted: list[Posting]) -> Cells:
    """One insurance block: bills, the last payment, and what all its postings come to."""
    if not posted:
        return (us_date(min(bills)), us_date(max(bills)), *NOTHING[2:]) if bills else NOTHING
    last = posted[-1]
    share = {"1": 0, "2": 0, "3": 0}
    for item in last.line.adjustments if last.line else []:
        if item.group == "PR" and item.reason in share:
            share[item.reason] += item.amount
    contractual = sum(item.contractual for item in posted)
    return (
        us_date(min(bills, default=None)),
        us_date(max(bills, default=None)),
        us_date(last.adjudicated),
        *_payment(posted),
        dollars(last.line.allowed) if last.line else "",
        dollars(contractual),
        last.reason if contractual else "",
        dollars(sum(item.paid for item in posted)),
        *(dollars(cents) if last.line else "" for cents in share.values()),
    )


def _payment(posted: list[Posting]) -> Cells:
    """Number, day, reference and method of the last payment of a block."""
    if not posted:
        return NOTHING[:4]
    last = posted[-1]
    return (str(last.payment_number), us_date(last.date), last.reference, METHODS[last.method])
