"""Rows of bank statements that are written as nested tags: which lines each row owns, and the frames they become.

Here: what OFX and camt have in common once their rows are values by name. Not here: their tags (`pipeline.formats.ofx`,
`pipeline.formats.camt`), what a value means (`pipeline.mappings`), rows part by part
(`pipeline.formats.statements_parts`).
"""

from dataclasses import dataclass, field

import polars as pl
from polars import col

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

_TEXTS = ("record", "reason", *COLUMNS["bank_transaction"], "item_count")
ROWS = dict.fromkeys(_TEXTS, pl.String) | dict.fromkeys(("line", "end"), pl.Int64)
"""Rows of a statement: record, first and last line, why the row is refused, and the columns of all records."""


@dataclass(slots=True)
class Row:
    """One row: its record, its values by column, the first and last line it stands on, and why it is refused."""

    record: str
    line: int
    end: int
    values: dict[str, str | None] = field(default_factory=dict)
    reason: str | None = None


def to_table(rows: list[Row]) -> pl.DataFrame:
    """The rows as a table of `ROWS`; an empty text is null."""
    columns = {name: [getattr(row, name) for row in rows] for name in ("record", "line", "end", "reason")}
    said = [row.values.get for row in rows]
    return pl.DataFrame(
        {name: columns.get(name) or [value(name) or None for value in said] for name in ROWS}, schema=ROWS
    )


def count_lines(text: str) -> int:
    """Lines of a text; a last line without its line end counts."""
    return text.count("\n") + (not text.endswith("\n") and bool(text))


def unify_line_ends(text: str) -> str:
    """CR LF and lone CR as LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def worth(amount: str) -> pl.Expr:
    """An amount as it is told from others: 5.00, +5 and 05 are one; a text that is no amount stays as it is."""
    digits = col(amount).str.extract_groups(r"^([+-]?)0*([0-9]*)(?:\.([0-9]*?)0*)?$").struct
    plain = pl.concat_str(digits.field("2"), pl.lit("."), digits.field("3").fill_null(""))
    signed = (
        pl.when((digits.field("1") == "-") & (plain != ".")).then(pl.concat_str(pl.lit("-"), plain)).otherwise(plain)
    )
    return pl.when(col(amount).str.contains("[0-9]")).then(pl.coalesce(signed, amount)).otherwise(amount)


def own_lines(rows: pl.DataFrame, covered: int = 0) -> pl.DataFrame:
    """The rows with `lines`, how many lines each owns: a line that several rows share is owned by the first of them.

    Args:
        rows: in the order they start.
        covered: the last line that rows before these stand on.
    """
    before = pl.max_horizontal(col("end").cum_max().shift(1), pl.lit(covered))
    owned = (col("end") - pl.max_horizontal(col("line") - 1, before)).clip(lower_bound=0)
    return rows.with_columns(lines=owned)


def to_frames(rows: pl.DataFrame) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Frames of the rows to be judged by record, and the refused rows; rows of no record are left out."""
    rows = rows.with_columns(_line="line", _lines="lines", _parent=pl.lit(None, pl.Int64))
    kept = rows.filter(col("reason").is_null())
    frames = {
        record: kept.filter(col("record") == record).select(*names, "_line", "_lines", "_parent")
        for record, names in COLUMNS.items()
    }
    text = pl.concat_str(*COLUMNS["bank_transaction"], separator=" | ", ignore_nulls=True)
    refused = rows.filter(col("reason").is_not_null()).with_columns(row_text=text)
    return frames, refused.select(list(REFUSED_SCHEMA))
