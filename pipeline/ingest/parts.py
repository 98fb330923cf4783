"""A large file read and judged in parts, so that memory does not grow with it; what is refused is held to the end.

Here: which files are read so, their bytes bit by bit, and every way this can fail. Not here: how a format is cut
(`read_parts` of its adapter), how the parts are kept, all or none (`pipeline.ingest.store`).
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import ModuleType
from zipfile import BadZipFile

import polars as pl

from pipeline import adapters
from pipeline.ingest.accounting import Judged
from pipeline.ingest.ahead import one_ahead
from pipeline.ingest.batch import judge_batch
from pipeline.ingest.landing import CHANGED, LandedFile
from pipeline.ingest.reading import FileReading, fail, take

LARGE_BYTES, CHUNK_BYTES = 8 * 1024**2, 4 * 1024**2
"""From two parts on the second processor saves what the first has read, and memory ends with the part."""


class NotKeptError(Exception):
    """Nothing of the file is kept; `reading` says what became of it."""

    def __init__(self, reading: FileReading) -> None:
        """Remember what became of the file."""
        super().__init__(reading.outcome)
        self.reading = reading


def recognise_large(file: LandedFile) -> tuple[str, ModuleType] | None:
    """What the file is and its adapter, where the file is large and the adapter can read it in parts."""
    if file.byte_count < LARGE_BYTES:
        return None
    try:
        with file.open() as content:
            known = adapters.recognise(file.name, content.read(adapters.HEAD_BYTES))
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001  (read whole, it fails with its reason)
        return None
    return known if known and hasattr(known[1], "read_parts") else None


def judge_parts(
    file: LandedFile, recognised_as: str, adapter: ModuleType, told: Callable[[int], None]
) -> Iterator[tuple[FileReading, Judged]]:
    """Every part judged, with what was read of it beside its rows; `told` how many bytes each step has read.

    Raises:
        NotKeptError: the file cannot be read to its end.
    """
    try:
        for part in one_ahead(adapter.read_parts(file.name, _read_chunks(file, told))):
            reading = take(file, recognised_as, part)
            judged = judge_batch([reading])
            yield replace(reading, reading=replace(part, records={})), judged
    except (OSError, BadZipFile):
        raise NotKeptError(FileReading(file, outcome="incomplete", reason=CHANGED)) from None
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (its text may hold values of the file)
        raise NotKeptError(fail(file, recognised_as, error)) from None


def _read_chunks(file: LandedFile, told: Callable[[int], None]) -> Iterator[bytes]:
    digest = hashlib.sha256()
    with file.open() as content:
        while chunk := content.read(CHUNK_BYTES):
            digest.update(chunk)
            told(len(chunk))
            yield chunk
    if digest.hexdigest() != file.sha256:
        raise OSError(CHANGED)
