"""Delimited text for writing: rows to CSV bytes, cents to dollars.

Here: what every CSV the practice's systems export has in common. Not here: any export's columns.
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from io import StringIO


@lru_cache(maxsize=1 << 16)
def dollars(cents: int) -> str:
    """Cents as dollars with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


@lru_cache(maxsize=1 << 12)
def us_date(value: date | None) -> str:
    """A date as MM/DD/YYYY; nothing stays empty."""
    return f"{value:%m/%d/%Y}" if value else ""


def month_ends(start: date, end: date) -> list[date]:
    """The last day of every month from `start` to `end`; the last one is `end` itself."""
    months = [(year, month) for year in range(start.year, end.year + 1) for month in range(1, 13)]
    wanted = [item for item in months if (start.year, start.month) <= item <= (end.year, end.month)]
    firsts = [date(year + month // 12, month % 12 + 1, 1) for year, month in wanted]
    return [min(date.fromordinal(first.toordinal() - 1), end) for first in firsts]


def to_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as CSV, quoted where needed, in UTF-8."""
    buffer = StringIO(newline="")
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode("utf-8")
