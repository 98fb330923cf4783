"""One landed file through its adapter, with every way this can fail turned into an outcome and a sentence.

Here: recognising, reading, the shape and the line conservation of what the adapter hands over. Not here: which files
there are (`landing`), whether a row is right (`judging`). No sentence repeats a value of the file.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from zipfile import BadZipFile

import polars as pl

from pipeline import adapters
from pipeline.adapters import REFUSED_SCHEMA, IncompleteFileError, Reading, UnreadableFileError
from pipeline.contracts import LINEAGE, load_contracts
from pipeline.failure import where
from pipeline.ingest.landing import CHANGED, LandedFile

UNRECOGNISED = (
    "no reader knows this file; if it is an export we should read, describe it in a layout under schemas/layouts, "
    "else move it out of the landing folder"
)
SMALL_BYTES, TOGETHER_BYTES, TOGETHER_FILES = 1024**2, 16 * 1024**2, 2_000
"""Below what size a file may be read together with others, and how much at most at once."""
CONTROL_TOTAL = re.compile(r"[+-]?(\d{1,16}(\.\d{0,2}0*)?|\.\d{1,2}0*)")


@dataclass(frozen=True)
class FileReading:
    """What came of one file: a reading to judge, or an outcome with its reason."""

    file: LandedFile
    recognised_as: str | None = None
    reading: Reading | None = None
    outcome: str | None = None
    reason: str | None = None
    delivered_at: datetime | None = None

    @property
    def is_lasting(self) -> bool:
        """True where name and bytes alone decide: read again, the file would end the same."""
        return self.file.outcome is None and self.reason != CHANGED

    @property
    def row_count(self) -> int:
        """Rows to judge."""
        return sum(len(frame) for frame in self.reading.records.values()) if self.reading else 0


@dataclass(frozen=True)
class _Opened:
    """A file whose bytes are read and whose adapter is known."""

    file: LandedFile
    data: bytes
    recognised_as: str
    adapter: ModuleType


def read_files(files: Iterable[LandedFile]) -> Iterator[FileReading]:
    """What `read_file` says of each, in order; small files that one adapter can read together are."""
    waiting: list[_Opened | FileReading] = []
    size = 0
    for file in files:
        opened = _open(file)
        is_small = isinstance(opened, _Opened) and len(opened.data) < SMALL_BYTES
        if not is_small and isinstance(opened, _Opened):
            yield from _read_waiting(waiting)
            yield _read(opened)
            waiting, size = [], 0
            continue
        waiting.append(opened)
        size += len(opened.data) if is_small else 0
        if size >= TOGETHER_BYTES or len(waiting) >= TOGETHER_FILES:
            yield from _read_waiting(waiting)
            waiting, size = [], 0
    yield from _read_waiting(waiting)


def read_file(file: LandedFile) -> FileReading:
    """The file's rows as text, or why there are none. Never raises for what a file holds."""
    opened = _open(file)
    return _read(opened) if isinstance(opened, _Opened) else opened


def _open(file: LandedFile) -> "_Opened | FileReading":
    if file.outcome:
        return FileReading(file, file.recognised_as, outcome=file.outcome, reason=file.reason)
    try:
        data = file.read_bytes()
    except (OSError, BadZipFile):
        data = b""
    if hashlib.sha256(data).hexdigest() != file.sha256:
        return FileReading(file, outcome="incomplete", reason=CHANGED)
    try:
        known = adapters.recognise(file.name, data[: adapters.HEAD_BYTES])
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (its text may hold values of the file)
        return FileReading(file, outcome="quarantined", reason=_blame(None, error))
    return _Opened(file, data, *known) if known else FileReading(file, outcome="unrecognised", reason=UNRECOGNISED)


def _read(opened: _Opened) -> FileReading:
    file, recognised_as = opened.file, opened.recognised_as
    try:
        return _take(file, recognised_as, opened.adapter.read(file.name, opened.data))
    except IncompleteFileError as error:
        outcome, reason = "incomplete", str(error)
    except UnreadableFileError as error:
        outcome, reason = "quarantined", str(error)
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (its text may hold values of the file)
        outcome, reason = "quarantined", _blame(recognised_as, error)
    return FileReading(file, recognised_as, outcome=outcome, reason=reason)


def _read_waiting(waiting: "list[_Opened | FileReading]") -> Iterator[FileReading]:
    together = _read_together([opened for opened in waiting if isinstance(opened, _Opened)])
    for opened in waiting:
        yield opened if isinstance(opened, FileReading) else together.get(opened.file.name) or _read(opened)


def _read_together(opened: list[_Opened]) -> dict[str, FileReading]:
    """Readings by file name of those that their adapter could read in one pass with others."""
    by_adapter: dict[str, list[_Opened]] = {}
    for one in opened:
        if hasattr(one.adapter, "read_many"):
            by_adapter.setdefault(one.adapter.__name__, []).append(one)
    found = {}
    for group in by_adapter.values():
        with suppress(Exception, pl.exceptions.PanicException):  # then each is read, and blamed, alone
            readings = group[0].adapter.read_many([one.file.name for one in group], [one.data for one in group])
            for one, reading in zip(group, readings, strict=True):
                if reading:
                    found[one.file.name] = _take(one.file, one.recognised_as, reading)
    return found


def _take(file: LandedFile, recognised_as: str, reading: Reading) -> FileReading:
    require_whole(reading)
    delivered_at, doubts = _parse_instant(reading.delivered_at)
    reason = "; ".join([*reading.notes, *doubts]) or None
    return FileReading(file, recognised_as, reading, reason=reason, delivered_at=delivered_at)


def require_whole(reading: Reading) -> None:
    """Every column of every record is there as text, and no line is lost or doubled.

    Raises:
        UnreadableFileError: otherwise; the sentence says which record or which counts.
    """
    contracts = load_contracts()
    for record, frame in reading.records.items():
        expected = dict.fromkeys(contracts[record].names, pl.String) | LINEAGE if record in contracts else {}
        columns = frame.schema
        if any(columns.get(name) != kind for name, kind in expected.items()) or not expected:
            raise UnreadableFileError(f"the reader's rows do not have the columns of {record}")
    if dict(reading.refused.schema) != REFUSED_SCHEMA:
        raise UnreadableFileError("the reader's refused rows do not have the columns of refused rows")
    rows = sum(int(frame["_lines"].sum()) for frame in reading.records.values())
    refused = int(reading.refused["_lines"].sum())
    if reading.lines != reading.envelope + rows + refused:
        raise UnreadableFileError(
            f"the file has {reading.lines} lines, but {reading.envelope} of envelope, {rows} of rows and {refused} "
            "refused were read: a line was lost or doubled"
        )
    for total in reading.totals:
        if not CONTROL_TOTAL.fullmatch(total.stated) or not CONTROL_TOTAL.fullmatch(total.found):
            raise UnreadableFileError(f"line {total.line}: the {total.scope} total {total.name} is not a number")


def _parse_instant(text: str | None) -> tuple[datetime | None, list[str]]:
    if not text:
        return None, []
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None, ["the file's own date is not a real time, so any dated delivery of the same rows wins over it"]
    return (instant.astimezone(UTC).replace(tzinfo=None) if instant.tzinfo else instant), []


def _blame(recognised_as: str | None, error: BaseException) -> str:
    """Names the reader, the line of our code and the kind of error: enough for support, nothing of the file."""
    reader = f"{recognised_as.split('/')[0]} reader" if recognised_as else "recognition"
    return f"the {reader} failed (E-{type(error).__name__} at {where(error)})"
