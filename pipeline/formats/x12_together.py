"""Many small X12 files read in one pass, because a pass costs the same for ten segments as for ten thousand.

Here: which files may stand behind one another in one stream. Not here: what a reader makes of the stream
(`pipeline.adapters`), whose each row, total and sentence is (`pipeline.formats.stacks`). A file that does not open and
close by the book could lean on its neighbours, and is left to be read alone.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.stacks import Stack, find_owners
from pipeline.formats.texts import PADDING
from pipeline.formats.x12 import Segments
from pipeline.formats.x12_bytes import to_canonical
from pipeline.formats.x12_envelope import FRAME, Envelope
from pipeline.formats.x12_loops import last_before
from pipeline.formats.x12_verdicts import RECORD as VERDICTS

Read = Callable[[Segments], tuple[Envelope, Reading]]
"""A reader of one transaction: the envelope of a table of segments, and the rows of all of it."""

_SEVERAL = 2


@dataclass(frozen=True)
class _File:
    """One file of the stream: its place among all, its canonical bytes and its component separators."""

    place: int
    stream: bytes
    components: list[tuple[int, str]]


def read_together(datas: list[bytes], read: Read) -> list[Reading | None]:
    """The reading of each file, the same as if it were read alone; None for a file that has to be."""
    found: list[Reading | None] = [None] * len(datas)
    files = []
    for place, data in enumerate(datas):
        try:
            pieces, components = to_canonical(data)
        except UnreadableFileError:
            continue
        files.append(_File(place, b"".join(pieces), components))
    _read(files, read, found)
    return found


def _read(files: list[_File], read: Read, found: list[Reading | None]) -> None:
    """Read the files that may stand behind one another in one pass."""
    segments = _cut(files)
    plain = _are_plain(segments)
    if not plain.all():
        files = [file for file, is_plain in zip(files, plain.tolist(), strict=True) if is_plain]
        segments = _cut(files)
    if len(files) < _SEVERAL:
        return
    for file, part in zip(files, _split(*read(segments)), strict=True):
        found[file.place] = part


def _cut(files: list[_File]) -> Segments:
    ends = np.cumsum([0, *(len(file.stream) for file in files)]).tolist()
    components = [(begin + at, mark) for begin, file in zip(ends, files, strict=False) for at, mark in file.components]
    return Segments(b"".join([*(file.stream for file in files), bytes(PADDING)]), components, files=ends[:-1])


def _are_plain(segments: Segments) -> np.ndarray:
    """Which files open with an ISA, close what they open, and end in no transaction: no other file is leant upon."""
    begin, until = segments.first[:-1], segments.first[1:]
    plain = begin < until
    plain[plain] = segments.is_any("ISA")[begin[plain]]
    isa, iea, st = (last_before(segments.of(name), until, begin) for name in ("ISA", "IEA", "ST"))
    mark = last_before(segments.of(*FRAME), until, begin)
    return plain & (iea > isa) & (mark > st)


def _split(envelope: Envelope, reading: Reading) -> list[Reading]:
    first = envelope.segments.first
    count = len(first) - 1
    made: list[list[str]] = [[] for _ in range(count)]
    for at, instant in envelope.made:
        made[int(find_owners(np.array(at), first))].append(instant)
    readings = Stack(
        first,
        reading.records,
        reading.refused,
        reading.totals,
        [max(instants, default=None) for instants in made],
        [(at + 1, sentence) for at, sentence in envelope.remarks],
        {kind: at + 1 for kind, at in envelope.ignored.items()},
        envelopes=np.bincount(find_owners(np.flatnonzero(envelope.frame), first), minlength=count).tolist(),
    ).readings()
    for own in readings:
        own.unit = reading.unit
        if VERDICTS in own.records and not len(own.records[VERDICTS]):
            del own.records[VERDICTS]
    return readings
