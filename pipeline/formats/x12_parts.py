"""A large X12 file read part by part, so that memory is that of a part and rows are those of the whole.

Here: cutting between two transactions of one group, and what a part must be told of the parts before it. Not here: what
a reader makes of a part (`pipeline.adapters`). A transaction is never cut: what a row is may depend on all of it (its
digest does), so one that is larger than a part is read whole.

A part is read as a file of its own: in front of it the ISA and GS that hold there, behind it a GE and IEA where the
group goes on. Neither is counted. One thing is judged by what a part holds and not by the file: whether claims of an
837 separate components by another character than their ISA declares (`pipeline.formats.x12_837`).
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.texts import PADDING
from pipeline.formats.x12 import Segments
from pipeline.formats.x12_bytes import BOM, ELEMENT, TERMINATOR, Delimiters, find_interchanges, to_canonical
from pipeline.formats.x12_envelope import GROUPS, TRANSACTIONS, Tally
from pipeline.formats.x12_together import Read

PART_BYTES = 4 * 1024**2
"""Large enough that a pass costs little beside its rows, small enough that its columns stay near the processor."""
_NEAR, _TRAILER_BYTES = 1024**2, 60
_ENVELOPE = ("ISA", "GS", "GE", "IEA")
_ELEMENT, _END = bytes([ELEMENT]), bytes([TERMINATOR])


@dataclass(frozen=True)
class _Held:
    """What holds between two parts: delimiters, the open ISA and GS, and what was counted so far."""

    marks: Delimiters | None = None
    head: bytes = b""
    """The ISA and GS, to be put in front of the next part."""
    numbers: tuple[int, ...] = ()
    """Of the segments of the head in the file."""
    tail: bytes = b""
    """A GE and IEA that close them, to be put behind the part before."""
    segments: int = 0
    transactions: int = 0
    """Of the open group, or so far where no envelope was opened."""
    groups: int = 0
    """Of the open interchange, the open group not counted."""


def read_in_parts(chunks: Iterable[bytes], read: Read) -> Iterator[Reading]:
    """Readings whose rows, lines, totals and counts are together those of the whole file.

    Raises:
        UnreadableFileError: as `pipeline.formats.x12.read_segments` and the reader do for a whole file.
        IncompleteFileError: the same.
    """
    tallies: dict[str, Tally] = {}
    for part, held, tail in _cut_parts(chunks):  # not one ahead: a part more would be held, and nothing be read sooner
        envelope, reading = read(part)
        for what, own in envelope.tallies.items():
            reading.notes.remove(own.sentence)
            before = tallies.get(what, own)
            kinds = own.kinds if before is own else before.kinds + own.kinds
            tallies[what] = replace(before, kinds=kinds)
        yield _place(reading, part, held, tail)
    if tallies:
        yield Reading({}, 0, 0, notes=[tally.sentence for tally in tallies.values()], unit=reading.unit)


def _cut_parts(chunks: Iterable[bytes]) -> Iterator[tuple[Segments, _Held, bytes]]:
    """Each part with what holds before it and what is put behind it."""
    held = _Held()
    waiting, size, enough = [], 0, PART_BYTES
    for chunk in chunks:
        waiting.append(chunk if waiting or held.marks else chunk.removeprefix(BOM))
        size += len(chunk)
        if size < enough:
            continue
        data = b"".join(waiting)
        cut, marks = _last_cut(data, held.marks)
        part, after = _cut(data[:cut], held, marks) if cut else (None, None)
        if after:
            yield part, held, after.tail
            counted = held.segments + part.count - _count(held.head) - _count(after.tail)
            numbers = [part.number(at[-1]) for at in (part.of("ISA"), part.of("GS")) if len(at)]
            held = replace(after, segments=counted, numbers=tuple(numbers))
            data = data[cut:]
        waiting, size = [data], len(data)
        enough = PART_BYTES if after else 2 * size
    part, _ = _cut(b"".join(waiting), held, None)
    yield part, held, b""


def _last_cut(data: bytes, marks: Delimiters | None) -> tuple[int, Delimiters | None]:
    """Where the last transaction starts that follows another at once, and the delimiters there; 0: nowhere."""
    until, starts = len(data), []
    with suppress(UnreadableFileError):  # an ISA torn by the end of what is here, or one that is so when all is read
        starts = list(find_interchanges(data, marks))
    for at, held in reversed(starts):
        element, end = (re.escape(bytes([mark])) for mark in (held.element, held.terminator))
        trailer = rb"SE" + element + rb"[^" + end + rb"]{0,%d}" % _TRAILER_BYTES
        between = re.compile(end + rb"\s*" + trailer + end + rb"\s*(?=ST" + element + rb")")
        for begin in (max(at, until - _NEAR), at):
            cuts = [found.end() for found in between.finditer(data, begin, until)]
            if cuts:
                return cuts[-1], held
        until = at
    return 0, None


def _cut(data: bytes, held: _Held, marks: Delimiters | None) -> tuple[Segments, _Held | None]:
    """The segments of a part with what stands before and behind it, and what holds after it.

    None where it cannot be told what holds, because no group is open; `marks` None means that the file ends.
    """
    pieces, components = to_canonical(data, held.marks)
    shift = len(held.head)
    components = [(at + shift if at else 0, mark) for at, mark in components]
    stream = b"".join([held.head, *pieces])
    before = held.segments - _count(held.head)

    def close(tail: bytes) -> Segments:
        return Segments(b"".join([stream, tail, bytes(PADDING)]), components, before, held.numbers)

    if marks and held.head:
        part = close(held.tail)
        if len(part.of(*_ENVELOPE)) == _count(held.head) + _count(held.tail):  # the same group goes on
            return part, replace(held, transactions=held.transactions + len(part.of("ST")))
    after = _look_back(stream, held, marks) if marks else None
    return close(after.tail if after else b""), after


def _look_back(stream: bytes, held: _Held, marks: Delimiters) -> _Held | None:
    stream = _END + stream
    isa, iea, group, closed = (stream.rfind(_END + name + _ELEMENT) for name in (b"ISA", b"IEA", b"GS", b"GE"))
    if group == isa:  # neither: the file has no envelope so far, though a GE may still come and count transactions
        begun = held.transactions + stream.count(_END + b"ST" + _ELEMENT)
        return _Held(marks, transactions=begun) if closed == iea else None
    if group < max(isa, iea, closed) or iea > isa:
        return None
    opened = [stream[at + 1 : stream.index(_END, at + 1) + 1] for at in (isa, group) if at >= 0]
    numbers = [segment.rstrip(_END).split(_ELEMENT) for segment in opened]
    closers = [(b"IEA", 13), (b"GE", 6)][-len(opened) :]
    tail = [
        _ELEMENT.join([name, b"1", b"".join(elements[number : number + 1])]) + _END
        for (name, number), elements in zip(closers, numbers, strict=True)
    ]
    is_same_group, is_same_interchange = group < len(held.head), isa < len(held.head)
    return _Held(
        marks,
        head=b"".join(opened),
        tail=b"".join(reversed(tail)),
        transactions=stream.count(_END + b"ST" + _ELEMENT, group) + (held.transactions if is_same_group else 0),
        groups=stream.count(_END + b"GS" + _ELEMENT, max(isa, 0)) - 1 + (held.groups if is_same_interchange else 0),
    )


def _place(reading: Reading, part: Segments, held: _Held, tail: bytes) -> Reading:
    """The part's reading, its lines numbered as in the file, without what stands there only to open and close it."""
    shift, around = part.before, _count(held.head) + _count(tail)
    last = part.count - _count(tail)
    carried = {TRANSACTIONS: (held.transactions, "GS"), GROUPS: (held.groups, "ISA")}
    totals = []
    for total in reading.totals:
        count, opener = carried.get(total.name, (0, "ISA"))
        opened = part.of(opener)
        opened = opened[opened >= _count(held.head)]
        before = 0 if len(opened) and opened[0] < total.line else count  # until then it closes what was open before
        found = str(int(total.found) + before) if before else total.found
        if total.line <= last:
            totals.append(replace(total, found=found, line=total.line + shift))
    lines = (pl.col("_line") + shift, pl.col("_parent") + shift)
    return replace(
        reading,
        records={record: frame.with_columns(lines) for record, frame in reading.records.items()},
        lines=reading.lines - around,
        envelope=reading.envelope - around,
        refused=reading.refused.with_columns(lines[0]),
        totals=totals,
    )


def _count(segments: bytes) -> int:
    return segments.count(_END)
