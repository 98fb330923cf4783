"""X12 bytes of any dress brought into one: our own delimiters, UTF-8, no line breaks or blanks that only wrap or pad.

Here: byte order marks, encodings, delimiters of each interchange, and what a file's first bytes declare. Not here: the
table of segments (`pipeline.formats.x12`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from pipeline.adapters import IncompleteFileError, UnreadableFileError

ELEMENT, TERMINATOR, COMPONENT = 0x1D, 0x1E, 0x1F
"""Our delimiters. Other control characters become blanks; a component separator stays as the file has it."""
BOM = b"\xef\xbb\xbf"
_BLANKS = b" \t\r\n"
_ISA_ELEMENTS, _ISA_BYTES, _MARKS = 16, 106, 2
_NEAR = 8192
"""How far from an interchange's start we look for its delimiters."""
_LARGEST = 2**31 - 1024
"""Positions are 32-bit numbers."""


@dataclass(frozen=True)
class Delimiters:
    """The three bytes that cut an interchange into segments, elements and components."""

    element: int
    component: int
    terminator: int

    @property
    def component_kept(self) -> int:
        """The component separator after `canonical`: as it is, unless it is a byte we need ourselves."""
        return COMPONENT if self.component in (ELEMENT, TERMINATOR) else self.component


@lru_cache(maxsize=1)  # every X12 adapter asks it of the same head
def declared_transaction(head: bytes) -> str | None:
    """The first transaction a file declares, as "<ST01> <implementation>", from its first bytes; None: it is not X12.

    The implementation is ST03, else GS08, else empty: "835 005010X221A1", "277 ".
    """
    head = head.removeprefix(BOM).lstrip(_BLANKS)
    mark = head[3:4] if head.startswith(b"ISA") else head[2:3]
    if not head.startswith((b"ISA", b"GS", b"ST")) or not mark or mark.isalnum() or mark in _BLANKS:
        return None
    sep, value = re.escape(mark), b"[^" + re.escape(mark) + b"]*"
    for text in (head, head.translate(None, b"\r\n")):
        start = re.search(
            rb"(?:^|[^0-9A-Za-z])ST" + sep + rb"(\d{3})(?:" + sep + rb"[\w .-]*" + sep + rb"(\w*))?", text
        )
        if start:
            group = re.search(rb"(?:^|[^0-9A-Za-z])GS" + sep + (value + sep) * 7 + rb"(\w*)", text[: start.start() + 1])
            return (start[1] + b" " + (start[2] or (group[1] if group else b""))).decode("ascii", "replace")
    return None


def to_canonical(data: bytes, held: Delimiters | None = None) -> tuple[list[bytes], list[tuple[int, str]]]:
    """Pieces of the canonical stream of a file, and from which byte of it each component separator holds.

    `held` are the delimiters in force where the bytes are a part of a file that starts inside an interchange.

    Raises:
        UnreadableFileError: the file does not start with ISA, GS or ST, an ISA does not say how it is delimited, or the
            file is larger than 2 GB.
        IncompleteFileError: the file ends inside an ISA.
    """
    data = _to_utf8(data)
    if len(data) > _LARGEST:
        raise UnreadableFileError("The file is larger than 2 GB; ask the sender to split it.")
    starts = list(find_interchanges(data, held))
    cuts = [start for number, start in enumerate(starts) if number == 0 or start[1] != starts[number - 1][1]]
    pieces, components, size = [], [], 0
    for (at, marks), until in zip(cuts, [*(at for at, _ in cuts[1:]), len(data)], strict=True):
        components.append((size, chr(marks.component_kept)))
        chunk = list(_canonical(data[at:until], marks))
        pieces += chunk
        size += sum(map(len, chunk))
    return pieces, components


def is_cut(raw: np.ndarray) -> np.ndarray:
    """Which bytes of a canonical stream end an element: the element separator (1D) and the segment terminator (1E)."""
    return (raw - np.uint8(ELEMENT)) < 2  # noqa: PLR2004  (one comparison of a wrapped difference, for speed)


