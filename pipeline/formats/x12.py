"""X12 on the wire: bytes become one columnar table of segments and elements, in one pass and without an object per element.

Here: delimiters, segment terminators, encodings, and columns of elements by segment. Not here: envelopes and transactions
(`pipeline.formats.x12_envelope`), loops (`pipeline.formats.x12_loops`), and what any element means (`pipeline.adapters`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl
import pyarrow as pa

from pipeline.adapters import UnreadableFileError

Positions = np.ndarray
"""Positions of segments in the table, from 0; -1 stands for "none" and gives null."""

_BOM = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_ELEMENT, _TERMINATOR, _COMPONENT = 0x1D, 0x1E, 0x1F
"""Every file is brought to these delimiters; control characters that are no delimiter become blanks."""
_ISA_ELEMENTS = 16
_GUESS_BYTES = 8192


@dataclass(frozen=True)
class Delimiters:
    """The three bytes that cut an interchange into segments, elements and components."""

    element: int
    component: int
    terminator: int


def declared_transaction(head: bytes) -> str | None:
    """The first transaction a file declares, as "<ST01> <implementation>", from its first bytes; None when it is not X12.

    The implementation is ST03, else GS08, else empty: "835 005010X221A1", "277 ".
    """
    head = head.removeprefix(_BOM).lstrip(_BLANKS)
    if head[:3] not in (b"ISA",) and head[:2] not in (b"GS", b"ST"):
        return None
    mark = head[3:4] if head.startswith(b"ISA") else head[2:3]
    if not mark or mark.isalnum() or mark in b" \t\r\n":
        return None
    sep, field = re.escape(mark), b"[^" + re.escape(mark) + b"]*"
    for text in (head, head.translate(None, b"\r\n")):
        start = re.search(rb"(?:^|[^0-9A-Za-z])ST" + sep + rb"(\d{3})(?:" + sep + field + sep + rb"(\w*))?", text)
        if start:
            group = re.search(rb"(?:^|[^0-9A-Za-z])GS" + sep + (field + sep) * 7 + rb"(\w*)", text[: start.start() + 1])
            version = start[2] or (group[1] if group else b"")
            return f"{start[1].decode()} {version.decode('latin-1')}"
    return None


def _read_delimiters(data: bytes, at: int) -> Delimiters:
    """Delimiters of the interchange that starts at byte `at`: from its ISA, else guessed from what stands there.

    Element by element, not by column, so an ISA that somebody trimmed by hand (not 106 bytes wide) is read as well.
    """
    if data[at : at + 3] != b"ISA":
        if data[at : at + 2] not in (b"GS", b"ST") or data[at + 2 : at + 3].isalnum():
            raise UnreadableFileError("Segment 1 is neither ISA, GS nor ST: this is not an X12 file.")
        guess = b"~" if b"~" in data[at : at + _GUESS_BYTES] else b"\n"
        return Delimiters(data[at + 2], ord(":"), guess[0])
    pieces = data[at : at + _GUESS_BYTES].split(data[at + 3 : at + 4], _ISA_ELEMENTS)
    last = pieces[-1][:2]
    if (
        len(pieces) <= _ISA_ELEMENTS
        or len(last) < 2
        or any(b"\nGS" in piece or b"~GS" in piece for piece in pieces[:-1])
    ):  # noqa: PLR2004
        raise UnreadableFileError("An ISA segment has fewer than 16 elements, so the delimiters cannot be read.")
    found = Delimiters(data[at + 3], last[0], last[1])
    distinct = {found.element, found.component, found.terminator}
    if len(distinct) < 3 or any(mark > 0x7F or mark == 0x20 or bytes([mark]).isalnum() for mark in distinct):  # noqa: PLR2004
        raise UnreadableFileError(
            "An ISA segment declares a letter, digit or blank, or one character twice, as delimiters."
        )
    return found


def _interchanges(data: bytes) -> Iterator[tuple[int, Delimiters]]:
    """Where each interchange starts (byte) and its delimiters; a file without ISA is one interchange."""
    at = len(data) - len(data.lstrip(_BLANKS))
    while at >= 0:
        marks = _read_delimiters(data, at)
        yield at, marks
        blanks = bytes(byte for byte in _BLANKS if byte != marks.terminator)
        while (at := data.find(b"ISA", at + 3)) >= 0:
            if (
                data[max(0, at - 80) : at].rstrip(blanks)[-1:] == bytes([marks.terminator])
                and not data[at + 3 : at + 4].isalnum()
            ):
                break


def _to_utf8(data: bytes) -> bytes:
    """The file without its byte order mark, in UTF-8; what is not UTF-8 is read as Windows-1252, else Latin-1."""
    data = data.removeprefix(_BOM)
    for encoding in () if data.isascii() else ("utf-8", "cp1252"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data if data.isascii() else data.decode("latin-1").encode()


def _canonical(chunk: bytes, marks: Delimiters) -> bytes:
    """The chunk with our own delimiters and without the line breaks that only wrap it."""
    table = bytearray(range(256))
    table[:0x20] = b" " * 0x20
    table[marks.component] = _COMPONENT if marks.component in (_ELEMENT, _TERMINATOR) else marks.component
    table[marks.element], table[marks.terminator] = _ELEMENT, _TERMINATOR
    breaks = bytes(byte for byte in b"\r\n" if byte not in (marks.element, marks.component, marks.terminator))
    text = chunk.translate(bytes(table), breaks)
    return text if text.endswith(bytes([_TERMINATOR])) or not text.rstrip() else text + bytes([_TERMINATOR])


class Segments:
    """All segments of a file, as columns. Empty segments are not counted; a last one without terminator is."""

    def __init__(self, stream: bytes, components: list[tuple[int, str]]) -> None:
        """Cut the canonical stream; `components` lists (byte where it starts to hold, component separator)."""
        self.stream = stream
        self._components = components
        raw = np.frombuffer(stream, dtype=np.uint8)
        cuts = np.flatnonzero((raw - np.uint8(_ELEMENT)) < 2)  # noqa: PLR2004  (bytes 1D and 1E)
        last = np.flatnonzero(raw[cuts] == _TERMINATOR)
        first = np.concatenate([[0], last[:-1] + 1])[: len(last)]
        begin = np.concatenate([[0], cuts[last[:-1]] + 1])[: len(last)]
        end = cuts[first]  # of the segment's identifier
        padded = np.append(raw, np.zeros(3, np.uint8))
        while (blank := (padded[begin] == ord(" ")) & (begin < end)).any():
            begin = begin + blank
        filled = (begin < end) | (last > first)
        size, count = len(cuts), int(filled.sum())
        self._first = np.append(first[filled], size)
        self._width = np.append((last - first + 1)[filled], 0)
        self.begin, self.end = begin[filled], cuts[last[filled]]
        self.count = count
        length = (end - begin)[filled]
        third = np.where(length == 3, padded[self.begin + 2], 0).astype(np.uint32)  # noqa: PLR2004
        head = (padded[self.begin].astype(np.uint32) << 16) | (padded[self.begin + 1].astype(np.uint32) << 8)
        self.code = np.where((length == 2) | (length == 3), head | third, 0).astype(np.uint32)  # noqa: PLR2004
        offsets = np.empty(size + 2, np.int64)
        offsets[0], offsets[1:-1] = 0, cuts - np.arange(size)
        offsets[-1] = offsets[-2]
        self._offsets = offsets
        self._by_code: dict[str, Positions] = {}

    @cached_property
    def _elements(self) -> pl.Series:
        """Every element of the file and one null behind them; empty elements are null."""
        text = self.stream.translate(None, bytes([_ELEMENT, _TERMINATOR]))
        filled = np.packbits(np.diff(self._offsets) > 0, bitorder="little")
        buffers = [pa.py_buffer(filled), pa.py_buffer(self._offsets), pa.py_buffer(text)]
        elements = pl.Series(pa.Array.from_buffers(pa.large_string(), len(self._offsets) - 1, buffers))
        behind_isa = (
            int(self.end[0]) if self.count else 0
        )  # whose elements are padded by rule, and which nobody reads so
        if any(self.stream.find(padded, behind_isa) >= 0 for padded in (b" \x1d", b" \x1e", b"\x1d ")):
            elements = elements.str.strip_chars(" ").replace("", None)
        return elements

    def _index(self, segments: Positions, element: int | np.ndarray) -> np.ndarray:
        """Positions in `_elements`; the null behind the last where the segment has no such element."""
        return np.where(element < self._width[segments], self._first[segments] + element, len(self._offsets) - 2)

    def column(self, segments: Positions, element: int | np.ndarray) -> pl.Series:
        """One element of each of the segments as text, null where empty or absent. `element` counts from 1."""
        return self._elements.gather(self._index(segments, element).astype(np.uint32))

    def has(self, segments: Positions, element: int | np.ndarray) -> np.ndarray:
        """Whether each of the segments has something in that element."""
        index = self._index(segments, element)
        return self._offsets[index + 1] > self._offsets[index]

    def width(self, segments: Positions) -> np.ndarray:
        """How many elements each of the segments has, its identifier not counted."""
        return np.maximum(self._width[segments] - 1, 0)

    def parts(self, segments: Positions, element: int | np.ndarray, count: int) -> list[pl.Series]:
        """The first `count` components of a composite element, null where empty; the last one holds what follows too."""
        whole = self.column(segments, element).alias("whole")
        separators = {separator for _, separator in self._components}
        if len(separators) > 1:  # interchanges of one file may use different ones
            starts = np.array([start for start, _ in self._components])
            holds = np.searchsorted(starts, self.begin[segments], side="right") - 1
            names = pl.Series([separator for _, separator in self._components]).gather(holds)
            frame = pl.DataFrame({"whole": whole, "separator": names})
            cut = pl.col("whole").str.replace_all(pl.col("separator"), chr(_COMPONENT), literal=True)
            whole = frame.select(cut).to_series()
        separator = chr(_COMPONENT) if len(separators) > 1 else separators.pop()
        kinds = whole.unique()
        split = kinds.str.splitn(separator, count).struct.unnest()
        frame = pl.DataFrame({"whole": whole}).join(
            split.with_columns(kinds), on="whole", how="left", nulls_equal=True, maintain_order="left"
        )
        return [frame[f"field_{number}"].replace("", None) for number in range(count)]

    def of(self, *names: str) -> Positions:
        """Positions of all segments of these identifiers, in order of the file."""
        key = " ".join(names)
        if key not in self._by_code:
            self._by_code[key] = np.flatnonzero(self.is_any(*names))
        return self._by_code[key]

    def is_any(self, *names: str) -> np.ndarray:
        """For every segment of the file: is its identifier one of these?"""
        codes = [int.from_bytes(name.encode().ljust(3, b"\0"), "big") for name in names]
        found = self.code == codes[0]
        for code in codes[1:]:
            found |= self.code == code
        return found

    def qualified(self, name: str, *qualifiers: str, element: int = 1) -> Positions:
        """Positions of the segments of this identifier whose element is one of the qualifiers."""
        found = self.of(name)
        return found[self.column(found, element).is_in(qualifiers).fill_null(value=False).to_numpy()]

    def normal(self, first: int, last: int) -> bytes:
        """The bytes of segments `first` to `last` (both included): the same content with other delimiters gives the same."""
        begin = int(self.begin[first])
        separator = [separator for start, separator in self._components if start <= begin][-1]
        return self.stream[begin : self.end[last] + 1].replace(separator.encode(), bytes([_COMPONENT]))

    def text(self, first: int, last: int) -> str:
        """Segments `first` to `last` (both included) as they would look with the usual delimiters."""
        usual = bytes.maketrans(bytes([_ELEMENT, _TERMINATOR, _COMPONENT]), b"*~:")
        return self.stream[self.begin[first] : self.end[last] + 1].translate(usual).decode("utf-8", "replace")


def read_segments(data: bytes) -> Segments:
    """Cut a whole file into its table of segments.

    Raises:
        UnreadableFileError: the file does not start with ISA, GS or ST, or an ISA does not say how it is delimited.
    """
    data = _to_utf8(data)
    starts = list(_interchanges(data))
    cuts = [at for number, (at, marks) in enumerate(starts) if number == 0 or marks != starts[number - 1][1]]
    marks_at = dict(starts)
    chunks, components, size = [], [], 0
    for at, until in zip(cuts, [*cuts[1:], len(data)], strict=True):
        chunk = _canonical(data[at:until], marks_at[at])
        components.append(
            (size, chr(_COMPONENT if marks_at[at].component in (_ELEMENT, _TERMINATOR) else marks_at[at].component))
        )
        chunks.append(chunk)
        size += len(chunk)
    return Segments(b"".join(chunks), components)
