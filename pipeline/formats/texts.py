"""Columns of text as spans of one buffer of bytes: what the wire formats cut, without an object per value.

Here: taking, choosing, joining and dating such columns, and handing them over as a frame. Not here: where the spans
come from (`pipeline.formats.x12`), what they mean (`pipeline.adapters`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import polars as pl
import pyarrow as pa

PADDING = 16
"""Zero bytes behind the last value of a buffer, so that whole machine words can be read from anywhere in it."""

_WORD, _INLINE = 8, 12
_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)
_HEADS = _MASKS[[min(size, 4) for size in range(_INLINE + 2)]]
_TAILS = _MASKS[[max(min(size, _INLINE) - 4, 0) for size in range(_INLINE + 2)]]
_MONTH_ENDS = np.array([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0])
_FEBRUARY = 2
_HIGH, _ZEROS, _SIXES = (np.uint64(digit * 0x0101010101010101) for digit in (0xF0, 0x30, 0x06))


@dataclass(frozen=True)
class Text:
    """One value per row: `length` bytes of `data` from `start` on; length 0 is null."""

    data: np.ndarray
    start: np.ndarray
    length: np.ndarray

    @classmethod
    def of(cls, values: Iterable[str | None]) -> "Text":
        """A column from Python values; for a few rows."""
        pieces = [(value or "").encode() for value in values]
        length = np.array([len(piece) for piece in pieces], np.int64)
        data = np.frombuffer(b"".join(pieces) + bytes(PADDING), np.uint8)
        return cls(data, np.cumsum(length) - length, length)

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.start)

    def take(self, rows: np.ndarray) -> "Text":
        """The values of these rows."""
        return Text(self.data, self.start[rows], self.length[rows])

    def only(self, kept: np.ndarray) -> "Text":
        """Null where not kept."""
        return Text(self.data, self.start, np.where(kept, self.length, 0))

    def or_else(self, other: "Text") -> "Text":
        """The other column's value (of the same buffer) where this one has none."""
        filled = self.length > 0
        return Text(self.data, np.where(filled, self.start, other.start), np.where(filled, self.length, other.length))

    def words(self) -> np.ndarray:
        """Each value as one machine word, first byte lowest; 0 where null or longer than eight bytes."""
        words = self._words_at(self.start) & _MASKS.take(np.minimum(self.length, _WORD))
        return np.where(self.length <= _WORD, words, np.uint64(0))

    def is_one(self, values: Iterable[str]) -> np.ndarray:
        """Which rows hold one of the values, of up to eight bytes each."""
        return spells(self.words(), values)

    def to_list(self) -> list[str | None]:
        """Python values; for a few rows."""
        whole = memoryview(np.ascontiguousarray(self.data))
        spans = zip(self.start.tolist(), self.length.tolist(), strict=True)
        return [str(whole[start : start + length], "utf-8") if length else None for start, length in spans]

    def to_iso_dates(self) -> "Text":
        """CCYYMMDD as CCYY-MM-DD, also where it opens a range (CCYYMMDD-CCYYMMDD); anything else as it is."""
        words = self._words_at(self.start)
        is_range = self.length == 2 * _WORD + 1
        behind = np.where(is_range, self.start + _WORD, 0)
        is_range &= (self.data[behind] == ord("-")) & _are_digits(self._words_at(behind + 1))
        is_date = ((self.length == _WORD) | is_range) & _are_digits(words)
        digits = words[is_date].view(np.uint8).reshape(-1, _WORD)
        iso = np.full((len(digits), 10), ord("-"), np.uint8)
        iso[:, 0:4], iso[:, 5:7], iso[:, 8:10] = digits[:, 0:4], digits[:, 4:6], digits[:, 6:8]
        others = np.flatnonzero(~is_date)
        copied, start = _copy(self.take(others))
        starts, lengths = np.zeros(len(self), np.int64), np.where(is_date, 10, self.length)
        starts[is_date], starts[others] = np.arange(len(iso)) * 10, start + iso.size
        return Text(np.concatenate([iso.reshape(-1), copied, np.zeros(PADDING, np.uint8)]), starts, lengths)

    def to_real_days(self) -> tuple["Text", np.ndarray]:
        """As `to_iso_dates`, null where that is no day from 1900 to 2199; and in which rows something was no day."""
        iso = self.to_iso_dates()
        year, month, day = (_number_at(iso, at, digits) for at, digits in ((0, 4), (5, 2), (8, 2)))
        leaps = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
        last = _MONTH_ENDS[np.clip(month, 0, 13)] + (leaps & (month == _FEBRUARY))
        marks = (iso.length == 10) & (_byte_at(iso, 4) == ord("-")) & (_byte_at(iso, 7) == ord("-"))  # noqa: PLR2004
        real = marks & (year >= 1900) & (year < 2200) & (day >= 1) & (day <= last)  # noqa: PLR2004
        return iso.only(real), (iso.length > 0) & ~real

    def to_arrow(self, rows: np.ndarray | None = None) -> pa.Array:
        """The column, or these rows of it, without copying what is longer than twelve bytes."""
        kind = np.minimum(self.length, _INLINE + 1)
        longest = kind.max(initial=0)
        if not longest:
            return pa.nulls(len(self) if rows is None else len(rows), pa.string_view())
        views = np.zeros((len(self), 2), np.uint64)
        views[:, 0] = (self._words_at(self.start) & _HEADS.take(kind)) << np.uint64(32) | self.length.astype(np.uint64)
        if longest > 4:  # noqa: PLR2004  (what the first word has no room for)
            views[:, 1] = self._words_at(self.start + 4) & _TAILS.take(kind)
            long = np.flatnonzero(kind > _INLINE)
            views[long, 1] = self.start[long].astype(np.uint64) << np.uint64(32)
        filled = self.length > 0
        if rows is not None:
            views, filled = views[rows], filled[rows]
        buffers = [pa.py_buffer(buffer) for buffer in (np.packbits(filled, bitorder="little"), views, self.data)]
        return pa.Array.from_buffers(pa.string_view(), len(filled), buffers)

    def _words_at(self, at: np.ndarray) -> np.ndarray:
        return np.ndarray(len(self.data) - _WORD + 1, "<u8", self.data, strides=(1,))[at]


