"""What a layout asks of rows: whether a condition holds, whether a mark tells a row apart.

Here: expressions that are true or false for a row, never null. Not here: their grammar (`pipeline.layouts.grammar`),
what becomes of the rows they tell (`pipeline.layouts.applying`, `pipeline.layouts.mapping`).
"""

import polars as pl
from polars import col, lit

from pipeline.formats import cells
from pipeline.layouts import Layout
from pipeline.layouts.grammar import Condition, RowMark


def writing(layout: Layout) -> cells.Writing:
    """How the export writes amounts."""
    return cells.Writing(layout.decimal, layout.credit_suffix)


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
    is_within = is_one(condition.column, condition.within or condition.without or ())
    return is_within if condition.within is not None else is_within.not_()


def is_marked(marks: tuple[RowMark, ...], layout: Layout) -> pl.Expr:
    """Whether a row is one of those a layout tells apart; never null."""
    told = [pl.all_horizontal(*(holds(condition, layout) for condition in mark.conditions)) for mark in marks]
    return pl.any_horizontal(lit(value=False), *told)


def is_one(column: str | int, texts: tuple[str, ...]) -> pl.Expr:
    """Whether a cell is one of these texts, case ignored; false where it is empty."""
    return col(str(column)).str.to_lowercase().is_in(folded(texts)).fill_null(value=False)


def folded(texts: tuple[str, ...]) -> list[str]:
    """Texts as they are compared, case ignored."""
    return [item.casefold() for item in texts]
