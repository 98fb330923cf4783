"""Many files one after the other; small ones that one adapter can read in one pass are read together.

Here: what is read together. Not here: how one file is opened and read (`reading`), how a large one is (`parts`).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress

import polars as pl

from pipeline.ingest.landing import LandedFile
from pipeline.ingest.reading import FileReading, Opened, open_file, read_opened, take

SMALL_BYTES, TOGETHER_BYTES, TOGETHER_FILES = 1024**2, 4 * 1024**2, 2_000
"""Below what size a file may be read together with others, and how much at most at once: as much as a part of a large
file, for the same reason (`pipeline.formats.x12_parts`)."""


def read_files(files: Iterable[LandedFile]) -> Iterator[FileReading]:
    """What `read_file` says of each, in order; small files that one adapter can read together are."""
    waiting: list[Opened | FileReading] = []
    size = 0
    for file in files:
        opened = open_file(file)
        is_small = isinstance(opened, Opened) and len(opened.data) < SMALL_BYTES
        if not is_small and isinstance(opened, Opened):
            yield from _read_waiting(waiting)
            reading, opened = read_opened(opened), None  # its bytes are not held while its rows are judged and saved
            yield reading
            waiting, size, reading = [], 0, None
            continue
        waiting.append(opened)
        size += len(opened.data) if is_small else 0
        if size >= TOGETHER_BYTES or len(waiting) >= TOGETHER_FILES:
            yield from _read_waiting(waiting)
            waiting, size = [], 0
    yield from _read_waiting(waiting)


def _read_waiting(waiting: list[Opened | FileReading]) -> Iterator[FileReading]:
    together = _read_together([opened for opened in waiting if isinstance(opened, Opened)])
    for opened in waiting:
        yield opened if isinstance(opened, FileReading) else together.get(opened.file.name) or read_opened(opened)


def _read_together(opened: list[Opened]) -> dict[str, FileReading]:
    """Readings by file name of those that their adapter could read in one pass with others."""
    by_adapter: dict[str, list[Opened]] = {}
    for one in opened:
        if hasattr(one.adapter, "read_many"):
            by_adapter.setdefault(one.adapter.__name__, []).append(one)
    found = {}
    for group in by_adapter.values():
        with suppress(Exception, pl.exceptions.PanicException):  # then each is read, and blamed, alone
            readings = group[0].adapter.read_many([one.file.name for one in group], [one.data for one in group])
            for one, reading in zip(group, readings, strict=True):
                if reading:
                    found[one.file.name] = take(one.file, one.recognised_as, reading)
    return found
