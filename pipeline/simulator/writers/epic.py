"""PM tables: Epic's ARPB_TRANSACTIONS and ARPB_TX_MATCH_HX, tab-delimited, cumulative at each month-end.

Here: the tables' columns; a match of a charge with what pays it is listed twice, once from either side. Not here:
movements and payments (`columns`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.practice import LOCATIONS, PROVIDERS
from pipeline.simulator.writers.columns import ADJUSTMENT, CHARGE, PAYMENT, Movement, Receipt, movements, receipts, rows
from pipeline.simulator.writers.csvtext import dollars

PM = "epic"
UNBATCHED = True
"""The export names no batch or deposit slip; what was taken at the desk is known by its day."""
DATES_POSTINGS = True
"""The export shows every posting on its own day."""
PAYMENTS, ADJUSTMENTS = 356_000_000, 700_000_000_000
"""What is added to the numbers of payments and adjustments, so that they share none with a charge."""
SOURCES = {"CHK": "Check", "check": "Check", "card": "Credit Card", "cash": "Cash"}


@dataclass(frozen=True, slots=True)
class Match:
    """One side of a match (cents)."""

    number: int
    line: int
    day: date
    other: int
    cents: int
    visit: int


def _day(day: date) -> str:
    return f"{day.month}/{day.day}/{day.year} 12:00:00 AM"


def _amount(item: Movement | Receipt) -> str:
    if isinstance(item, Receipt) or item.kind != CHARGE:
        return dollars(-item.cents)
    text = dollars(item.cents)
    return text.replace("0", "O", 1) if item.is_garbled else text


def _of_visit(cell: object) -> object:
    return lambda item: "" if isinstance(item, Receipt) else cell(item)  # type: ignore[operator]


def _number(item: Movement | Receipt) -> int:
    """The number of a transaction; of a payment on a charge line, that of the payment."""
    if isinstance(item, Receipt):
        return PAYMENTS + item.number
    if item.kind == CHARGE:
        return item.charge.number
    if item.kind == ADJUSTMENT or not item.posting or not item.posting.payment_number:
        return ADJUSTMENTS + item.number
    return PAYMENTS + item.posting.payment_number


TRANSACTIONS = {
    "TX_ID": _number,
    "POST_DATE": lambda item: _day(item.day),
    "SERVICE_DATE": lambda item: _day(item.day if isinstance(item, Receipt) else item.charge.encounter.service_date),
    "TX_TYPE_C_NAME": lambda item: "Payment" if isinstance(item, Receipt) else item.kind.title(),
    "ACCOUNT_ID": lambda item: item.patient if isinstance(item, Receipt) else item.charge.encounter.patient.number,
    "SERV_PROVIDER_ID": _of_visit(lambda item: PROVIDERS[item.charge.encounter.provider_index].provider_id),
    "LOC_ID": _of_visit(lambda item: LOCATIONS[item.charge.encounter.location_index].location_id),
    "MODIFIER_ONE": _of_visit(lambda item: item.charge.modifier),
    "PROCEDURE_QUANTITY": "=1.00000",
    "AMOUNT": _amount,
    "OUTSTANDING_AMT": _of_visit(lambda item: dollars(item.open_cents)),
    "INSURANCE_AMT": _of_visit(lambda item: dollars(item.open_cents - item.patient_cents)),
    "PATIENT_AMT": _of_visit(lambda item: dollars(item.patient_cents)),
    "VOID_DATE": "",
    "PROC_ID": _of_visit(lambda item: item.charge.code if item.kind == CHARGE else item.posting.reason),
    "ORIGINAL_EPM_ID_PAYOR_NAME": _of_visit(lambda item: item.payer if item.kind == CHARGE else ""),
    "PAYOR_ID_PAYOR_NAME": lambda item: item.payer,
    "PAYMENT_SOURCE_C_NAME": lambda item: (
        SOURCES.get(item.method, "Electronic Funds Transfer") if isinstance(item, Receipt) else ""
    ),
    "UPDATE_DATE": lambda item: _day(item.day),
}
MATCHES = {
    "TX_ID": "number",
    "LINE": "line",
    "MTCH_TX_HX_DT": lambda item: _day(item.day),
    "MTCH_TX_HX_ID": "other",
    "MTCH_TX_HX_AMT": lambda item: dollars(item.cents),
    "MTCH_TX_HX_UN_DT": "",
    "MTCH_TX_HX_DSUSR_ID": "=SAMPLEU1",
    "MTCH_TX_HX_INV_NUM": "visit",
    "MTCH_TX_HX_DTTM": lambda item: _day(item.day),
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Both tables of every delivery of the period."""
    for export in ledger.pm_exports:
        day = export.as_of
        name = f"pm/ARPB_TRANSACTIONS_{day:%Y%m}.tsv"
        yield Delivery(name, day, partial(_transactions, ledger, export), export, is_large=True)
        yield Delivery(f"pm/ARPB_TX_MATCH_HX_{day:%Y%m}.tsv", day, partial(_matching, ledger, export), export)


def _transactions(ledger: Ledger, export: PmExport) -> bytes:
    moved = (item for item in movements(ledger, export) if item.kind != PAYMENT)
    return _table(TRANSACTIONS, [*moved, *receipts(ledger, export)])


def _matching(ledger: Ledger, export: PmExport) -> bytes:
    return _table(MATCHES, _sides(movements(ledger, export)))


def _sides(moved: Iterable[Movement]) -> Iterator[Match]:
    lines: Counter[int] = Counter()
    for item in moved:
        if item.kind != CHARGE:
            charge, visit = item.charge.number, item.charge.encounter.number
            for one, other in ((charge, _number(item)), (_number(item), charge)):
                lines[one] += 1
                yield Match(one, lines[one], item.day, other, item.cents, visit)


def _table(columns: dict, found: Iterable) -> bytes:
    return "".join("\t".join(cells) + "\n" for cells in rows(columns, found)).encode("utf-8")
