"""Text tables as import tools take them: a row a line of an entry.

Here: rows, cells and line ends. Not here: which columns a system wants (`pipeline.journals.systems`).
"""

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal

from pipeline.journals import Entry, EntryLine

Row = Callable[[Entry, EntryLine], Sequence[str]]


def comma_separated(entries: list[Entry], row: Row, header: Sequence[str] = ()) -> bytes:
    """Every line of every entry as a row of CSV in UTF-8, lines ended as spreadsheets end them.

    Args:
        entries: what is written, in this order.
        row: the cells of one line.
        header: names of the columns; none for a file without.
    """
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    table.writerows([header] if header else [])
    table.writerows(row(entry, line) for entry in entries for line in entry.lines)
    return text.getvalue().encode()


def amount(value: Decimal) -> str:
    """Dollars and cents without separators; the side an entry does not touch stays empty."""
    return f"{value:.2f}" if value else ""
