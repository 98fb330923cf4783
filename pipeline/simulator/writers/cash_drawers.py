"""Cash-drawer logs: one file for each month, one row for each drawer and day, as the front desk keeps it.

Columns: Date, Location ID, Cashier, Batch, Opening Float, Cash Receipts, Cash Refunds, Paid Outs, Drops, Expected,
Counted, Over/Short, Checks, Slip Number, Slip Total, First Receipt, Last Receipt, Voids, Void Amount, Void Receipts,
Reason. Here: the log's rows. Not here: what happened at the drawer.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import DeskDay
from pipeline.simulator.practice import LOCATIONS
from pipeline.simulator.writers.csvtext import dollars, month_ends, to_csv, us_date

EXTRA = True
FLOAT = 20_000
PAID_OUT, PAID_OUT_EVERY = 1_250, 11
"""Postage and the like, taken from the float now and then; the float is filled up the next morning."""
HEADER = (
    "Date", "Location ID", "Cashier", "Batch", "Opening Float", "Cash Receipts", "Cash Refunds", "Paid Outs", "Drops",
    "Expected", "Counted", "Over/Short", "Checks", "Slip Number", "Slip Total", "First Receipt", "Last Receipt",
    "Voids", "Void Amount", "Void Receipts", "Reason",
)  # fmt: skip


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The log of every month."""
    for as_of in month_ends(ledger.start, ledger.end):
        days = [desk for desk in ledger.desk_days if desk.channel == "desk" and _in_month(desk.day, as_of)]
        yield Delivery(f"drawer/cash_drawers_{as_of:%Y%m}.csv", as_of, partial(_log, days))


def _log(days: list[DeskDay]) -> bytes:
    return to_csv([HEADER, *(_row(desk) for desk in days)])


def _in_month(day: date, as_of: date) -> bool:
    return (day.year, day.month) == (as_of.year, as_of.month) and day <= as_of


def _row(desk: DeskDay) -> tuple[str, ...]:
    cash = sum(item.amount for item in desk.payments if item.method == "cash")
    checks = sum(item.amount for item in desk.payments if item.method == "check")
    voided = sum(item.amount for item in desk.voids)
    paid_out = 0 if desk.day.toordinal() % PAID_OUT_EVERY else PAID_OUT
    expected = FLOAT + cash - paid_out - cash
    receipts = sorted(item.number for item in [*desk.payments, *desk.voids])
    return (
        us_date(desk.day), LOCATIONS[desk.location_index].location_id, desk.cashier, desk.batch, dollars(FLOAT),
        dollars(cash), dollars(0), dollars(paid_out), dollars(cash), dollars(expected), dollars(expected - desk.short),
        dollars(-desk.short), dollars(checks), f"S{desk.batch.removeprefix('DSK')}",
        dollars(cash + checks + desk.slip_error), f"R{receipts[0]}", f"R{receipts[-1]}", str(len(desk.voids)),
        dollars(voided), " ".join(f"R{item.number}" for item in desk.voids), "not found" if desk.short else "",
    )  # fmt: skip
