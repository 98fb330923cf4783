"""Many small X12 files read in one pass, because a pass costs the same for ten segments as for ten thousand.

Here: which files may stand behind one another in one stream, and whose each row, total, sentence, refused and ignored
segment is. Not here: what a reader makes of the stream (`pipeline.adapters`). A file that does not open and close by
the book could lean on its neighbours, and is left to be read alone.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pipeline.adapters import ControlTotal, Reading, UnreadableFileError
from pipeline.formats.stacks import find_owners, split_frame
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
    frames = {record: split_frame(frame, first) for record, frame in reading.records.items()}
    refused = split_frame(reading.refused, first)
    framed = np.bincount(find_owners(np.flatnonzero(envelope.frame), first), minlength=count).tolist()
    notes: list[list[str]] = [[] for _ in range(count)]
    for at, sentence in envelope.remarks:
        notes[int(find_owners(np.array(at), first))].append(sentence)
    totals: list[list[ControlTotal]] = [[] for _ in range(count)]
    lines = np.array([total.line for total in reading.totals])
    for owner, total in zip(find_owners(lines - 1, first).tolist(), reading.totals, strict=True):
        totals[owner].append(replace(total, line=total.line - int(first[owner])))
    ignored: list[dict[str, int]] = [{} for _ in range(count)]
    for kind, at in envelope.ignored.items():
        for owner, number in Counter(find_owners(at, first).tolist()).items():
            ignored[owner][kind] = number
    made: list[list[str]] = [[] for _ in range(count)]
    for at, instant in envelope.made:
        made[int(find_owners(np.array(at), first))].append(instant)
    return [
        Reading(
            {record: pieces[place] for record, pieces in frames.items() if record != VERDICTS or len(pieces[place])},
            int(first[place + 1] - first[place]),
            framed[place],
            refused[place],
            totals[place],
            delivered_at=max(made[place], default=None),
            notes=notes[place],
            ignored=ignored[place],
        )
        for place in range(count)
    ]
