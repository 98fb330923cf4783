"""Journal entries for NetSuite's CSV import assistant, record type Journal Entry.

Columns bear the names of the fields they are mapped to. The external ID is the entry's own number, so that a file
imported twice is refused there instead of booked twice. The subsidiary stays empty in a company without subsidiaries.
"""

from pipeline.journals import Books, Entry, EntryLine
from pipeline.journals.tables import amount, comma_separated

SUFFIX = ".csv"
_HEADER = ["External ID", "Date", "Subsidiary", "Currency", "Memo", "Account", "Debit", "Credit", "Line Memo"]


def write(entries: list[Entry], books: Books) -> bytes:
    """One row a line; rows of one external ID are one entry."""

    def row(entry: Entry, line: EntryLine) -> list[str]:
        return [
            *(f"TIEOUT-{entry.number}", f"{entry.day:%m/%d/%Y}", books.company, books.currency, entry.title),
            *(line.account, amount(line.debit), amount(line.credit), entry.memo),
        ]

    return comma_separated(entries, row, _HEADER)
