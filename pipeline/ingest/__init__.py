"""From the landing folders to the raw tables of a fresh build file.

Here: the order of the steps and the cutting into batches. Not here: each step (the modules beside this one), the lock
and what comes after (`pipeline.run`).
"""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from pipeline.ingest.batch import judge_batch
from pipeline.ingest.build import open_build
from pipeline.ingest.landing import LandedFile, list_landed
from pipeline.ingest.parts import NotKeptError, judge_parts, recognise_large
from pipeline.ingest.reading import FileReading, read_file
from pipeline.ingest.store import Store
from pipeline.ingest.together import read_files
from pipeline.publish.fingerprint import sha256_of
from pipeline.settings import PROJECT, SCHEMAS, Settings

BATCH_FILES, BATCH_ROWS = 2_000, 250_000
PIPELINE = PROJECT / "pipeline"

Progress = Callable[[int, int], None]
"""Called with bytes read and bytes to read."""


@dataclass(frozen=True)
class IngestResult:
    """What an ingestion did: outcomes of all landed paths, how many files were read anew, the as-of date."""

    files: dict[str, int]
    files_read: int
    as_of: date
    seconds: float


def reading_fingerprint() -> str:
    """Hash of the schemas and modules that may decide what a file's rows are, and of the libraries they use."""
    folders = [SCHEMAS, *(PIPELINE / name for name in ("adapters", "formats", "ingest", "layouts", "mappings"))]
    sources = [*PIPELINE.glob("*.py"), *(path for folder in folders for path in folder.rglob("*.*"))]
    digest = hashlib.sha256()
    for package in ("duckdb", "polars", "pandera"):
        digest.update(f"{package} {version(package)}\n".encode())
    for path in sorted(path for path in sources if path.suffix in {".py", ".yaml"}):
        digest.update(f"{path.relative_to(PROJECT).as_posix()} {sha256_of(path)}\n".encode())
    return digest.hexdigest()


def ingest(
    settings: Settings, roots: list[Path], as_of: date | None = None, progress: Progress | None = None
) -> IngestResult:
    """Read what is new below the roots and write the build file's raw tables.

    Args:
        settings: where things lie.
        roots: landing folders; names are paths below them. A root inside an earlier one is not read twice.
        as_of: the day to measure at; by default the latest bank statement, else remittance, else posting.
        progress: told how much of the new files is read.

    Raises:
        duckdb.IOException: another process holds the store or the build file.
        ConservationError: rows or cents differ before and after the cast; nothing of that batch was kept.
    """
    started = time.perf_counter()
    landed = list_landed(roots)
    with open_build(settings, reading_fingerprint()) as build:
        known = build.store.known()
        new = [file for file in landed if file.outcome is None and known.get(file.file_id) != file.name]
        build.store.forget(file.file_id for file in new if file.file_id in known)
        unstored = [read_file(file) for file in landed if file.outcome] + store_files(build.store, new, progress)
        as_of = build.write(landed, judge_batch(unstored), as_of, settings.practice_name)
        outcomes = build.count_outcomes()
    return IngestResult(outcomes, len(new), as_of, time.perf_counter() - started)


def store_files(store: Store, files: list[LandedFile], progress: Progress | None = None) -> list[FileReading]:
    """Read, judge and save files; gives those of which nothing is kept, because they changed meanwhile.

    Raises:
        ConservationError: rows or cents differ before and after the cast; nothing of that batch was kept.
    """
    unstored: list[FileReading] = []
    meter = _Meter(sum(file.byte_count for file in files), progress)
    others = [file for file in files if not _save_large(store, file, unstored, meter)]
    for readings in _batches(others, meter):
        unstored += [reading for reading in readings if not reading.is_lasting]
        store.save(judge_batch([reading for reading in readings if reading.is_lasting]))
    return unstored


class _Meter:
    """How much is read so far, told at each step."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self.total, self.progress, self.done = total, progress, 0

    def add(self, byte_count: int) -> None:
        """So many more."""
        self.done += byte_count
        if self.progress:
            self.progress(self.done, self.total)


def _save_large(store: Store, file: LandedFile, unstored: list[FileReading], meter: _Meter) -> bool:
    """Read the file in parts where it is one for that, and save it; what does not last is added to `unstored`."""
    known = recognise_large(file)
    if not known:
        return False
    try:
        store.save_parts(judge_parts(file, *known, meter.add))
    except NotKeptError as error:
        if error.reading.is_lasting:
            store.save(judge_batch([error.reading]))
        else:
            unstored.append(error.reading)
    return True


def _batches(files: list[LandedFile], meter: _Meter) -> Iterator[list[FileReading]]:
    """Readings in batches of bounded size; a file larger than a batch is one alone."""
    readings: list[FileReading] = []
    rows = 0
    for reading in read_files(files):
        readings.append(reading)
        rows += reading.row_count
        meter.add(reading.file.byte_count)
        if len(readings) >= BATCH_FILES or rows >= BATCH_ROWS:
            yield readings
            readings, rows = [], 0
    if readings:
        yield readings
