"""Journal entries for the import of QuickBooks Online: CSV, month/day/year, the empty side left empty.

The columns are those Intuit's help article on importing journal entries asks for. Account numbers must be switched off
there while importing, and an account is named as the chart names it, `Parent:Sub` for a sub-account.
"""

from pipeline.journals import Books, Entry, EntryLine
from pipeline.journals.tables import amount, comma_separated

SUFFIX = ".csv"
_HEADER = ["Journal No.", "Journal Date", "Account Name", "Description", "Debits", "Credits"]


def write(entries: list[Entry], books: Books) -> bytes:  # noqa: ARG001  (a company file is chosen by logging in to it)
    """One row a line; rows of one number are one entry."""
    return comma_separated(entries, _row, _HEADER)


def _row(entry: Entry, line: EntryLine) -> list[str]:
    cells = [entry.number, f"{entry.day:%m/%d/%Y}", line.account, entry.memo]
    return [*cells, amount(line.debit), amount(line.credit)]
