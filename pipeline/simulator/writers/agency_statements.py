"""Statements of the collection agency: one file for each statement, one row for each account it was paid on.

Columns: Statement, Statement Date, Account, Encounter ID, Debtor, Placed, Placed Amount, Collected, Fee, Net Remitted.
Here: the rows. Not here: which accounts are placed.
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.office import Collection
from pipeline.simulator.writers.csvtext import dollars, to_csv, us_date

EXTRA = True
HEADER = (
    "Statement", "Statement Date", "Account", "Encounter ID", "Debtor", "Placed", "Placed Amount", "Collected", "Fee",
    "Net Remitted",
)  # fmt: skip


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every statement of the period."""
    by_number: dict[str, list[Collection]] = {}
    for item in ledger.others.get("collection", ()):
        by_number.setdefault(item.statement, []).append(item)
    for number, found in by_number.items():
        name = f"agency/agency_statement_{number.removeprefix('AGY')}.csv"
        yield Delivery(name, found[0].day, partial(_statement, found))


def _statement(found: list[Collection]) -> bytes:
    return to_csv([HEADER, *(_row(item) for item in found)])


def _row(item: Collection) -> tuple[str, ...]:
    patient = item.encounter.patient
    return (
        item.statement, us_date(item.day), str(patient.number), str(item.encounter.number),
        f"{patient.first} {patient.last}", us_date(item.placed), dollars(item.gross), dollars(item.gross),
        dollars(item.fee), dollars(item.net),
    )  # fmt: skip
