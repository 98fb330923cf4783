"""A layout applied to the rows of a table: records, and the rows no block fits.

Here: the frames its blocks give. Not here: what a field is (`pipeline.layouts.fields`), trees of
accounts (`pipeline.layouts.sectioning`), which rows are read at all (`pipeline.layouts.applying`).
"""

import polars as pl
from polars import col, lit, when

from pipeline.contracts import load_contracts
from pipeline.formats.tables import Table
from pipeline.layouts import Layout
from pipeline.layouts.conditions import holds
from pipeline.layouts.doubts import find_lacking
from pipeline.layouts.fields import text
from pipeline.layouts.grammar import Block

_OWNER = "_owner"
_NAMED = 3
LACKING = (
    "look whether a column was renamed: the file lacks {first}{more}, where amounts are read, and has columns not read"
)
"""Said where a column of amounts may have been renamed: an optional one, for without the others no layout fits."""


def map_rows(
    layout: Layout, rows: pl.DataFrame, around: dict[str, str | None]
) -> tuple[dict[str, pl.DataFrame], pl.DataFrame]:
    """Records made of the rows, and the rows no block fits.

    Args:
        layout: what to make of a row.
        rows: `_line`, the layout's columns as text, the path of the section where the layout has sections.
        around: texts found above the header.
    """
    fits = [
        pl.all_horizontal(lit(value=True), *(holds(condition, layout) for condition in block.when))
        for block in layout.records
    ]
    owner = pl.coalesce(when(fit).then(lit(number, pl.Int64)) for number, fit in enumerate(fits))
    rows = rows.with_columns(owner.alias(_OWNER))
    frames: dict[str, list[pl.DataFrame]] = {}
    for number, (block, fit) in enumerate(zip(layout.records, fits, strict=True)):
        fields = {name: text(source, layout, around) for name, source in block.fields.items()}
        frames.setdefault(block.record, []).append(_make(block, fields, number, rows.filter(fit)))
    records = {record: pl.concat(parts).sort("_line", maintain_order=True) for record, parts in frames.items()}
    return records, rows.filter(col(_OWNER).is_null())


def _make(block: Block, fields: dict[str, pl.Expr], number: int, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of one block, as text in the contract's columns, with lineage."""
    owns = col(_OWNER) == number
    names = load_contracts()[block.record].names
    fields = {name: lit(None, pl.String) for name in names if name not in fields} | fields
    made = rows.lazy().select(
        *(fields[name].cast(pl.String).alias(name) for name in names),
        _line=col("_line"),
        _lines=when(owns).then(lit(1, pl.Int64)).otherwise(lit(0, pl.Int64)),
        _parent=when(owns.not_()).then(col("_line")),
    )
    return made.collect()


def find_gaps(layout: Layout, table: Table) -> list[str]:
    """A sentence where amounts the layout reads may stand in columns it does not know."""
    lacking = find_lacking(layout, table.columns) if table.unread else []
    more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
    return [LACKING.format(first=", ".join(lacking[:_NAMED]), more=more)] if lacking else []
