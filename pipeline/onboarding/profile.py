"""What the cells of a column look like: amounts, dates, numbers, a few repeated words, or free text.

Here: one column at a time, judged by its cells alone. Not here: what it means (`pipeline.onboarding.fitting`), how a
cell is rewritten (`pipeline.formats.cells`).
"""

import re
from dataclasses import dataclass, field

import polars as pl
from polars import col

from pipeline.formats import cells
from pipeline.formats.misfits import Column

ENOUGH = 0.9
"""Share of the filled cells that must fit for a column to be called amounts or dates."""
FEW_WORDS = 12
_PLAIN = re.compile(r"^[+-]?[0-9]+$")
_ISO = r"^(?:19|20|21)[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
_AMBIGUOUS = {"M/D/YYYY": "D/M/YYYY", "M/D/YY": "D/M/YY", "M-D-YYYY": "D-M-YYYY", "M-D-YY": "D-M-YY"}


@dataclass(frozen=True)
class Profile:
    """One column: as a layout calls it, and by its title.

    `kind` is money, date, integer, words (few, repeated), text or empty. Shares are of all rows (`filled`) or of the
    filled cells (`distinct`). `doubt` says in words what cannot be decided from the cells.
    """

    name: Column
    title: str
    kind: str
    filled: float
    distinct: float
    decimal: str = "point"
    credit_suffix: bool = False
    dates: tuple[str, ...] = ()
    has_negative: bool = False
    words: tuple[str, ...] = ()
    looks: str = ""
    doubt: str = ""
    values: frozenset[str] = field(default=frozenset(), repr=False)


def profile(name: Column, title: str, cells_of_column: pl.Series) -> Profile:
    """What a column's cells look like.

    Args:
        name: the column, as a layout calls it.
        title: what the file calls it.
        cells_of_column: its cells as trimmed text, null where blank.
    """
    filled = cells_of_column.drop_nulls()
    if filled.is_empty():
        return Profile(name, title, "empty", 0.0, 0.0, looks="every cell is empty")
    known = {
        "name": name,
        "title": title,
        "filled": len(filled) / len(cells_of_column),
        "distinct": filled.n_unique() / len(filled),
        "values": frozenset(filled.unique().to_list()),
    }
    return _as_dates(filled, known) or _as_money(filled, known) or _as_words(filled, known)


def _as_dates(filled: pl.Series, known: dict) -> Profile | None:
    frame = filled.to_frame("cell")
    fits = {
        form: frame.select(cells.date(col("cell"), [form]).str.contains(_ISO).mean()).item()
        for form in cells.DATE_FORMATS
        if form != cells.ISO
    }
    iso = frame.select(col("cell").str.contains(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T]|$)").mean()).item()
    if iso >= ENOUGH:
        return Profile(**known, kind="date", dates=(cells.ISO,), looks="dates as YYYY-MM-DD")
    best = max(fits, key=lambda form: fits[form])
    if fits[best] < ENOUGH:
        return None
    other = _AMBIGUOUS.get(best)
    is_open = other is not None and fits[other] == fits[best]
    doubt = f"no day above 12 decides between {best} and {other}; {best} is taken" if is_open else ""
    return Profile(**known, kind="date", dates=(best,), looks=f"dates as {best}", doubt=doubt)


def _as_money(filled: pl.Series, known: dict) -> Profile | None:
    plain = filled.to_frame("cell")
    for writing in (cells.USUAL, cells.Writing("comma"), cells.Writing("point", "negative")):
        amount = plain.select(cells.money(col("cell"), writing=writing)).to_series()
        is_amount = amount.str.contains(r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$")
        if is_amount.mean() < ENOUGH:
            continue
        negative = bool(amount.str.starts_with("-").any())
        if all(_PLAIN.match(cell) for cell in filled.head(500)):
            return Profile(**known, kind="integer", has_negative=negative, looks="whole numbers")
        signs = _tell_signs(filled, negative)
        comma = " with decimal commas" if writing.decimal == "comma" else ""
        suffix = writing.credit_suffix is not None
        return Profile(
            **known,
            kind="money",
            decimal=writing.decimal,
            credit_suffix=suffix,
            has_negative=negative,
            looks=f"amounts{comma}, {signs}",
            doubt="CR and DR behind amounts: which of them raises the account is for you to say" if suffix else "",
        )
    return None


def _tell_signs(filled: pl.Series, negative: bool) -> str:
    """How negative amounts are written."""
    if not negative:
        return "never negative"
    if filled.str.contains(r"\(").any():
        return "negative ones in parentheses"
    return "minus behind" if filled.str.contains(r"-$").any() else "minus in front"


def _as_words(filled: pl.Series, known: dict) -> Profile:
    words = sorted(filled.unique().to_list())
    if len(words) <= FEW_WORDS and known["distinct"] <= 0.5:  # noqa: PLR2004  (each word stands twice on average)
        return Profile(**known, kind="words", words=tuple(words), looks=f"{len(words)} repeated words")
    return Profile(**known, kind="text", looks="text, different in each row" if known["distinct"] == 1 else "text")
