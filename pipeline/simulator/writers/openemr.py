"""PM tables: OpenEMR's billing, ar_session and ar_activity, each as a cumulative CSV at each month-end.

Here: the tables' columns and what stands in them. Not here: movements and payments (`columns`).
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.practice import PROVIDERS
from pipeline.simulator.writers.columns import CHARGE, PAYMENT, Movement, movements, receipts, rows
from pipeline.simulator.writers.csvtext import dollars, to_csv

PM = "openemr"
UNBATCHED = True
"""The export names no batch or deposit slip; what was taken at the desk is known by its day."""
DATES_POSTINGS = True
"""The export shows every posting on its own day."""
METHODS = {
    "ACH": "electronic", "NON": "electronic", "FWT": "electronic", "CHK": "check_payment", "check": "check_payment",
    "card": "credit_card", "cash": "cash", "echeck": "electronic",
}  # fmt: skip
NO_DAY = "0000-00-00"


def _stamp(day: date) -> str:
    return f"{day} 09:00:00"


def _fee(item: Movement) -> str:
    text = dollars(item.cents)
    return text.replace("0", "O", 1) if item.is_garbled else text


BILLING = {
    "id": "charge.number", "date": lambda item: _stamp(item.charge.encounter.service_date), "code_type": "=CPT4",
    "code": "charge.code", "pid": "charge.encounter.patient.number",
    "provider_id": lambda item: PROVIDERS[item.charge.encounter.provider_index].provider_id, "user": "=3",
    "groupname": "", "authorized": "=1", "encounter": "charge.encounter.number", "code_text": "", "billed": "=1",
    "activity": "=1", "payer_id": "=NULL", "bill_process": "", "bill_date": "", "process_date": "",
    "process_file": "", "modifier": "charge.modifier", "units": "=1", "fee": _fee, "justify": "",
}  # fmt: skip
ACTIVITY = {
    "pid": "charge.encounter.patient.number", "encounter": "charge.encounter.number", "sequence_no": "number",
    "code_type": "=CPT4", "code": "charge.code", "modifier": "charge.modifier", "payer_type": "sequence",
    "post_time": lambda item: _stamp(item.day), "post_user": "=3",
    "session_id": lambda item: item.posting.payment_number, "memo": "",
    "pay_amount": lambda item: dollars(item.cents if item.kind == PAYMENT else 0),
    "adj_amount": lambda item: dollars(0 if item.kind == PAYMENT else item.cents), "modified_time": "",
    "follow_up": "", "follow_up_note": "", "account_code": "", "reason_code": lambda item: item.posting.reason,
    "deleted": "=NULL",
}  # fmt: skip
SESSIONS = {
    "session_id": "number", "payer_id": lambda item: item.payer or "0", "user_id": "=3", "closed": "=0",
    "reference": "reference", "check_date": lambda item: item.day if item.payer else NO_DAY, "deposit_date": "day",
    "pay_total": lambda item: dollars(item.cents), "created_time": lambda item: _stamp(item.day), "modified_time": "",
    "global_amount": "", "payment_type": lambda item: "insurance" if item.payer else "patient", "description": "",
    "adjustment_code": "", "post_to_date": "day", "patient_id": lambda item: item.patient or "0",
    "payment_method": lambda item: METHODS[item.method],
}  # fmt: skip


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The tables of every delivery of the period."""
    for export in ledger.pm_exports:
        day = export.as_of
        yield Delivery(f"pm/billing_{day:%Y%m}.csv", day, partial(_billing, ledger, export), export, is_large=True)
        yield Delivery(f"pm/ar_activity_{day:%Y%m}.csv", day, partial(_activity, ledger, export), export)
        yield Delivery(f"pm/ar_session_{day:%Y%m}.csv", day, partial(_sessions, ledger, export), export)


def _billing(ledger: Ledger, export: PmExport) -> bytes:
    return _table(BILLING, (item for item in movements(ledger, export) if item.kind == CHARGE))


def _activity(ledger: Ledger, export: PmExport) -> bytes:
    return _table(ACTIVITY, (item for item in movements(ledger, export) if item.kind != CHARGE))


def _sessions(ledger: Ledger, export: PmExport) -> bytes:
    return _table(SESSIONS, receipts(ledger, export))


def _table(columns: dict, found: Iterable) -> bytes:
    return to_csv(rows(columns, found))
