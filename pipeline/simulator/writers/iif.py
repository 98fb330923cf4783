"""General ledger: transactions of QuickBooks Desktop as IIF, one file for each month.

Here: the tab-delimited blocks TRNS, SPL, ENDTRNS. Not here: what was booked (`books`), lines of entries (`columns`).
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.writers.columns import EntryLine, entry_lines, rows
from pipeline.simulator.writers.csvtext import dollars, month_ends

GL = "iif"
TYPES = {"Deposit": "DEPOSIT", "Expense": "CHECK", "Check": "CHECK", "Journal Entry": "GENERAL JOURNAL"}
COLUMNS = {
    "TRNSTYPE": lambda line: TYPES.get(line.book.kind, "GENERAL JOURNAL"),
    "DATE": lambda line: f"{line.book.date.month}/{line.book.date.day}/{line.book.date.year}",
    "ACCNT": "book.account",
    "NAME": "book.name",
    "AMOUNT": lambda line: dollars(line.cents),
    "DOCNUM": "book.number",
    "MEMO": "book.memo",
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The transactions of every month."""
    found = entry_lines(ledger)
    for month_end in month_ends(ledger.start, ledger.end):
        lines = [line for line in found if month_end.replace(day=1) <= line.book.date <= month_end]
        yield Delivery(f"gl/journal_{month_end:%Y%m}.iif", month_end, partial(_blocks, lines))


def _blocks(lines: list[EntryLine]) -> bytes:
    return "".join("\t".join(cells) + "\n" for cells in _records(lines)).encode("ascii", "replace")


def _records(lines: list[EntryLine]) -> Iterator[list[str]]:
    for mark in ("!TRNS", "!SPL"):
        yield [mark, *COLUMNS]
    yield ["!ENDTRNS"]
    for _, entry in groupby(lines, key=lambda line: line.entry):
        for place, cells in enumerate(list(rows(COLUMNS, entry))[1:]):
            yield ["SPL" if place else "TRNS", *cells]
        yield ["ENDTRNS"]
