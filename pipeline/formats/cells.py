"""How single cells of exports are written: amounts, dates, instants; rewritten by moving characters only.

Here: expressions over columns of text. Not here: which column holds what (`pipeline.layouts`). A cell that is not
written in any known way stays a text that no contract takes for an amount or a date, so that its row is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import polars as pl
from polars import lit, when

_POINT = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
_COMMA = "(?:(?:[0-9]{1,3}(?:[.\u00a0\u202f ][0-9]{3})+|[0-9]+)(?:,[0-9]*)?|,[0-9]+)"
_WRITTEN = r"^(?:[+-]?\s*\$?\s*N|\$\s*[+-]\s*N|\$?\s*N\s*-|\$?\s*\(\s*\$?\s*N\s*\))$"
_SUFFIXED = r"(?i)^\$?\s*N\s*(?:CR|DR)$"
_CENTS = r"^[+-]?(?:[0-9]{1,16}(?:\.[0-9]{0,2}0*)?|\.[0-9]{1,2}0*)$"
_AS_OURS = r"^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$"
_UNREAD = " (not an amount)"
_TIME = r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?\s*([AaPp][Mm])?.*)?"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONG = "january|february|march|april|may|june|july|august|september|october|november|december"
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<short>[0-9]{2})",
    "MONTH": f"(?P<name>(?i:{_LONG}|{'|'.join(_MONTHS)}|sept))[.]?",
    "MON": f"(?P<name>(?i:{'|'.join(_MONTHS)}))",
    "MM": "(?P<month>[0-9]{2})",
    "DD": "(?P<day>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
    ".": "[.]",
}
DATE_FORMATS = (
    "YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "M/D/YYYY", "M/D/YY", "M-D-YYYY", "M-D-YY", "MMDDYYYY",
    "D/M/YYYY", "D/M/YY", "D-M-YYYY", "D.M.YYYY", "D.M.YY", "D-MON-YYYY", "D-MON-YY", "D MON YYYY", "MONTH D, YYYY",
)  # fmt: skip
"""The date formats a layout may name; M and D also take two digits, and each may be followed by a time of day.

