"""One landed file through its adapter, with every way this can fail turned into an outcome and a sentence.

Here: recognising, reading, the shape and the line conservation of what the adapter hands over. Not here: which files
there are (`landing`), whether a row is right (`judging`). No sentence repeats a value of the file.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType
from zipfile import BadZipFile

import polars as pl

from pipeline import adapters
from pipeline.adapters import REFUSED_SCHEMA, IncompleteFileError, Reading, UnreadableFileError
from pipeline.contracts import LINEAGE, load_contracts
from pipeline.failure import where
from pipeline.formats.foreign import describe_foreign
from pipeline.ingest.landing import CHANGED, LandedFile

UNRECOGNISED = "no reader knows this file: describe it with `tieout onboard FILE` if it is an export, else move it away"
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
class Opened:
    """A file whose bytes are read and whose adapter is known."""

    file: LandedFile
    data: bytes
    recognised_as: str
    adapter: ModuleType


def read_file(file: LandedFile) -> FileReading:
    """The file's rows as text, or why there are none. Never raises for what a file holds."""
    opened = open_file(file)
    return read_opened(opened) if isinstance(opened, Opened) else opened


def open_file(file: LandedFile) -> Opened | FileReading:
    """The file's bytes and its adapter, or why there is nothing to read."""
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
        return fail(file, None, error)
    if known:
        return Opened(file, data, *known)
    return FileReading(file, outcome="unrecognised", reason=describe_foreign(data) or UNRECOGNISED)


def read_opened(opened: Opened) -> FileReading:
    """The rows of an opened file, or why there are none. Never raises for what a file holds."""
    try:
        return take(opened.file, opened.recognised_as, opened.adapter.read(opened.file.name, opened.data))
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (its text may hold values of the file)
        return fail(opened.file, opened.recognised_as, error)


def fail(file: LandedFile, recognised_as: str | None, error: BaseException) -> FileReading:
    """What a file ends as that a reader could not read."""
    reason = str(error) if isinstance(error, UnreadableFileError) else _blame(recognised_as, error)
    outcome = "incomplete" if isinstance(error, IncompleteFileError) else "quarantined"
    return FileReading(file, recognised_as, outcome=outcome, reason=reason)


def take(file: LandedFile, recognised_as: str, reading: Reading) -> FileReading:
    """What an adapter read, where it is whole.

    Raises:
        UnreadableFileError: it is not, see `require_whole`.
    """
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
            f"the file has {reading.lines} {reading.unit}s, but {reading.envelope} of envelope, {rows} of rows and "
            f"{refused} refused were read: a {reading.unit} was lost or doubled"
        )
    for total in reading.totals:
        if not CONTROL_TOTAL.fullmatch(total.stated) or not CONTROL_TOTAL.fullmatch(total.found):
            raise UnreadableFileError(f"{reading.unit} {total.line}: the {total.scope} total {total.name} is no number")


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
