"""What the line formats of banks (BAI2, ACH, lockbox) share: physical lines, fields by position, digits as values.

Here: bytes to lines, also part by part, and dates and cents that are written as digits only. Not here: what any record
of a format means, what holds between two parts (`pipeline.formats.nacha_parts`, `bai2_parts`).
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import chain, pairwise

import numpy as np
import polars as pl
from polars import col

PART_BYTES = 4 * 1024**2
"""Large enough that a part costs little beside its rows, small enough that its columns stay near the processor."""
_PORTION = 50_000
_BOM = b"\xef\xbb\xbf"
_NOTHING = b" \t\r\n\x0b\x0c\x1a\x00"


def split_lines(data: bytes) -> list[str]:
    """Physical lines as text, for every line end (LF, CRLF, CR), without byte order mark and end-of-file marks.

    UTF-8 where it can be, else line by line what it can be: one odd byte does not widen the letters of other lines.
    """
    data = data.removeprefix(_BOM).rstrip(b"\x1a\x00").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        lines = [_decode(line) for line in data.split(b"\n")]
    if lines[-1] == "":
        lines.pop()
    return lines


def take_lines(files: list[list[str]]) -> tuple[pl.Series, np.ndarray]:
    """The lines of all files, and at which of them, from 0, each file starts and the last one ends.

    `files` is empty afterwards, so that a large one is not held twice.
    """
    first = np.cumsum([0, *map(len, files)])
    lines = pl.Series("text", files[0] if len(files) == 1 else list(chain.from_iterable(files)), dtype=pl.String)
    files.clear()
    return lines, first


def split_every(lines: list[str], size: int) -> list[str]:
    """Records of `size` characters out of lines that are no records; blank lines are left out."""
    return [line[at : at + size] for line in lines if line.strip() for at in range(0, len(line), size)]


def is_one_line(data: bytes) -> bool:
    """Whether the first bytes of a file, as many as make a part, are all one line, blank ones beside it."""
    line_ended = data[:PART_BYTES].removeprefix(_BOM).lstrip().replace(b"\r", b"\n").partition(b"\n")
    return not line_ended[2].strip(_NOTHING)


def cut_parts(chunks: Iterable[bytes], find_cut: Callable[[bytes], int]) -> Iterator[tuple[bytes, bool]]:
    """A file in parts, each with whether it is the last.

    Args:
        chunks: the bytes of the file, cut anywhere.
        find_cut: at which byte of those that wait the next part ends at the latest; 0: nowhere, more must be read.
    """
    waiting, size, enough = [], 0, PART_BYTES
    for chunk in chunks:
        waiting.append(chunk)
        size += len(chunk)
        if size < enough:
            continue
        data = b"".join(waiting)
        cut = find_cut(data)
        if cut:
            yield data[:cut], False
            data = data[cut:]
        waiting, size = [data], len(data)
        enough = PART_BYTES if cut else 2 * size
    yield b"".join(waiting), True


def cut_portions(table: pl.DataFrame, opens: pl.Series) -> Iterator[pl.DataFrame]:
    """Portions of a table, each from a row that opens something, so that what reading one takes is soon given back."""
    starts = opens.arg_true().to_numpy()
    places = np.searchsorted(starts, np.arange(_PORTION, len(table), _PORTION))
    for at, until in pairwise([0, *starts[np.unique(places[places < len(starts)])].tolist(), len(table)]):
        yield table[at:until]


@cache
def slice_at(place: tuple[int, int], text: str = "text") -> pl.Expr:
    """The field of a column from its first to its last position, both counted from 1; stripped, blank is null."""
    first, last = place
    return col(text).str.slice(first - 1, last - first + 1).str.strip_chars().replace("", None)


def digits_to_day(digits: pl.Expr, *, month_first: bool = False) -> pl.Expr:
    """YYMMDD (or MMDDYY) and YYYYMMDD as ISO text; anything else stays as it is, for the contract to refuse."""
    short = digits.str.replace("^([0-9]{2})([0-9]{2})([0-9]{2})$", "20$3-$1-$2" if month_first else "20$1-$2-$3")
    return short.str.replace("^([0-9]{4})([0-9]{2})([0-9]{2})$", "$1-$2-$3")


def digits_to_dollars(digits: pl.Expr) -> pl.Expr:
    """Whole cents as dollars, a plus dropped, a minus kept; null where the text is no whole number."""
    parts = digits.str.extract_groups("^([+-]?)0*([0-9]+)$").struct
    plain = parts.field("2").str.zfill(3).str.replace("(..)$", ".$1")
    return pl.concat_str(parts.field("1").str.replace("+", "", literal=True), plain)


def cents_to_dollars(cents: int) -> str:
    """Whole cents as dollars, for control totals."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def call_account(number: str) -> str:
    """An account in a sentence, by its number where it can be one: a name that slid into its place is told nobody."""
    return (
        f"account {number}" if re.fullmatch("[A-Z]{0,4}[0-9][A-Z0-9]{0,33}|[0-9][0-9 -]{0,33}", number) else "account"
    )


def read_instant(day: str, time: str) -> str | None:
    """A day (YYMMDD or YYYYMMDD) and a time (HHMM or HHMMSS) as ISO text; None where the day is none.

    2400 and 9999 stand for the end of the day, a blank or unreal time for its beginning.
    """
    date = re.fullmatch(r"(?:20)?([0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])", day.strip())
    if date is None:
        return None
    iso = f"20{date[1]}-{date[2]}-{date[3]}"
    if time.strip() in ("2400", "9999"):
        return f"{iso}T23:59:59"
    real = re.fullmatch(r"([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])?", time.strip())
    return f"{iso}T{real[1]}:{real[2]}:{real[3] or '00'}" if real else f"{iso}T00:00:00"


def _decode(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