MON is Jan, MONTH is January or Jan, in English, case ignored. A year of two digits is one of this century.
"""

ISO = "YYYY-MM-DD"


@dataclass(frozen=True)
class Writing:
    """How an export writes amounts: its decimal sign, and what CR behind an amount means (None: such text is none)."""

    decimal: str = "point"
    credit_suffix: str | None = None


USUAL = Writing()


def money(cell: pl.Expr, *, negated: bool = False, writing: Writing = USUAL) -> pl.Expr:
    """An amount as plain decimal text.

    Takes `$`, thousands separators that stand right, one minus in front or behind, parentheses for a negative amount,
    and CR or DR behind it where the writing says what they mean.

    Args:
        cell: text column.
        negated: whether the export writes the opposite sign of ours.
        writing: decimal sign and suffixes.
    """
    bring = partial(_bring_amounts, negated=negated, writing=writing)
    return cell.map_batches(bring, return_dtype=pl.String, is_elementwise=True)


def _bring_amounts(texts: pl.Series, *, negated: bool, writing: Writing) -> pl.Series:
    """As `money`; most exports write what we do, and then nothing is to be done."""
    if not negated and writing.decimal == "point" and texts.str.contains(_AS_OURS).all():
        return texts
    return texts.to_frame().lazy().select(_rewrite(pl.col(texts.name), negated, writing)).collect().to_series()


def _rewrite(cell: pl.Expr, negated: bool, writing: Writing) -> pl.Expr:
    number, mark = (_COMMA, ",") if writing.decimal == "comma" else (_POINT, ".")
    cell = cell.str.replace_all("\u2212", "-", literal=True)
    is_written = cell.str.contains(_WRITTEN.replace("N", number))
    is_minus = cell.str.contains("[(-]")
    if writing.credit_suffix:
        minus_suffix = "CR" if writing.credit_suffix == "negative" else "DR"
        is_written = is_written | cell.str.contains(_SUFFIXED.replace("N", number, 1))
        is_minus = is_minus | cell.str.contains(f"(?i){minus_suffix}")
    digits = cell.str.replace_all(f"[^0-9{mark}]", "").str.replace(mark, ".", literal=True)
    plain = pl.concat_str(when(is_minus != lit(negated)).then(lit("-")).otherwise(lit("")), digits)
    # in a file with decimal commas "1234.56" is no amount, though a contract would take it for one
    unread = cell if mark == "." else pl.concat_str(cell, lit(_UNREAD))
    return when(is_written).then(plain).otherwise(unread)


def from_cents(amount: pl.Expr) -> pl.Expr:
    """Plain decimal text of whole cents as dollars: 5200 is 52.00, and so is 5200.0; other text is refused."""
    parts = amount.str.extract_groups(r"^([+-]?)([0-9]+)(?:\.0*)?$").struct
    digits = parts.field("2").str.zfill(3)
    dollars_and_cents = pl.concat_str(
        parts.field("1"), digits.str.head(-2), lit("."), digits.str.tail(2)
    )  # null where the pattern does not fit
    return pl.coalesce(dollars_and_cents, pl.concat_str(amount, lit(_UNREAD)))


def whole(cell: pl.Expr) -> pl.Expr:
    """A number without its empty decimals: 1234.00 as 1234; other text as it is."""
    return cell.str.replace(r"^([+-]?[0-9]+)\.0*$", "${1}")


def date(cell: pl.Expr, formats: list[str]) -> pl.Expr:
    """A date as ISO text `YYYY-MM-DD`, by the first of the formats that fits; a time of day behind it is dropped.

    ISO text itself is understood whatever the formats: it can mean one day only, and workbooks hold nothing else.

    Args:
        cell: text column.
        formats: some of `DATE_FORMATS`.
    """
    return cell.map_batches(partial(_read_days, formats=tuple(formats)), return_dtype=pl.String, is_elementwise=True)


def _read_days(texts: pl.Series, formats: tuple[str, ...]) -> pl.Series:
    """As `date`; many rows hold few days, and each of these is read once."""
    few = texts.unique()
    cell = pl.col(texts.name)
    days = few.to_frame().select(pl.coalesce(*(_day_parts(cell, form) for form in (*formats, ISO)), cell)).to_series()
    return texts.replace_strict(few, days, return_dtype=pl.String)


def instant(cell: pl.Expr, formats: list[str]) -> pl.Expr:
    """Date and time of day as ISO text `YYYY-MM-DDTHH:MM:SS` (midnight without a time); null where no format fits."""
    parts = cell.str.extract_groups(f"^.+?{_TIME}$").struct
    hour = parts.field("1").cast(pl.Int64) % when(parts.field("4").is_null()).then(24).otherwise(12)
    hour = hour + when(parts.field("4").str.to_lowercase() == "pm").then(12).otherwise(0)
    two = hour.cast(pl.String).str.zfill(2).fill_null("00")
    day = pl.coalesce(_day_parts(cell, form) for form in (*formats, ISO))
    return pl.concat_str(
        day, lit("T"), two, lit(":"), parts.field("2").fill_null("00"), lit(":"), parts.field("3").fill_null("00")
    )


def _day_parts(cell: pl.Expr, form: str) -> pl.Expr:
    """ISO date by one format; null where it does not fit."""
    pattern = "".join(_PARTS.get(part, part) for part in re.findall("YYYY|YY|MONTH|MON|MM|M|DD|D|[^YMD]", form))
    parts = cell.str.extract_groups(f"^{pattern}{_TIME}$").struct
    year = parts.field("year") if "YYYY" in form else pl.concat_str(lit("20"), parts.field("short"))
    if "MON" in form:
        numbers = {name: f"{number:02d}" for number, name in enumerate(_MONTHS, 1)}
        month = parts.field("name").str.to_lowercase().str.head(3).replace_strict(numbers, default=None)
    else:
        month = parts.field("month").str.zfill(2)
    return pl.concat_str(year, lit("-"), month, lit("-"), parts.field("day").str.zfill(2))


def is_nonzero(cell: pl.Expr, writing: Writing = USUAL) -> pl.Expr:
    """Whether a cell holds anything but a zero amount; text that is no amount counts, so that the contract sees it."""
    return (cell.is_not_null() & is_zero(cell, writing).not_()).fill_null(value=False)


def is_zero(cell: pl.Expr, writing: Writing = USUAL) -> pl.Expr:
    """Whether a cell holds an amount of zero, or the lone dash accountants print for it."""
    plain = money(cell, writing=writing)
    is_none = plain.str.contains(r"^[+-]?(?:0+\.?0*|\.0+)$") | cell.str.contains(r"^\$?\s*-\s*$")
    return is_none.fill_null(value=False)


def is_signed(cell: pl.Expr, sign: str, writing: Writing = USUAL) -> pl.Expr:
    """Whether a cell holds an amount above (`positive`) or below (`negative`) zero; text that is no amount counts."""
    plain = money(cell, writing=writing)
    is_amount = plain.str.contains(r"^[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)$")
    is_minus = plain.str.starts_with("-")
    fits = is_minus if sign == "negative" else is_minus.not_()
    return (is_nonzero(cell, writing) & (is_amount.not_() | fits)).fill_null(value=False)


def flip(amount: pl.Expr) -> pl.Expr:
    """Plain decimal text with the opposite sign."""
    bare = amount.str.strip_prefix("+")
    return when(bare.str.starts_with("-")).then(bare.str.strip_prefix("-")).otherwise(pl.concat_str(lit("-"), bare))


def add(amounts: Iterable[pl.Expr]) -> pl.Expr:
    """The sum of plain decimal texts to the cent, null being 0; a text that is no amount is given back instead."""
    texts = list(amounts)
    parts = [cents(amount) for amount in texts]
    unread = [when(part.is_null()).then(amount) for amount, part in zip(texts, parts, strict=True)]
    total = pl.sum_horizontal(parts, ignore_nulls=True)
    bare = total.abs().cast(pl.String).str.zfill(3)
    sign = when(total < 0).then(lit("-")).otherwise(lit(""))
    written = pl.concat_str(sign, bare.str.head(-2), lit("."), bare.str.tail(2))
    is_there = pl.any_horizontal(part.is_not_null() for part in parts)
    return pl.coalesce(*unread, when(is_there).then(written))


def cents(cell: pl.Expr) -> pl.Expr:
    """Cents (Int64) of plain decimal text with at most two significant decimals; null for anything else."""
    plain = when(cell.str.contains(_CENTS)).then(cell)
    return (plain.cast(pl.Decimal(38, 2), strict=False) * 100).cast(pl.Int64)


def dollars(amount: int) -> str:
    """Cents as decimal text."""
    return f"{'-' if amount < 0 else ''}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def delivered_by_name(name: str) -> str | None:
    """When a file named `..._YYYYMMDD` or `..._YYYYMM` was delivered: that day, or the last day of that month."""
    stem = name.rsplit("/", 1)[-1].split(".", 1)[0]
    found = re.search(r"(?:^|[^0-9])((?:19|20)[0-9]{2})-?([0-9]{2})(?:-?([0-9]{2}))?$", stem)
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 0)
    try:
        first = datetime(year, month, day or 1, tzinfo=UTC)
    except ValueError:
        return None
    if not day:
        following = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        first = datetime.fromtimestamp(following.timestamp() - 86_400, tz=UTC)
    return f"{first:%Y-%m-%d}T00:00:00"
