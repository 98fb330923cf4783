"""Rows of bank statements that are written as nested tags: which lines each row owns, and the frames they become.

Here: what OFX and camt have in common once their rows are values by name. Not here: their tags (`pipeline.formats.ofx`,
`pipeline.formats.camt`) and what a value means (`pipeline.adapters`).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA

KEY = ("account_number", "statement_date", "type_code", "amount", "bank_reference", "customer_reference")
"""What tells one line of a bank from another, before twins are numbered."""

COLUMNS = {
    "bank_transaction": (
        *KEY,
        *("direction", "currency", "running_balance_amount", "value_date", "funds_type", "description", "occurrence"),
    ),
    "bank_balance": ("account_number", "statement_date", "type_code", "amount", "item_count", "currency"),
}
"""Columns of the records that a statement gives."""


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


def number_twins(rows: Iterable[Row]) -> None:
    """Set `occurrence` of bank lines: 1 for the first of a key, 2 for the next; 5.00 and +5 are one amount."""
    seen: Counter[tuple[str | Decimal | None, ...]] = Counter()
    for row in rows:
        if row.record != "bank_transaction":
            continue
        twin = tuple(_worth(row.values.get(name)) if name == "amount" else row.values.get(name) for name in KEY)
        seen[twin] += 1
        row.values["occurrence"] = str(seen[twin])


def describe_twins(rows: Iterable[Row]) -> list[str]:
    """A sentence where lines are equal in all and have no reference of the bank; empty where there are none."""
    twins = [row for row in rows if row.values.get("occurrence", "1") != "1" and not row.values.get("bank_reference")]
    why = "equal to a line above and without a reference of the bank; kept as a payment of its own"
    return [f"line {twins[0].line}: {why} ({len(twins)} such lines)"] if twins else []


def _worth(text: str | None) -> str | Decimal | None:
    try:
        return Decimal(text or "")
    except InvalidOperation:
        return text


def to_frames(rows: list[Row]) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Frames of the rows to be judged by record, and the refused rows; rows of no record are left out.

    A line that several rows share is owned by the first of them.
    """
    rows = sorted(rows, key=lambda row: (row.line, row.end))
    owned: list[int] = []
    last = 0
    for row in rows:
        owned.append(max(row.end - max(row.line, last + 1) + 1, 0))
        last = max(last, row.end)
    counted = list(zip(rows, owned, strict=True))
    frames = {}
    for record, names in COLUMNS.items():
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
