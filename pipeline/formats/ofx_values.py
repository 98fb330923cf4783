"""How OFX writes amounts, days and instants, rewritten by moving characters only.

Here: the forms the specification has (OFX 2.2, 3.2.8) and those banks write instead. Not here: tags
(`pipeline.formats.ofx`). A text in no known form stays as it is, so that the record's contract refuses it and says why.
"""

import re
from collections.abc import Iterable
from datetime import date

import polars as pl

_SIX = {
    "DDMMYY": r"(?P<day>..)(?P<month>..)(?P<year>..)",
    "MMDDYY": r"(?P<month>..)(?P<day>..)(?P<year>..)",
    "YYMMDD": r"(?P<year>..)(?P<month>..)(?P<day>..)",
}
AMBIGUOUS = "the date has six digits and can be read in more than one way; ask the bank for dates as YYYYMMDD"
"""Why a six-digit date is refused."""


def read_amount(text: pl.Expr) -> pl.Expr:
    """An amount as plain decimal text: comma or point before the decimals.

    One comma or point alone is the decimal sign (OFX has no thousands separators), so three digits behind it are three
    decimals, which the contract refuses. Where both stand and the groups are right, the last is the decimal sign.
    """
    without_points = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    return (
        pl.when(~text.str.contains(",", literal=True))
        .then(text)
        .when(text.str.contains(r"^[+-]?[0-9]*,[0-9]+$"))
        .then(text.str.replace(",", ".", literal=True))
        .when(text.str.contains(r"^[+-]?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*$"))
        .then(text.str.replace_all(",", "", literal=True))
        .when(text.str.contains(r"^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]*$"))
        .then(without_points)
        .otherwise(text)
    )


def read_day(text: pl.Expr) -> pl.Expr:
    """The day as the bank writes it, ISO text; null for nothing and for zeros.

    Time of day and zone are dropped, not applied: the bank's books know the day at the bank.
    """
    day = text.str.replace(r"^([0-9]{4})([0-9]{2})([0-9]{2})(?s:.*)$", "$1-$2-$3")
    return (
        pl.when(text.str.strip_chars("0") == "")
        .then(None)
        .when(text.str.contains("^[0-9]{9,11}$"))  # neither a day nor one with hours and minutes
        .then(text)
        .otherwise(day)
    )


def is_six_digits(text: str | None) -> bool:
    """Whether a date is written with six digits, which the specification does not have."""
    return text is not None and len(text) == len("DDMMYY") and text.isascii() and text.isdigit()


def read_six_digits(texts: Iterable[str], first: str | None, last: str | None) -> dict[str, str]:
    """The days of six-digit dates, where only one order of day, month and year makes all of them real days.

    Args:
        texts: all six-digit dates of a statement.
        first: first day of the statement as the bank writes it, where it states one; no line is before it.
        last: last day of the statement.
    """
    texts = set(texts)
    limits = pl.DataFrame({"day": [first, last]}, schema={"day": pl.String})
    first, last = limits.select(read_day(pl.col("day"))).to_series()
    readings = []
    for pattern in _SIX.values():
        days = {text: _real_day(pattern, text) for text in texts}
        fits = all(day and (first or "") <= day <= (last or "9999") for day in days.values())
        if fits and days not in readings:
            readings.append(days)
    return {text: day or "" for text, day in readings[0].items()} if len(readings) == 1 else {}


def _real_day(pattern: str, text: str) -> str | None:
    parts = re.fullmatch(pattern, text)
    try:
        return date(2000 + int(parts["year"]), int(parts["month"]), int(parts["day"])).isoformat() if parts else None
    except ValueError:
        return None


def read_instant(text: str) -> str | None:
    """Date, time and offset (`[-5:EST]`) as ISO text; None where there is no date."""
    found = re.match(
        r"([0-9]{4})([0-9]{2})([0-9]{2})(?:([0-9]{2})([0-9]{2})([0-9]{2})?)?[^\[]*(?:\[([+-]?)([0-9]{1,2})(?:\.([0-9]+))?)?",
        text,
    )
    if not found or not found[1].strip("0"):
        return None
    offset = ""
    if found[8]:
        minutes = int(f"{found[9] or '0':0<2}"[:2]) * 60 // 100
        offset = f"{found[7] or '+'}{int(found[8]):02d}:{minutes:02d}"
    return f"{found[1]}-{found[2]}-{found[3]}T{found[4] or '00'}:{found[5] or '00'}:{found[6] or '00'}{offset}"
