"""Which rows of a table cannot be read by its layout without a guess, and which columns of amounts it lacks.

Here: the doubts and the sentences that refuse. Not here: what a field is (`pipeline.layouts.fields`), when a condition
holds (`pipeline.layouts.conditions`).
"""

from collections.abc import Iterator

import polars as pl
from polars import col, lit

from pipeline.contracts import load_contracts
from pipeline.formats import cells
from pipeline.layouts import Layout
from pipeline.layouts.conditions import holds, is_one, writing

BOTH_SIDES = "the row has an amount in both columns, debit and credit, and only one of them can hold"
UNKNOWN_SIGN = "the column that tells the sign of the amount holds a text the layout does not know"
SHEET_ERROR = "a cell the layout reads holds an error of a spreadsheet (#REF!, ####): export it again"
_SHEET_ERROR = r"^(?:#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A|ERROR!)|#{3,})$"


def doubts(layout: Layout) -> Iterator[tuple[pl.Expr, str]]:
    """Which rows cannot be read without a guess, and the sentence that refuses them."""
    names = [str(name) for name in layout.columns]
    yield pl.any_horizontal(col(name).str.contains(_SHEET_ERROR).fill_null(value=False) for name in names), SHEET_ERROR
    for block in layout.records:
        fits = pl.all_horizontal(lit(value=True), *(holds(condition, layout) for condition in block.when))
        for source in (part for field in block.fields.values() for part in (field, *field.sum)):
            if source.debit:
                sides = [cells.is_nonzero(col(str(side)), writing(layout)) for side in (source.debit, source.credit)]
                yield fits & pl.all_horizontal(sides), BOTH_SIDES
            if source.sign and source.sign.positive:
                known = is_one(source.sign.column, (*source.sign.negative, *source.sign.positive))
                yield fits & known.not_(), UNKNOWN_SIGN


def find_lacking(layout: Layout, there: list[str]) -> list[str]:
    """Columns of amounts the layout reads and the file does not have, which no other column stands in for."""
    lacking: dict[str, None] = {}
    for block in layout.records:
        types = {column.name: column.type for column in load_contracts()[block.record].columns}
        for source in (source for name, source in block.fields.items() if types[name] == "money"):
            named = [name for name in source.columns if isinstance(name, str) and name not in there]
            if named and not (source.column and set(source.column) & set(there)):
                lacking |= dict.fromkeys(named[:1] if source.column else named)
    return list(lacking)
