"""X12 as one columnar table of segments and elements, cut in one pass and without a Python object per element.

Here: which segment is where, and columns of elements by segment. Not here: delimiters and encodings
(`pipeline.formats.x12_bytes`), transactions (`x12_envelope`), loops (`x12_loops`), what any element means
(`pipeline.adapters`).
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from pipeline.formats.stacks import find_owners
from pipeline.formats.texts import PADDING, Text, spells
from pipeline.formats.x12_bytes import COMPONENT, ELEMENT, TERMINATOR, is_cut, to_canonical

Positions = np.ndarray
"""Positions of segments in the table, from 0; -1 stands for "none" and gives null."""

_MOST_COMPONENTS = 16


class Segments:
    """All segments of a file, as columns. Empty segments are not counted; a last one without terminator is."""

    def __init__(
        self,
        stream: bytes,
        components: list[tuple[int, str]],
        before: int = 0,
        repeated: tuple[int, ...] = (),
        files: Sequence[int] = (0,),
    ) -> None:
        """Cut the canonical stream, which ends with padding that belongs to no segment.

        Args:
            stream: the bytes.
            components: from which byte on each component separator holds.
            before: where the stream is a part of a file: how many segments stand before it, less those it repeats.
            repeated: numbers, from 1, of segments further up that it repeats at its start.
            files: at which byte each file starts, where several stand behind one another.
        """
        self.stream, self.before, self._repeated = stream, before, repeated
        self._components = components
        self._raw = np.frombuffer(stream, np.uint8)
        cuts = np.flatnonzero(is_cut(self._raw)).astype(np.int32)
        last = np.flatnonzero(self._raw[cuts] == TERMINATOR)
        first = np.append(0, last + 1)[: len(last)]
        self._bounds = np.concatenate([[-1], cuts, cuts[-1:] + 1], dtype=np.int32, casting="same_kind")
        filled = (last > first) | (self._bounds[first + 1] > self._bounds[first] + 1)
        first, last = first[filled], last[filled]
        self.count = len(first)
        self.begin, self.end = self._bounds[first] + 1, cuts[last]
        self.files = files
        self.first = np.append(np.searchsorted(self.begin, files), self.count)
        self._first = np.append(first, len(cuts)).astype(np.uint32)
        self._width = np.append(last - first + 1, 0).astype(np.int32)
        self.code = self._at(self._first[:-1]).words().astype(np.uint32)
        self._known: dict[tuple, np.ndarray] = {}

    def _at(self, index: np.ndarray) -> Text:
        """The elements at these positions among all elements of the file."""
        start = self._bounds.take(index) + 1
        return Text(self._raw, start, self._bounds.take(index + np.uint32(1)) - start)

    def number(self, segment: int) -> int:
        """What a person calls the segment: its number in its file, from 1."""
        if len(self.files) > 1:
            return int(segment - self.first[self.owners(segment)]) + 1
        return self._repeated[segment] if segment < len(self._repeated) else int(segment) + 1 + self.before

    def with_components(self, own: dict[int, str]) -> "Segments":
        """The same segments, where these files have component separators of their own."""
        owners = np.searchsorted(self.files, [start for start, _ in self._components], side="right") - 1
        kept = [held for held, file in zip(self._components, owners.tolist(), strict=True) if file not in own]
        components = sorted([*kept, *((self.files[file], mark) for file, mark in own.items())])
        return Segments(self.stream, components, self.before, self._repeated, self.files)

    def owners(self, segments: Positions) -> np.ndarray:
        """The file (from 0) that each of the segments stands in."""
        return find_owners(segments, self.first)

    def by_file(self, segments: Positions) -> list[Positions]:
        """The segments (ascending) of each file that has any of them."""
        if len(self.files) == 1 or not len(segments):
            return [segments] if len(segments) else []
        return np.split(segments, np.flatnonzero(np.diff(self.owners(segments))) + 1)

    def column(self, segments: Positions, element: int | np.ndarray) -> Text:
        """One element of each of the segments as text, null where empty or absent. `element` counts from 1."""
        index = self._first.take(segments) + np.uint32(element)
        return self._at(np.where(element < self._width.take(segments), index, self._first[-1]))

    def paired(self, segments: Positions, element: int, *qualifiers: str) -> Text:
        """The element behind a qualifier (N104 behind N103) where that is one of these; else null."""
        return self.column(segments, element + 1).only(self.column(segments, element).is_one(qualifiers))

    def has(self, segments: Positions, element: int | np.ndarray) -> np.ndarray:
        """Whether each of the segments has something in that element."""
        return self.column(segments, element).length > 0

    def width(self, segments: Positions) -> np.ndarray:
        """How many elements each of the segments has, its identifier not counted."""
        return np.maximum(self._width[segments] - 1, 0)

    def parts(self, segments: Positions, element: int | np.ndarray, count: int) -> list[Text]:
        """The first `count` components of a composite element, null where empty; the last holds what follows too."""
        whole = self.column(segments, element)
        begin, end = whole.start, whole.start + whole.length
        next_cut = np.searchsorted(self._component_cuts, begin)
        parts = []
        for number in range(count):
            cut = end if number == count - 1 else np.minimum(self._component_cuts[next_cut + number], end)
            parts.append(Text(self._raw, np.minimum(begin, end), np.maximum(cut - begin, 0)))
            begin = cut + 1
        return parts

    @cached_property
    def _component_cuts(self) -> np.ndarray:
        """Where components are cut, and then the end of the file; interchanges may use different separators."""
        until = [*(start for start, _ in self._components[1:]), len(self._raw)]
        cuts = [
            np.flatnonzero(self._raw[start:end] == ord(separator)) + start
            for (start, separator), end in zip(self._components, until, strict=True)
        ]
        return np.concatenate([*cuts, np.full(_MOST_COMPONENTS, len(self._raw))])

    def of(self, *names: str) -> Positions:
        """Positions of all segments of these identifiers, in order of the file."""
        if names not in self._known:
            self._known[names] = np.flatnonzero(self.is_any(*names))
        return self._known[names]

    def is_any(self, *names: str) -> np.ndarray:
        """For every segment of the file: is its identifier one of these?"""
        return spells(self.code, names)

    def qualified(self, name: str, *qualifiers: str, element: int = 1) -> Positions:
        """Positions of the segments of this identifier whose element is one of the qualifiers (up to eight bytes)."""
        found = self.of(name)
        if (name, element) not in self._known:
            self._known[name, element] = self.column(found, element).words()
        return found[spells(self._known[name, element], qualifiers)]

    def normal(self, first: int, last: int) -> bytes:
        """The bytes of segments `first` to `last` (both included), the same whatever delimiters the file uses."""
        begin = int(self.begin[first])
        separator = [separator for start, separator in self._components if start <= begin][-1]
        return self.stream[begin : self.end[last] + 1].replace(separator.encode(), bytes([COMPONENT]))

    def gather(self, segments: Positions, row: np.ndarray, starts: Positions) -> list[bytes]:
        """The bytes of the segments of each row (`row` ascending), the same whatever delimiters the file uses.

        `starts` are the segments the rows start at: the delimiters that hold there hold for the row.
        """
        edges = np.stack([self.begin[segments], self.end[segments] + 1], 1).reshape(-1)
        is_within = np.tile([False, True], len(segments) + 1)[:-1]
        kept = np.repeat(is_within, np.diff(edges, prepend=0, append=len(self._raw)))
        usual = bytes.maketrans(bytes([TERMINATOR]), b" ")
        whole = self._raw[kept].tobytes().translate(usual)
        until = np.cumsum(np.append(0, self.end[segments] - self.begin[segments] + 1))
        cuts = until[np.searchsorted(row, np.arange(len(starts) + 1))].tolist()
        froms = np.searchsorted([start for start, _ in self._components], self.begin[starts], side="right") - 1
        return [
            whole[at : max(next_at - 1, at)].replace(self._components[held][1].encode(), bytes([COMPONENT]))
            for (at, next_at), held in zip(pairwise(cuts), froms.tolist(), strict=True)
        ]

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
    return Segments(b"".join([*pieces, bytes(PADDING)]), components)
