"""General ledger: a NetSuite saved search of transaction lines as CSV, one file for each month.

Here: the search's columns. Not here: what was booked (`books`), lines of entries (`columns`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import COMPANY
from pipeline.simulator.writers.columns import EntryLine, entry_lines, rows
from pipeline.simulator.writers.csvtext import month_ends, to_csv

GL = "netsuite"


def _commas(cents: int) -> str:
    return f"{cents // 100:,}.{cents % 100:02d}" if cents else ""


COLUMNS = {
    "Internal ID": lambda line: 9_000 + line.entry,
    "Date": lambda line: f"{line.book.date.month}/{line.book.date.day}/{line.book.date.year}",
    "Period": lambda line: f"{line.book.date:%b %Y}",
    "Type": lambda line: "Journal" if line.book.kind == "Journal Entry" else line.book.kind,
    "Document Number": "book.number",
    "Account": "book.account",
    "Name": "book.name",
    "Memo": "book.memo",
    "Debit": lambda line: _commas(line.debit),
    "Credit": lambda line: _commas(line.credit),
    "Subsidiary": f"={COMPANY}",
    "Posting": "=Yes",
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The search of every month."""
    found = entry_lines(ledger)
    for month_end in month_ends(ledger.start, ledger.end):
        lines = [line for line in found if month_end.replace(day=1) <= line.book.date <= month_end]
        yield Delivery(f"gl/transaction_lines_{month_end:%Y%m}.csv", month_end, partial(_search, lines))


def _search(lines: list[EntryLine]) -> bytes:
    return to_csv(rows(COLUMNS, lines))
