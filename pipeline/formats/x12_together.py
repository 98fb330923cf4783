"""Many small X12 files read in one pass, because a pass costs the same for ten segments as for ten thousand.

Here: which files may stand behind one another in one stream, and whose each row, total and ignored segment is. Not
here: what a reader makes of the stream (`pipeline.adapters`). A file about which there is anything to say in words is
left to be read alone, so that no sentence can speak of a neighbour.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pipeline.adapters import ControlTotal, Reading, UnreadableFileError
from pipeline.formats.stacks import find_owners, split_frame
from pipeline.formats.texts import PADDING
from pipeline.formats.x12 import Positions, Segments
from pipeline.formats.x12_bytes import to_canonical
from pipeline.formats.x12_envelope import Envelope

Read = Callable[[Segments], tuple[Envelope, Reading]]
"""A reader of one transaction: the envelope of a table of segments, and the rows of all of it."""

_OPENING, _CLOSING = ("ISA", "GS", "ST"), ("SE", "GE", "IEA")
_NUMBERED = (("ISA", 13), ("GS", 6), ("ST", 2))
"""Control numbers; without one a total is named by the number of a segment."""
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
    """Read the files in one pass; where something is remarkable, each half for itself until it stands alone."""
    files, segments, first = _join(files)
    if len(files) < _SEVERAL:
        return
    envelope, reading = read(segments)
    if not reading.notes and not envelope.refused_runs:
        for file, part in zip(files, _split(envelope, reading, first), strict=True):
            found[file.place] = part
        return
    half = len(files) // 2
    _read(files[:half], read, found)
    _read(files[half:], read, found)


def _join(files: list[_File]) -> tuple[list[_File], Segments, Positions]:
    """The files that may stand behind one another, their segments, and at which segment each starts (and all end)."""
    segments, first = _cut(files)
    plain = _are_plain(segments, first)
    if plain.all():
        return files, segments, first
    files = [file for file, is_plain in zip(files, plain.tolist(), strict=True) if is_plain]
    return files, *_cut(files)


def _cut(files: list[_File]) -> tuple[Segments, Positions]:
    ends = np.cumsum([0, *(len(file.stream) for file in files)])
    components = [
        (int(begin) + at, mark) for begin, file in zip(ends, files, strict=False) for at, mark in file.components
    ]
    segments = Segments(b"".join([*(file.stream for file in files), bytes(PADDING)]), components)
    return segments, np.searchsorted(segments.begin, ends)


def _are_plain(segments: Segments, first: Positions) -> np.ndarray:
    """Which files open and close by the book and number their parts, so that none leans on the one before it."""
    begin, end = first[:-1], first[1:]
    plain = end - begin >= len(_OPENING) + len(_CLOSING)
    for offset, name in enumerate(_OPENING):
        plain[plain] &= segments.is_any(name)[begin[plain] + offset]
    for offset, name in enumerate(_CLOSING):
        plain[plain] &= segments.is_any(name)[end[plain] - len(_CLOSING) + offset]
    for name, element in _NUMBERED:
        at = segments.of(name)
        plain[find_owners(at[~segments.has(at, element)], first)] = False
    return plain


def _split(envelope: Envelope, reading: Reading, first: Positions) -> list[Reading]:
    count = len(first) - 1
    frames = {record: split_frame(frame, first) for record, frame in reading.records.items()}
    framed = np.bincount(find_owners(np.flatnonzero(envelope.frame), first), minlength=count).tolist()
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
            {record: frames[record][place] for record in frames},
            int(first[place + 1] - first[place]),
            framed[place],
            reading.refused,
            totals[place],
            delivered_at=max(made[place], default=None),
            ignored=ignored[place],
        )
        for place in range(count)
    ]
