"""X12 as one columnar table of segments and elements, cut in one pass and without a Python object per element.

Here: which segment is where, and columns of elements by segment. Not here: delimiters and encodings
(`pipeline.formats.x12_bytes`), transactions (`x12_envelope`), loops (`x12_loops`), what any element means
(`pipeline.adapters`).
"""

from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa

from pipeline.formats.x12_bytes import COMPONENT, ELEMENT, TERMINATOR, is_cut, to_canonical

Positions = np.ndarray
"""Positions of segments in the table, from 0; -1 stands for "none" and gives null."""

_WORD = 8
_WORD_MASKS = np.array([(1 << (8 * size)) - 1 for size in range(_WORD + 1)], np.uint64)


def _is_one(words: np.ndarray, names: tuple[str, ...]) -> np.ndarray:
    """Whether each word spells one of the names."""
    found = np.zeros(len(words), bool)
    for name in names:
        found |= words == int.from_bytes(name.encode(), "little")
    return found


class Segments:
    """All segments of a file, as columns. Empty segments are not counted; a last one without terminator is."""

    def __init__(self, stream: bytes, components: list[tuple[int, str]]) -> None:
        """Cut the canonical stream, which ends with eight zero bytes that belong to no segment.

        `components` lists (byte where it starts to hold, component separator).
        """
        self.stream = stream
        self._components = components
        raw = np.frombuffer(stream, np.uint8)
        cuts = np.flatnonzero(is_cut(raw)).astype(np.int32)
        size = len(cuts)
        last = np.flatnonzero(raw[cuts] == TERMINATOR)
        first = np.append(0, last + 1)[: len(last)]
        begin = np.append(0, cuts[last] + 1)[: len(last)]
        filled = (cuts[first] > begin) | (last > first)
        self.count = int(filled.sum())
        self.begin, self.end = begin[filled], cuts[last[filled]]
        self._first = np.append(first[filled], size).astype(np.uint32)
        self._width = np.append((last - first + 1)[filled], 0).astype(np.int32)
        self._text = stream.translate(None, bytes([ELEMENT, TERMINATOR]))
        self._offsets = np.zeros(size + 2, np.int32)
        np.subtract(cuts, np.arange(size, dtype=np.int32), out=self._offsets[1:-1])
        self._offsets[-1] = self._offsets[-2]
        self.code = self._words(self._first[:-1]).astype(np.uint32)
        self._known: dict[tuple, np.ndarray] = {}

    @cached_property
    def _elements(self) -> pl.Series:
        """Every element of the file and one null behind them; empty elements are null."""
        filled = np.packbits(np.diff(self._offsets) > 0, bitorder="little")
        buffers = [pa.py_buffer(filled), pa.py_buffer(self._offsets), pa.py_buffer(self._text)]
        return pl.Series(pa.Array.from_buffers(pa.string(), len(self._offsets) - 1, buffers))

    def _index(self, segments: Positions, element: int | np.ndarray) -> np.ndarray:
        """Positions in `_elements`; the null behind the last where the segment has no such element."""
        index = self._first[segments] + np.uint32(element)
        return np.where(element < self._width[segments], index, np.uint32(len(self._offsets) - 2))

    def _words(self, index: np.ndarray) -> np.ndarray:
        """The elements at these positions as one machine word each, 0 where empty or longer than eight bytes."""
        begin = self._offsets[index]
        length = self._offsets[index + np.uint32(1)] - begin
        words = np.ndarray(len(self._text) - _WORD + 1, "<u8", self._text, strides=(1,))[begin]
        return np.where(length <= _WORD, words & _WORD_MASKS[np.minimum(length, _WORD)], np.uint64(0))

    def column(self, segments: Positions, element: int | np.ndarray) -> pl.Series:
        """One element of each of the segments as text, null where empty or absent. `element` counts from 1."""
        return self._elements.gather(self._index(segments, element))

    def paired(self, segments: Positions, element: int, *qualifiers: str) -> pl.Series:
        """The element behind a qualifier (N104 behind N103) where that is one of these; else null."""
        fits = _is_one(self._words(self._index(segments, element)), qualifiers)
        return self.column(np.where(fits, segments, -1), element + 1)

    def has(self, segments: Positions, element: int | np.ndarray) -> np.ndarray:
        """Whether each of the segments has something in that element."""
        index = self._index(segments, element)
        return self._offsets[index + np.uint32(1)] > self._offsets[index]

    def width(self, segments: Positions) -> np.ndarray:
        """How many elements each of the segments has, its identifier not counted."""
        return np.maximum(self._width[segments] - 1, 0)

    def parts(self, segments: Positions, element: int | np.ndarray, count: int) -> list[pl.Series]:
        """The first `count` components of a composite element, null where empty; the last holds what follows too."""
        whole = self.column(segments, element).alias("whole")
        separator = self._components[0][1]
        if len({kept for _, kept in self._components}) > 1:  # interchanges of one file may use different ones
            starts = np.array([start for start, _ in self._components])
            held = np.searchsorted(starts, self.begin[segments], side="right") - 1
            choice = pl.lit(None, pl.String)
            for number, (_, other) in enumerate(self._components):
                cut = pl.col("whole").str.replace_all(other, chr(COMPONENT), literal=True)
                choice = pl.when(pl.col("held") == number).then(cut).otherwise(choice)
            whole = pl.DataFrame({"whole": whole, "held": held}).select(whole=choice).to_series()
            separator = chr(COMPONENT)
        kinds = whole.unique()
        split = kinds.str.splitn(separator, count).struct.unnest()
        frame = pl.DataFrame({"whole": whole}).join(
            split.with_columns(kinds), on="whole", how="left", nulls_equal=True, maintain_order="left"
        )
        return [frame[f"field_{number}"].replace("", None) for number in range(count)]

    def of(self, *names: str) -> Positions:
        """Positions of all segments of these identifiers, in order of the file."""
        if names not in self._known:
            self._known[names] = np.flatnonzero(self.is_any(*names))
        return self._known[names]

    def is_any(self, *names: str) -> np.ndarray:
        """For every segment of the file: is its identifier one of these?"""
        return _is_one(self.code, names)

    def qualified(self, name: str, *qualifiers: str, element: int = 1) -> Positions:
        """Positions of the segments of this identifier whose element is one of the qualifiers (up to eight bytes)."""
        found = self.of(name)
        if (name, element) not in self._known:
            self._known[name, element] = self._words(self._index(found, element))
        return found[_is_one(self._known[name, element], qualifiers)]

    def normal(self, first: int, last: int) -> bytes:
        """The bytes of segments `first` to `last` (both included), the same whatever delimiters the file uses."""
        begin = int(self.begin[first])
        separator = [separator for start, separator in self._components if start <= begin][-1]
        return self.stream[begin : self.end[last] + 1].replace(separator.encode(), bytes([COMPONENT]))

    def text(self, first: int, last: int) -> str:
        """Segments `first` to `last` (both included) as they would look with the usual delimiters."""
        usual = bytes.maketrans(bytes([ELEMENT, TERMINATOR, COMPONENT]), b"*~:")
        return self.stream[self.begin[first] : self.end[last] + 1].translate(usual).decode("utf-8", "replace")


def read_segments(data: bytes) -> Segments:
    """Cut a whole file into its table of segments.

    Raises:
        UnreadableFileError: the file is not X12, or does not say how it is delimited.
        IncompleteFileError: the file ends inside an ISA.
    """
    pieces, components = to_canonical(data)
    return Segments(b"".join([*pieces, bytes(_WORD)]), components)
