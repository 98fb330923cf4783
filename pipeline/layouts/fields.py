"""What the fields of a layout make of columns of text.

Here: the text of a field, as an expression. Not here: the grammar of fields (`pipeline.layouts.sources`), conditions
(`pipeline.layouts.conditions`), how cells are written (`pipeline.formats.cells`), the frames they give
(`pipeline.layouts.mapping`).
"""

import polars as pl
from polars import col, lit, when

from pipeline.formats import cells
from pipeline.layouts import Layout
from pipeline.layouts.conditions import folded, is_one, writing
from pipeline.layouts.sources import Source

SECTION = "_section"


def text(source: Source, layout: Layout, around: dict[str, str | None]) -> pl.Expr:
    """The text of one field.

    Args:
        source: where it comes from and how it is rewritten.
        layout: the layout it is part of.
        around: texts found above the header.
    """
    found = _source(source, layout, around)
    if source.nothing:
        found = when(found.str.to_lowercase().is_in(folded(source.nothing)).not_()).then(found)
    if source.split:
        parts = found.str.split(source.split.at)
        index = source.split.part - 1 if source.split.part > 0 else source.split.part
        found = parts.list.get(index, null_on_oob=True).str.strip_chars().replace("", None)
    if source.extract:
        taken = found.str.extract(source.extract).str.strip_chars().replace("", None)
        found = pl.coalesce(taken, found) if source.dates or source.is_money else taken
    if source.whole:
        found = cells.whole(found)
    if source.dates:
        found = cells.date(found, source.dates)
    if source.is_money and not source.debit and not source.sum:
        found = _amount(found, source, layout)
    if source.values:
        ours = {theirs.casefold(): value for theirs, value in source.values.items()}
        others = found if source.otherwise is None else lit(source.otherwise)
        mapped = found.str.to_lowercase().replace_strict(ours, default=None, return_dtype=pl.String)
        found = when(found.is_not_null()).then(pl.coalesce(mapped, others))
    found = lit(source.prefix) + found if source.prefix else found
    return found if source.default is None else found.fill_null(source.default)


def _source(source: Source, layout: Layout, around: dict[str, str | None]) -> pl.Expr:
    if source.column:
        return pl.coalesce(str(name) for name in source.column)
    if source.join:
        names = [str(name) for name in source.join]
        return pl.concat_str(names, separator=source.separator, ignore_nulls=True).replace("", None)
    if source.section:
        return col(SECTION)
    if source.debit or source.nonzero or source.sum:
        return _from_several(source, layout, around)
    return lit(source.constant or around.get(source.preamble or ""), pl.String)


def _from_several(source: Source, layout: Layout, around: dict[str, str | None]) -> pl.Expr:
    """One amount out of several columns."""
    if source.debit:
        return _sides(source, layout)
    if source.sum:
        parts = [part if part.is_money else part.model_copy(update={"money": "as_written"}) for part in source.sum]
        return cells.add(text(part, layout, around) for part in parts)
    filled = [col(str(name)) for name in source.nonzero]
    kept = [when(cells.is_nonzero(cell, writing(layout))).then(cell) for cell in filled]
    return pl.coalesce(*kept, *filled)


def _sides(source: Source, layout: Layout) -> pl.Expr:
    """Two unsigned columns as one amount: the filled one, with the sign of its side."""
    is_cents = (source.money or "").startswith("cents")
    negative = source.debit if source.positive == "credit" else source.credit
    kept, amounts = [], []
    for side in (source.debit, source.credit):
        cell = col(str(side))
        is_minus = (side == negative) != (source.money or "").endswith("negated")
        amount = cells.money(cell, negated=is_minus, writing=writing(layout))
        amounts.append(cells.from_cents(amount) if is_cents else amount)
        kept.append(when(cells.is_nonzero(cell, writing(layout))).then(amounts[-1]))
    return pl.coalesce(*kept, *(when(amount.is_not_null()).then(lit("0.00")) for amount in amounts))


def _amount(found: pl.Expr, source: Source, layout: Layout) -> pl.Expr:
    amount = cells.money(found, negated=(source.money or "").endswith("negated"), writing=writing(layout))
    if (source.money or "").startswith("cents"):
        amount = cells.from_cents(amount)
    if source.sign:
        amount = when(is_one(source.sign.column, source.sign.negative)).then(cells.flip(amount)).otherwise(amount)
    return amount
