"""How single cells of exports are written: amounts, dates, instants; rewritten by moving characters only.

Here: expressions over columns of text. Not here: which column holds what (`pipeline.layouts`). A cell that is not
written in any known way stays as it is, so that the record's contract refuses the row and says why.
"""

import re
from datetime import UTC, datetime

import polars as pl
from polars import lit, when

_NUMBER = r"(?:(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)"
_MONEY = rf"^(?:[+-]?\s*\$?\s*{_NUMBER}|\$\s*[+-]\s*{_NUMBER}|\$?\s*{_NUMBER}\s*-|\$?\s*\(\s*\$?\s*{_NUMBER}\s*\))$"
_TIME = r"(?:[ T]([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?(?:\.[0-9]+)?\s*([AaPp][Mm])?.*)?"
_PARTS = {
    "YYYY": "(?P<year>[0-9]{4})",
    "YY": "(?P<short>[0-9]{2})",
    "MM": "(?P<month>[0-9]{2})",
    "DD": "(?P<day>[0-9]{2})",
    "M": "(?P<month>[0-9]{1,2})",
    "D": "(?P<day>[0-9]{1,2})",
}
DATE_FORMATS = ("YYYY-MM-DD", "YYYY/MM/DD", "YYYYMMDD", "M/D/YYYY", "M/D/YY", "D/M/YYYY", "M-D-YYYY")
"""The date formats a layout may name; each may be followed by a time of day."""


def money(cell: pl.Expr, *, negated: bool = False) -> pl.Expr:
    """An amount as plain decimal text.

    Takes `$`, thousands commas that stand right, one minus in front or behind, or parentheses for a negative amount.

    Args:
        cell: text column.
        negated: whether the export writes the opposite sign of ours.
    """
    cell = cell.str.replace_all("\u2212", "-", literal=True)
    is_minus = cell.str.contains("[(-]") != lit(negated)
    plain = pl.concat_str(when(is_minus).then(lit("-")).otherwise(lit("")), cell.str.replace_all("[^0-9.]", ""))
    return when(cell.str.contains(_MONEY)).then(plain).otherwise(cell)


def date(cell: pl.Expr, formats: list[str]) -> pl.Expr:
    """A date as ISO text `YYYY-MM-DD`, by the first of the formats that fits; a time of day behind it is dropped.

    Args:
        cell: text column.
        formats: some of `DATE_FORMATS`.
    """
    found = pl.coalesce(_day_parts(cell, form) for form in formats)
    return pl.coalesce(found, cell)


def instant(cell: pl.Expr, formats: list[str]) -> pl.Expr:
    """Date and time of day as ISO text `YYYY-MM-DDTHH:MM:SS` (midnight without a time); null where no format fits."""
    parts = cell.str.extract_groups(f"^[0-9/-]+{_TIME}$").struct
    hour = parts.field("1").cast(pl.Int64) % when(parts.field("4").is_null()).then(24).otherwise(12)
    hour = hour + when(parts.field("4").str.to_lowercase() == "pm").then(12).otherwise(0)
    two = hour.cast(pl.String).str.zfill(2).fill_null("00")
    day = pl.coalesce(_day_parts(cell, form) for form in formats)
    return pl.concat_str(
        day, lit("T"), two, lit(":"), parts.field("2").fill_null("00"), lit(":"), parts.field("3").fill_null("00")
    )


def _day_parts(cell: pl.Expr, form: str) -> pl.Expr:
    """ISO date by one format; null where it does not fit."""
    pattern = "".join(_PARTS.get(part, part) for part in re.findall("Y+|M+|D+|[^YMD]+", form))
    parts = cell.str.extract_groups(f"^{pattern}{_TIME}$").struct
    year = parts.field("year") if "YYYY" in form else pl.concat_str(lit("20"), parts.field("short"))
    return pl.concat_str(year, lit("-"), parts.field("month").str.zfill(2), lit("-"), parts.field("day").str.zfill(2))


def is_nonzero(cell: pl.Expr) -> pl.Expr:
    """Whether a cell holds anything but a zero amount; text that is no amount counts, so that the contract sees it."""
    return (cell.is_not_null() & cell.str.contains(r"^[\s$()+\-,]*0*\.?0*[\s)\-]*$").not_()).fill_null(value=False)


def cents(cell: pl.Expr) -> pl.Expr:
    """Cents (Int64) of plain decimal text with at most two significant decimals; null for anything else."""
    parts = cell.str.extract_groups(r"^([+-])?([0-9]{0,16})(?:\.([0-9]{0,2})0*)?$").struct
    whole, fraction = parts.field("2").fill_null(""), parts.field("3").fill_null("")
    amount = pl.concat_str(whole, fraction.str.pad_end(2, "0")).cast(pl.Int64, strict=False)
    signed = when(parts.field("1") == "-").then(-amount).otherwise(amount)
    return when(pl.concat_str(whole, fraction) != "").then(signed)


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
