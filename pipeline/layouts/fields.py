"""What the parts of a layout do to columns of text: fields, conditions, marked rows, doubts.

Here: expressions made from a layout's declarations. Not here: their grammar (`pipeline.layouts.grammar`), how cells are
written (`pipeline.formats.cells`), the frames they give (`pipeline.layouts.mapping`).
"""

from collections.abc import Iterator

import polars as pl
from polars import col, lit, when

from pipeline.contracts import load_contracts
from pipeline.formats import cells
from pipeline.layouts import Layout
from pipeline.layouts.grammar import Condition, RowMark
from pipeline.layouts.sources import Source

SECTION = "_section"
BOTH_SIDES = "the row has an amount in both columns, debit and credit, and only one of them can hold"
UNKNOWN_SIGN = "the column that tells the sign of the amount holds a text the layout does not know"
SHEET_ERROR = "a cell the layout reads holds an error of a spreadsheet (#REF!, ####): export it again"
_SHEET_ERROR = r"^(?:#(?:REF!|DIV/0!|VALUE!|NUM!|NULL!|NAME\?|N/A|ERROR!)|#{3,})$"


def writing(layout: Layout) -> cells.Writing:
    """How the export writes amounts."""
    return cells.Writing(layout.decimal, layout.credit_suffix)


def text(source: Source, layout: Layout, around: dict[str, str | None]) -> pl.Expr:
    """The text of one field.

    Args:
        source: where it comes from and how it is rewritten.
        layout: the layout it is part of.
        around: texts found above the header.
    """
    found = _source(source, layout, around)
    if source.nothing:
        found = when(found.str.to_lowercase().is_in(_folded(source.nothing)).not_()).then(found)
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
        amount = when(_is_one(source.sign.column, source.sign.negative)).then(cells.flip(amount)).otherwise(amount)
    return amount


def holds(condition: Condition, layout: Layout) -> pl.Expr:
    """Whether a condition holds for a row; never null."""
    cell = col(str(condition.column))
    if condition.matches is not None:
        return cell.str.contains(condition.matches).fill_null(value=False)
    if condition.being in {"filled", "empty"}:
        return cell.is_not_null() if condition.being == "filled" else cell.is_null()
    if condition.being in {"zero", "nonzero"}:
        return (cells.is_zero if condition.being == "zero" else cells.is_nonzero)(cell, writing(layout))
    if condition.being:
        return cells.is_signed(cell, condition.being, writing(layout))
    is_within = _is_one(condition.column, condition.within or condition.without or ())
    return is_within if condition.within is not None else is_within.not_()


def is_marked(marks: tuple[RowMark, ...], layout: Layout) -> pl.Expr:
    """Whether a row is one of those a layout tells apart; never null."""
    told = [pl.all_horizontal(*(holds(condition, layout) for condition in mark.conditions)) for mark in marks]
    return pl.any_horizontal(lit(value=False), *told)


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
                known = _is_one(source.sign.column, (*source.sign.negative, *source.sign.positive))
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


def _is_one(column: str | int, texts: tuple[str, ...]) -> pl.Expr:
    return col(str(column)).str.to_lowercase().is_in(_folded(texts)).fill_null(value=False)


def _folded(texts: tuple[str, ...]) -> list[str]:
    return [item.casefold() for item in texts]
