"""Stretches of a delimited text whose every record is a usual row, cut all at once instead of cell by cell.

Here: which records those are, and their cells as columns. Not here: all other records, which are cut one by one
(`pipeline.formats.delimited`), what becomes of rows (`pipeline.formats.tables`).

A usual row has as many cells as the header, is no furniture, and a quote sign stands in it only around a whole cell or
doubled inside such a cell. What is said of it here is what the slow way says: anything in doubt ends the stretch.
"""

import csv
import io
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline.formats.furniture import tell_furniture
from pipeline.formats.texts import PADDING, Text

_LEAST, _LONGEST, _MOST_BLANKS = 200, 100_000, 64
"""Rows a stretch has at least; bytes of a record and leading blanks of a row at most."""
_LF, _CR, _QUOTE, _BLANK, _ASCII = 10, 13, 34, 32, 128
_MARKS = b"-=_+*"
"""What a line of dashes begins with."""


@dataclass(frozen=True)
class Usual:
    """What makes a row a usual one: the header it stands below, how cells are told apart, what furniture repeats."""

    width: int
    delimiter: str
    is_quoted: bool
    names: tuple[list[str], str] | None


@dataclass(frozen=True)
class Stretch:
    """Usual rows, one below the other: the line each starts at, how many lines they take, and their cells."""

    line: np.ndarray
    lines: int
    data: np.ndarray
    cells: np.ndarray
    """For each row what stands before, between and behind its cells."""
    has_quotes: bool

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.line)

    def column(self, position: int) -> pl.Series:
        """The cells at a position (from 0) as text, null where empty."""
        start, end = self.cells[:, position] + 1, self.cells[:, position + 1]
        end = end - ((self.data[end - 1] == _CR) & (self.data[end] == _LF) & (end > start))
        if not self.has_quotes:
            return pl.Series(Text(self.data, start, end - start).to_arrow())
        is_quoted = (self.data[start] == _QUOTE) & (end > start)
        start, end = start + is_quoted, end - is_quoted
        return pl.Series(Text(self.data, start, end - start).to_arrow()).str.replace_all('""', '"', literal=True)


def cut_stretch(text: str, line: int, usual: Usual, kept: int) -> tuple[Stretch | None, str]:
    """The stretch a text begins with, and the text behind it.

    Args:
        text: begins with a record.
        line: the number of its first line.
        usual: what a usual row is.
        kept: so many rows above the first unusual one, or the end, are no part of the stretch.
    """
    if "\x00" in text or text.count("\r") - text.endswith("\r") != text.count("\r\n"):
        return None, text
    data = np.frombuffer(b"\n" + text.encode() + bytes(PADDING), np.uint8)
    quotes = np.flatnonzero(data == _QUOTE) if usual.is_quoted else np.empty(0, np.int64)
    edges = np.flatnonzero((data == ord(usual.delimiter)) | (data == _LF))
    edges = edges[np.searchsorted(quotes, edges) % 2 == 0] if len(quotes) else edges
    ends = np.flatnonzero(data[edges] == _LF)[1:]
    fits = ends == np.arange(1, len(ends) + 1) * usual.width
    rows = len(ends) if fits.all() else int(np.argmin(fits))
    if rows - kept < _LEAST:
        return None, text
    begin, end = (
        edges[: rows * usual.width : usual.width] + 1,
        edges[usual.width : rows * usual.width + 1 : usual.width],
    )
    rows = min([rows, int(end.searchsorted(_find_bare_quote(data, quotes, usual)))])
    rows = min([rows, *np.flatnonzero(end[:rows] - begin[:rows] > _LONGEST)[:1].tolist()])
    rows = _find_furniture(data, begin[:rows], end[:rows], usual) - kept
    if rows < _LEAST:
        return None, text
    behind = int(end[rows - 1]) + 1
    breaks = np.flatnonzero(data[:behind] == _LF)
    first = line + np.searchsorted(breaks, begin[:rows]) - 1
    cells = np.lib.stride_tricks.sliding_window_view(edges[: rows * usual.width + 1], usual.width + 1)[:: usual.width]
    left = bytes(data[behind:-PADDING]).decode()
    return Stretch(first, len(breaks) - 1, data, cells, has_quotes=len(quotes) > 0), left


def _find_bare_quote(data: np.ndarray, quotes: np.ndarray, usual: Usual) -> int:
    """Where the first quote sign is that stands neither around a cell nor doubled inside one."""
    between = (ord(usual.delimiter), _LF, _QUOTE)
    opens, closes = quotes[0::2], quotes[1::2]
    bare = [opens[~np.isin(data[opens - 1], between)][:1], closes[~np.isin(data[closes + 1], (*between, _CR))][:1]]
    return min([len(data), *np.concatenate(bare).tolist()])


def _find_furniture(data: np.ndarray, begin: np.ndarray, end: np.ndarray, usual: Usual) -> int:
    """How many rows stand above the first that is none; only those are looked at whose first sign makes it possible."""
    letters = (usual.names[1][0] + usual.names[1][0].upper()).encode() if usual.names else b""
    is_passed, is_sign = np.zeros(256, bool), np.zeros(256, bool)
    is_passed[[*range(_BLANK + 1), _QUOTE, ord(usual.delimiter)]] = True
    is_sign[[*_MARKS, *letters, *range(_ASCII, 256)]] = True
    is_passed &= ~is_sign
    at, left = begin.copy(), np.arange(len(begin))
    for _ in range(_MOST_BLANKS):
        left = left[is_passed[data[at[left]]] & (at[left] < end[left])]
        at[left] += 1
    doubtful = is_sign[data[at]] | (at >= end)
    doubtful[left] = True
    for row in np.flatnonzero(doubtful).tolist():
        record = io.StringIO(bytes(data[begin[row] : end[row]]).decode(), newline="")
        quoting = csv.QUOTE_MINIMAL if usual.is_quoted else csv.QUOTE_NONE
        if tell_furniture(next(csv.reader(record, delimiter=usual.delimiter, quoting=quoting), []), usual.names):
            return row
    return len(begin)
