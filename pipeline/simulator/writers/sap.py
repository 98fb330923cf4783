"""General ledger: SAP's list of line items (FBL3N) saved as a tab-delimited table, one file for each month.

Here: the list's columns and its amounts with the sign behind. Not here: what was booked (`books`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.books import ACCOUNTS
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.writers.columns import EntryLine, entry_lines, rows
from pipeline.simulator.writers.csvtext import month_ends

GL = "sap"
COMPANY_CODE, FIRST_ACCOUNT = "1000", 100_000
TYPES = {"Deposit": "DZ", "Expense": "SA", "Check": "ZP", "Journal Entry": "SA"}


def _signed(cents: int) -> str:
    return f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}{'-' if cents < 0 else ''}"


COLUMNS = {
    "CoCd": f"={COMPANY_CODE}",
    "DocumentNo": lambda line: 100_000_000 + line.entry,
    "Type": lambda line: TYPES.get(line.book.kind, "SA"),
    "Pstng Date": lambda line: f"{line.book.date:%d.%m.%Y}",
    "Account": lambda line: FIRST_ACCOUNT + 100 * ACCOUNTS.index(line.book.account),
    "Amount in local cur.": lambda line: _signed(line.cents),
    "Assignment": "book.number",
    "Text": "book.memo",
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The list of every month."""
    found = entry_lines(ledger)
    for month_end in month_ends(ledger.start, ledger.end):
        lines = [line for line in found if month_end.replace(day=1) <= line.book.date <= month_end]
        yield Delivery(f"gl/FBL3N_{month_end:%Y%m}.txt", month_end, partial(_list, lines))


def _list(lines: list[EntryLine]) -> bytes:
    return "".join("\t".join(cells) + "\n" for cells in rows(COLUMNS, lines)).encode("utf-8")
