"""Refund register: one cumulative file for each month, as the office keeps it.

Columns: Refund Number, Payee Type, Payee, Encounter ID, Payment ID, Method, Reference, Amount, Approved, Issued,
Cleared, Status (issued, cleared, stale after 90 days). Here: the register's rows. Not here: why money is given back.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.office import Refund
from pipeline.simulator.writers.csvtext import dollars, month_ends, to_csv, us_date

EXTRA = True
STALE_AFTER = timedelta(days=90)
HEADER = (
    "Refund Number", "Payee Type", "Payee", "Encounter ID", "Payment ID", "Method", "Reference", "Amount", "Approved",
    "Issued", "Cleared", "Status",
)  # fmt: skip


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The register as of every month-end."""
    for as_of in month_ends(ledger.start, ledger.end):
        found = [item for item in ledger.others.get("refund", ()) if item.approved <= as_of]
        found.sort(key=lambda item: (item.issued, item.number))
        yield Delivery(f"refunds/refund_register_{as_of:%Y%m}.csv", as_of, partial(_register, found, as_of))


def _register(found: list[Refund], as_of: date) -> bytes:
    return to_csv([HEADER, *(_row(item, as_of) for item in found)])


def _row(item: Refund, as_of: date) -> tuple[str, ...]:
    cleared = item.cleared if item.cleared and item.cleared <= as_of else None
    status = "cleared" if cleared else "stale" if as_of - item.issued > STALE_AFTER else "issued"
    return (
        item.number, item.kind, item.payee, str(item.encounter.number), str(item.payment_number or ""), item.method,
        item.reference, dollars(item.amount), us_date(item.approved), us_date(item.issued), us_date(cleared), status,
    )  # fmt: skip
