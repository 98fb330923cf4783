"""General ledger: Oracle's file-based journal import (GlInterface), without a header row, one file for each month.

Here: the positions of the interface table. Not here: what was booked (`books`), lines of entries (`columns`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.books import ACCOUNTS
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.writers.columns import EntryLine, entry_lines, rows
from pipeline.simulator.writers.csvtext import dollars, month_ends, to_csv

GL = "oracle"
LEDGER_ID, ENTITY, NATURAL = "300000084125990", "101", 1_000
SEGMENTS = 30
"""Segments of an account; only the first two are used here: the entity and the natural account."""
COLUMNS = {
    "Status Code": "=NEW",
    "Ledger ID": f"={LEDGER_ID}",
    "Effective Date": lambda line: f"{line.book.date:%Y/%m/%d}",
    "Journal Source": "=Practice Management",
    "Journal Category": "book.kind",
    "Currency Code": "=USD",
    "Creation Date": lambda line: f"{line.book.date:%Y/%m/%d}",
    "Actual Flag": "=A",
    "Segment1": f"={ENTITY}",
    "Segment2": lambda line: NATURAL + 10 * ACCOUNTS.index(line.book.account),
    **{f"Segment{place}": "" for place in range(3, SEGMENTS + 1)},
    "Entered Debit": lambda line: dollars(line.debit) if line.debit else "",
    "Entered Credit": lambda line: dollars(line.credit) if line.credit else "",
    "Converted Debit": "",
    "Converted Credit": "",
    "REFERENCE1": lambda line: f"BATCH-{line.book.date:%Y%m}",
    "REFERENCE2": "book.name",
    "REFERENCE3": "",
    "REFERENCE4": lambda line: f"JE-{line.entry}",
    "REFERENCE5": lambda line: f"{line.book.number} {line.book.memo}".strip(),
}


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The journals of every month."""
    found = [line for line in entry_lines(ledger) if line.cents]
    for month_end in month_ends(ledger.start, ledger.end):
        lines = [line for line in found if month_end.replace(day=1) <= line.book.date <= month_end]
        yield Delivery(f"gl/GlInterface_{month_end:%Y%m}.csv", month_end, partial(_journal, lines))


def _journal(lines: list[EntryLine]) -> bytes:
    return to_csv(list(rows(COLUMNS, lines))[1:])
