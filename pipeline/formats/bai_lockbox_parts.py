"""A large lockbox file read part by part: its bytes are held, what is read of them only as long as a part.

Here: where a file is cut, and reading it twice. Not here: what holds between two parts
(`pipeline.formats.bai_lockbox.Course`), what a reader makes of a part (`pipeline.adapters.lockbox_bai`).

No part of a file tells which positions its bank uses, all of it does. So it is gone through once for what it says about
itself, and then for its rows. It is cut in front of a check (6), so a check keeps its 4 records.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError
from pipeline.formats.bai_lockbox import FILE_MADE, Course, Wire, at, cut_lines, read_wire
from pipeline.formats.bai_lockbox_positions import Arrangement, Proofs
from pipeline.formats.bank_lines import read_instant, split_lines
from pipeline.formats.twin_parts import Keys

PART_BYTES = 1024**2
"""Its checks are some thirty times as large in memory."""
_CHECK = re.compile(rb"[\r\n]6")
_NOT_PROVEN = "no routing number passes its check digit: the numbers of the checks are not proven"


@dataclass(frozen=True)
class Part:
    """A part of a file on its way, with what all of it says about itself."""

    wire: Wire
    arrangement: Arrangement
    met: Keys | None
    """The keys of all checks; None where this is the only part."""


Read = Callable[[Part], Reading]


def read_whole(data: bytes, read: Read) -> Reading:
    """As `read_in_parts` in one part."""
    return next(_read(data, [(0, len(data))], read))


def read_in_parts(chunks: Iterable[bytes], read: Read) -> Iterator[Reading]:
    """Readings whose rows, lines, totals and counts are together those of the whole file.

    Raises:
        IncompleteFileError: no destination trailer (9) behind the last header, so the end of the file is missing.
        UnreadableFileError: no known arrangement of positions makes a batch or deposit total the sum of its checks.
    """
    data = b"".join(chunks)
    return _read(data, list(_find_cuts(data)), read)


def _read(data: bytes, cuts: list[tuple[int, int]], read: Read) -> Iterator[Reading]:
    course, proofs = Course(), Proofs()
    for wire in _read_wires(data, cuts, course):
        proofs.see(wire)
    if not course.is_closed:
        raise IncompleteFileError(f"{course.lines} lines read: the file ends without its destination trailer (9)")
    arrangement = proofs.conclude()
    if arrangement is None:
        line = proofs.first_total or course.lines
        raise UnreadableFileError(
            f"line {line}: no batch (7) or deposit (8) total is the sum of its checks (6) at "
            "any positions known; ask the bank for the record layout of its lockbox files"
        )
    last = {
        "delivered_at": read_instant(*(at(course.header, place) for place in FILE_MADE)),
        "notes": [] if arrangement.is_magnetic_proven else [_NOT_PROVEN],
    }
    met = Keys() if len(cuts) > 1 else None
    wires = [wire] if len(cuts) == 1 else _read_wires(data, cuts, Course())
    for number, part in enumerate(wires, start=1):
        reading = read(Part(part, arrangement, met))
        yield replace(reading, **last) if number == len(cuts) else reading


def _find_cuts(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends."""
    begin = 0
    while check := _CHECK.search(data, begin + PART_BYTES):
        yield begin, check.start() + 1
        begin = check.start() + 1
    yield begin, len(data)


def _read_wires(data: bytes, cuts: list[tuple[int, int]], course: Course) -> Iterator[Wire]:
    split = cut_lines if len(cuts) == 1 else split_lines
    for begin, end in cuts:
        yield read_wire(split(data[begin:end]), course)
