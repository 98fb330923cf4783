"""A large BAI2 file read part by part, so that memory is that of a part and rows are those of the whole.

Here: where a file is cut, and what is only known at its end. Not here: what holds between two parts
(`pipeline.formats.bai2.Held`, `bai2_headers.Course`), what a reader makes of a part (`pipeline.adapters.bank_bai2`).

A file is cut in front of a line with a transaction (16) or an account (03), so a record keeps its continuations. Two
files are held whole. One that is all one line: all of it says whether the record length of the 01 makes records. And
one of wrapped lines whose 01 states no record length, from its first line without a record code on: only its longest
lines tell which are full.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from pipeline.adapters import IncompleteFileError, Reading
from pipeline.formats.bai2 import Held, Wire, read_wires
from pipeline.formats.bai2_headers import Course, count_open, read_made
from pipeline.formats.bai2_lines import Width, cut_lines
from pipeline.formats.bank_lines import cut_parts, split_lines
from pipeline.formats.twin_parts import Keys

_STARTS = (b"\n16,", b"\r16,", b"\n03,", b"\r03,")


@dataclass
class Part:
    """Whole files, or a part of one with what the parts before give; what the next part needs is left there."""

    wire: Wire
    is_last: bool = True
    course: Course = field(default_factory=Course)
    met: Keys | None = None
    """The keys of all transactions; None where no part stands before or follows."""


Read = Callable[[Part], Reading]


def read_whole(data: bytes, read: Read) -> Reading:
    """As `read_in_parts` in one part."""
    return next(_read([(data, True)], read))


def read_in_parts(chunks: Iterable[bytes], read: Read) -> Iterator[Reading]:
    """Readings whose rows, lines, totals and counts are together those of the whole file.

    Raises:
        IncompleteFileError: a file header (01) without its file trailer (99), so the end of the file is missing.
    """
    return _read(cut_parts(chunks, _find_cut), read)


def _find_cut(data: bytes) -> int:
    return max(data.rfind(start) for start in _STARTS) + 1


def _read(parts: Iterable[tuple[bytes, bool]], read: Read) -> Iterator[Reading]:
    held, width, course, met = Held(), Width(), Course(), Keys()
    open_count, waiting, is_waiting = 0, [], False
    for number, (data, is_last) in enumerate(parts):
        alone = is_last and number == 0
        lines = cut_lines(data) if alone else split_lines(data)
        width.see(lines)
        waiting += lines
        if is_waiting and not is_last:
            continue
        files, waiting = [waiting], [] if is_last or width.stated is not None else waiting
        del lines, data  # large ones are not held twice
        wire = read_wires(files, held, width.width if is_last else width.stated or 0)
        is_waiting = not is_last and width.stated is None and len(wire.strangers) > 0
        if is_waiting:
            continue
        open_count += count_open(wire.records)
        if is_last and open_count > 0:
            raise IncompleteFileError(f"{wire.lines} lines read: the file ends without its file trailer (99)")
        reading = read(Part(wire, is_last, course, None if alone else met))
        made = read_made(wire.held.headers) if is_last else None
        yield replace(reading, delivered_at=made)
        held, waiting = wire.held, []