def _to_utf8(data: bytes) -> bytes:
    """The file without its byte order mark, in UTF-8; what is not UTF-8 is read as Windows-1252, else Latin-1."""
    data = data.removeprefix(BOM)
    if data.isascii():
        return data
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1").encode()


def _read_delimiters(data: bytes, at: int) -> Delimiters:
    """Delimiters of the interchange that starts at byte `at`: from its ISA, else guessed from what stands there.

    Element by element, not by column, so an ISA that somebody trimmed by hand (not 106 bytes wide) is read as well.
    """
    if data[at : at + 3] != b"ISA":
        if not re.match(rb"(GS|ST)[^\w\s]", data[at : at + 3]):
            raise UnreadableFileError("Segment 1 is neither ISA, GS nor ST: this is not an X12 file.")
        guess = b"~" if b"~" in data[at : at + _NEAR] else b"\n"
        return Delimiters(data[at + 2], ord(":"), guess[0])
    pieces = data[at : at + _NEAR].split(data[at + 3 : at + 4] or b"*", _ISA_ELEMENTS)
    last = pieces[-1][:_MARKS]
    is_short = len(pieces) <= _ISA_ELEMENTS or len(last) < _MARKS
    if is_short and len(data) < at + _ISA_BYTES:
        raise IncompleteFileError("The file ends inside an ISA segment, before its own end mark.")
    if is_short or any(re.search(rb"[\n~]\s*GS$", piece) for piece in pieces[:-1]):
        raise UnreadableFileError("An ISA segment has fewer than 16 elements, so the delimiters cannot be read.")
    marks = Delimiters(data[at + 3], last[0], last[1])
    distinct = {marks.element, marks.component, marks.terminator}
    if len(distinct) <= _MARKS or any(mark > 0x7F or mark == 0x20 or bytes([mark]).isalnum() for mark in distinct):  # noqa: PLR2004
        raise UnreadableFileError("An ISA declares a letter, digit or blank, or one character twice, as delimiters.")
    return marks


def find_interchanges(data: bytes, held: Delimiters | None) -> Iterator[tuple[int, Delimiters]]:
    """Where each interchange starts (byte) and its delimiters; a file without ISA is one interchange."""
    at = 0 if held else len(data) - len(data.lstrip(_BLANKS))
    while at >= 0:
        marks, held = held or _read_delimiters(data, at), None
        yield at, marks
        blanks = bytes(byte for byte in _BLANKS if byte != marks.terminator)
        while (at := data.find(b"ISA", at + 3)) >= 0:
            before = data[max(0, at - 80) : at].rstrip(blanks)
            if before.endswith(bytes([marks.terminator])) and not data[at + 3 : at + 4].isalnum():
                break


def _canonical(chunk: bytes, marks: Delimiters) -> Iterator[bytes]:
    """Pieces of the chunk with our own delimiters, without line breaks that only wrap it and blanks that only pad."""
    table = bytearray(range(256))
    table[:0x20] = b" " * 0x20
    table[marks.component] = marks.component_kept
    table[marks.element], table[marks.terminator] = ELEMENT, TERMINATOR
    breaks = bytes(byte for byte in b"\r\n" if byte not in (marks.element, marks.component, marks.terminator))
    text = chunk.translate(bytes(table), breaks)
    raw = np.frombuffer(text, np.uint8)
    blanks = np.flatnonzero(raw == ord(" "))
    begins = blanks[np.diff(blanks, prepend=-2) > 1]
    ends = blanks[np.diff(blanks, append=len(raw) + 2) > 1] + 1
    padding = is_cut(raw[begins - 1]) | is_cut(raw[np.minimum(ends, len(raw) - 1)]) | (ends == len(raw))
    at = 0
    for begin, end in zip(begins[padding].tolist(), ends[padding].tolist(), strict=True):
        yield text[at:begin]
        at = end
    yield text[at:]
    if not text.rstrip(b" ").endswith(bytes([TERMINATOR])):
        yield bytes([TERMINATOR])
