"""PM transactions: AdvancedMD's Patient Transaction Report, a cumulative snapshot at each month-end.

Here: the report's public column names and what stands in them. Not here: movements (`columns`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.practice import LOCATIONS, PROVIDERS
from pipeline.simulator.writers.columns import ADJUSTMENT, CHARGE, PAYMENT, Movement, movements, rows
from pipeline.simulator.writers.csvtext import dollars, to_csv, us_date

PM = "advancedmd"
UNBATCHED = True
"""The export names no batch or deposit slip; what was taken at the desk is known by its day."""
DATES_POSTINGS = True
"""The export shows every posting on its own day."""
METHODS = {
    "ACH": "EFT", "NON": "EFT", "FWT": "EFT", "CHK": "Check", "check": "Check", "card": "Credit Card", "cash": "Cash",
    "echeck": "EFT",
}  # fmt: skip


def _money(kind: str, *sequences: int) -> object:
    def cell(item: Movement) -> str:
        if item.kind != kind or (sequences and item.sequence not in sequences):
            return ""
        text = dollars(item.cents)
        return text.replace("0", "O", 1) if item.is_garbled else text

    return cell


COLUMNS = {
    "Patient": lambda item: f"{item.charge.encounter.patient.last}, {item.charge.encounter.patient.first}",
    "Chart Number": "charge.encounter.patient.number",
    "Transaction Type": lambda item: item.kind.title(),
    "Visit Number": "charge.encounter.number",
    "Facility Name": lambda item: LOCATIONS[item.charge.encounter.location_index].name,
    "Provider": lambda item: PROVIDERS[item.charge.encounter.provider_index].last,
    "Charge Code": "charge.code",
    "Transaction Code": lambda item: item.posting.reason.partition(":")[0] if item.kind == ADJUSTMENT else "",
    "Transaction Code Description": lambda item: item.posting.reason if item.kind == ADJUSTMENT else "",
    "Modifiers": "charge.modifier",
    "Visit Primary": lambda item: item.payer if item.kind == CHARGE else "",
    "Transaction Carrier": lambda item: "" if item.kind == CHARGE else item.payer,
    "Payment Method": lambda item: METHODS.get(item.posting.method, "") if item.kind == PAYMENT else "",
    "Check Number": lambda item: item.posting.reference if item.posting else "",
    "Date of Service": lambda item: us_date(item.charge.encounter.service_date),
    "Date of Entry": lambda item: us_date(item.day),
    "Date of Deposit": "",
    "Void": "=No",
    "Units": lambda item: "1" if item.kind == CHARGE else "",
    "Charges": _money(CHARGE),
    "Patient Payments": _money(PAYMENT, 0),
    "Insurance Payments": _money(PAYMENT, 1, 2),
    "Total Payments": _money(PAYMENT),
    "Adjustments": _money(ADJUSTMENT),
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The report of every delivery of the period."""
    for export in ledger.pm_exports:
        name = f"pm/patient_transactions_{export.as_of:%Y%m}.csv"
        yield Delivery(name, export.as_of, partial(_report, ledger, export), export, is_large=True)


def _report(ledger: Ledger, export: PmExport) -> bytes:
    return to_csv(rows(COLUMNS, movements(ledger, export)))
