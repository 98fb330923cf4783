"""A large ACH file read part by part, so that memory is that of a part and rows are those of the whole.

Here: where a file is cut, and what is only known at its end. Not here: what holds between two parts
(`pipeline.formats.nacha.Held`, `nacha_controls.Course`), what a reader makes of a part (`pipeline.adapters.ach_nacha`).

A file is cut in front of an entry (6), in or outside a batch, so an entry keeps its addenda. One that is all one line
is cut every 94 characters; from the first byte on that is no printable ASCII, what is left of it is held whole, because
only its end tells how many bytes its characters have. A file without entries is held whole, too.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from polars import col

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError, describe_strangers
from pipeline.formats.bank_lines import cut_parts, is_one_line, read_instant, split_every, split_lines
from pipeline.formats.nacha import LENGTH, Held, Wire, read_wires
from pipeline.formats.nacha_controls import Course
from pipeline.formats.twin_parts import Keys

STRANGERS = "as addenda of an entry"
_BEFORE = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
_ODD = re.compile(rb"[^ -~]")


@dataclass
class Part:
    """Whole files, or a part of one with what the parts before give; what the next part needs is left there."""

    wire: Wire
    is_last: bool = True
    course: Course = field(default_factory=Course)
    met: Keys | None = None
    """The keys of all entries; None where no part stands before or follows."""


Read = Callable[[Part], Reading]


def read_whole(data: bytes, read: Read) -> Reading:
    """As `read_in_parts` in one part."""
    return next(_read([(data, True)], read, _Cutter()))


def read_in_parts(chunks: Iterable[bytes], read: Read) -> Iterator[Reading]:
    """Readings whose rows, lines, totals and counts are together those of the whole file.

    Raises:
        IncompleteFileError: a file header (1) without its file control (9), so the end of the file is missing.
        UnreadableFileError: the file header (1) is not of 94 characters, so nothing says who sent what when.
    """
    cutter = _Cutter()
    return _read(cut_parts(chunks, cutter.find_cut), read, cutter)


class _Cutter:
    """Where a file is cut, and the lines of a part; the first bytes say whether the file is all one line."""

    def __init__(self) -> None:
        self.has_no_ends: bool | None = None

    def find_cut(self, data: bytes) -> int:
        if not self._look_at(data):
            return max(data.rfind(b"\n6"), data.rfind(b"\r6")) + 1
        begin = _BEFORE.match(data).end()
        entry = 0 if _ODD.search(data, begin) else data[begin::LENGTH].rfind(b"6")
        return begin + LENGTH * entry if entry > 0 else 0

    def split(self, data: bytes) -> list[str]:
        lines = split_lines(data)
        return split_every(lines, LENGTH) if self._look_at(data) else lines

    def _look_at(self, data: bytes) -> bool:
        if self.has_no_ends is None:
            self.has_no_ends = is_one_line(data)
        return self.has_no_ends


def _read(parts: Iterable[tuple[bytes, bool]], read: Read, cutter: _Cutter) -> Iterator[Reading]:
    held, course, met = Held(), Course(), Keys()
    unknown: Counter[str] = Counter()
    opened: set[int] = set()
    why_unplaced = ""
    for data, is_last in parts:
        wire = read_wires([cutter.split(data)], held)
        headers, controls = (wire.records.filter(col("kind") == kind)["file"] for kind in "19")
        opened = opened.union(headers).difference(controls)
        strays = wire.strays[:1].rows(named=True)
        why_unplaced = why_unplaced or "".join(f"line {stray['line']}: {stray['reason']}" for stray in strays)
        unknown.update({kind: len(at) for kind, at in wire.unknown.items()})
        header = wire.held.headers.filter(col("kind") == "1")["text"].to_list()
        if is_last and not header:
            raise UnreadableFileError(f"{why_unplaced}; it is the file header")
        if is_last and opened:
            raise IncompleteFileError(
                f"{wire.lines} lines read: a file header (1) is not closed by its file control (9)"
            )
        made = [read_instant(text[23:29], text[29:33]) for text in header if is_last]
        notes = [describe_strangers(unknown, STRANGERS)] if is_last and unknown else []
        alone = is_last and not held.lines
        reading = read(Part(wire, is_last, course, None if alone else met))
        yield replace(reading, delivered_at=made[0] if made else None, notes=notes)
        held = wire.held