@dataclass(frozen=True)
class Picked:
    """A column that repeats a few values: which of them each row holds."""

    values: Text
    row: np.ndarray

    def to_arrow(self) -> pa.Array:
        """As `Text.to_arrow`."""
        return self.values.to_arrow(self.row)


def spells(words: np.ndarray, values: Iterable[str]) -> np.ndarray:
    """Which words (see `Text.words`) spell one of the values."""
    found = np.zeros(len(words), bool)
    for value in values:
        found |= words == int.from_bytes(value.encode(), "little")
    return found


def join(row: np.ndarray, pieces: Text, count: int) -> Text:
    """For each of `count` rows its pieces (`row` ascending), nulls left out, separated by blanks."""
    filled = np.flatnonzero(pieces.length)
    row, pieces = row[filled], pieces.take(filled)
    data, starts = _copy(pieces, behind=1)
    first, last = np.searchsorted(row, np.arange(count)), np.searchsorted(row, np.arange(count), side="right")
    ends = np.append(0, starts + pieces.length)
    start = np.append(starts, 0)[first]
    return Text(np.append(data, np.zeros(PADDING, np.uint8)), start, np.where(last > first, ends[last] - start, 0))


def join_across(columns: list[Text]) -> Text:
    """The values of each row, nulls left out, separated by blanks; all columns are of one buffer."""
    start = np.stack([column.start for column in columns], 1)
    length = np.stack([column.length for column in columns], 1)
    if (length > 0).sum(axis=1).max(initial=0) <= 1:
        return reduce(Text.or_else, columns)
    rows = np.repeat(np.arange(len(start)), len(columns))
    return join(rows, Text(columns[0].data, start.reshape(-1), length.reshape(-1)), len(start))


def keep_digits(text: Text) -> Text:
    """The digits of each value; null where it has none."""
    return Text.of("".join(filter(str.isdecimal, value or "")) for value in text.to_list())


def from_numbers(numbers: np.ndarray) -> Picked:
    """Small whole numbers, from 0 on."""
    return Picked(Text.of(map(str, range(int(numbers.max(initial=-1)) + 1))), numbers)


def to_frame(
    texts: dict[str, Text | Picked], line: np.ndarray, lines: np.ndarray, parent: np.ndarray | None = None
) -> pl.DataFrame:
    """Rows of a record with their lineage: first line (from 1), lines owned, first line of the row they hang on."""
    hangs_on = pa.nulls(len(line), pa.int64()) if parent is None else pa.array(parent, pa.int64())
    own = {"_line": pa.array(line, pa.int64()), "_lines": pa.array(lines.astype(np.int64)), "_parent": hangs_on}
    return pl.DataFrame(pa.table({name: text.to_arrow() for name, text in texts.items()} | own))


def _copy(text: Text, behind: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """The values one behind the other, each followed by `behind` blanks, and where each starts."""
    length = text.length.astype(np.int64)
    starts = np.cumsum(length + behind) - length - behind
    data = np.full(int(length.sum()) + behind * len(text), ord(" "), np.uint8)
    within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
    data[np.repeat(starts, length) + within] = text.data[np.repeat(text.start, length) + within]
    return data, starts


def _are_digits(words: np.ndarray) -> np.ndarray:
    """Which words are eight digits."""
    return ((words & _HIGH) == _ZEROS) & (((words + _SIXES) & _HIGH) == _ZEROS)


def _byte_at(text: Text, offset: int) -> np.ndarray:
    """The byte of each value at that offset from its start; what stands behind a shorter value is no matter here."""
    return text.data[np.minimum(text.start + offset, len(text.data) - 1)]


def _number_at(text: Text, offset: int, digits: int) -> np.ndarray:
    """The number that so many digits of each value spell from that offset on; -1 where one of them is no digit."""
    number = np.zeros(len(text), np.int64)
    for place in range(offset, offset + digits):
        digit = _byte_at(text, place).astype(np.int64) - ord("0")
        number = np.where((digit < 0) | (digit > 9) | (number < 0), -1, number * 10 + digit)  # noqa: PLR2004
    return number
