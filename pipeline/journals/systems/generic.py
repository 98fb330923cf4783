"""Journal entries as a plain table: one row a line, for any system that lets columns be mapped, and for eyes."""

from pipeline.journals import Books, Entry, EntryLine
from pipeline.journals.tables import amount, comma_separated

SUFFIX = ".csv"
_HEADER = ["entry_number", "entry_date", "company", "currency", "title", "account", "debit", "credit", "memo"]


def write(entries: list[Entry], books: Books) -> bytes:
    """One row a line; dates as ISO 8601 writes them."""

    def row(entry: Entry, line: EntryLine) -> list[str]:
        return [
            *(entry.number, entry.day.isoformat(), books.company, books.currency, entry.title, line.account),
            *(amount(line.debit), amount(line.credit), entry.memo),
        ]

    return comma_separated(entries, row, _HEADER)
