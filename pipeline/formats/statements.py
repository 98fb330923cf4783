"""Rows of bank statements that are written as nested tags: which lines each row owns, and the frames they become.

Here: what OFX and camt have in common once their rows are values by name. Not here: their tags (`pipeline.formats.ofx`,
`pipeline.formats.camt`) and what a value means (`pipeline.adapters`).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA


@dataclass
class Row:
    """One row: its record, its values by column, the first and last line it stands on, and why it is refused."""

    record: str
    line: int
    end: int
    values: dict[str, str | None] = field(default_factory=dict)
    reason: str | None = None


def count_lines(text: str) -> int:
    """Lines of a text; a last line without its line end counts."""
    return text.count("\n") + (not text.endswith("\n") and bool(text))


def unify_line_ends(text: str) -> str:
    """CR LF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def number_twins(rows: Iterable[Row], key: Sequence[str]) -> None:
    """Set `occurrence`: 1 for the first row with these values, 2 for the next; 5.00 and +5 are one amount."""
    seen: Counter[tuple[str | Decimal | None, ...]] = Counter()
    for row in rows:
        twin = tuple(_worth(row.values.get(name)) if name == "amount" else row.values.get(name) for name in key)
        seen[twin] += 1
        row.values["occurrence"] = str(seen[twin])


def _worth(text: str | None) -> str | Decimal | None:
    try:
        return Decimal(text or "")
    except InvalidOperation:
        return text


def to_frames(rows: list[Row], columns: dict[str, Sequence[str]]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Frames of accepted rows by record, and the refused rows.

    A line that several rows share is owned by the first of them.

    Args:
        rows: all rows of a file, refused ones included.
        columns: the columns of each record, in order.
    """
    rows = sorted(rows, key=lambda row: (row.line, row.end))
    owned: list[int] = []
    last = 0
    for row in rows:
        owned.append(max(row.end - max(row.line, last + 1) + 1, 0))
        last = max(last, row.end)
    counted = list(zip(rows, owned, strict=True))
    frames = {}
    for record, names in columns.items():
        taken = [(row, lines) for row, lines in counted if row.record == record and row.reason is None]
        values = {name: [row.values.get(name) or None for row, _ in taken] for name in names}
        lineage = {"_line": [row.line for row, _ in taken], "_lines": [lines for _, lines in taken]}
        schema = dict.fromkeys(names, pl.String) | dict.fromkeys(lineage, pl.Int64)
        frames[record] = pl.DataFrame(values | lineage, schema=schema).with_columns(_parent=pl.lit(None, pl.Int64))
    refused = [
        (row.line, lines, row.reason, " | ".join(value for value in row.values.values() if value))
        for row, lines in counted
        if row.reason is not None
    ]
    return frames, pl.DataFrame(refused, schema=REFUSED_SCHEMA, orient="row")
