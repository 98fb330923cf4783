"""Text tables as import tools take them. Here: cells and line ends. Not here: which column a system wants."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal


def comma_separated(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as CSV in UTF-8, lines ended as spreadsheets end them, a cell quoted where it must be."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def amount(value: Decimal) -> str:
    """Dollars and cents without separators; the side an entry does not touch stays empty."""
    return f"{value:.2f}" if value else ""
