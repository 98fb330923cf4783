"""What has to be true of any input, however damaged: one complaint a broken promise.

The file goes through the guard that production uses (`pipeline.ingest.reading`), so an exception that is no
outcome shows as one, and lines that do not add up too. Then the reading is held beside an independent splitter: every
detail line is a row, refused, or counted as ignored, and its cents are those of the file. No text of ours holds a
canary.
"""

import hashlib
import re
import resource
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.failure import where
from pipeline.ingest.reading import FileReading, Opened, open_file, read_opened, take
from tests.fuzz.in_parts import differs_in_parts
from tests.fuzz.seeds import CANARY
from tests.fuzz.splitters import SPLITTERS, Seen, cents, whole

SECONDS, STOP_SECONDS, BYTES = 5.0, 20.0, 1 << 30
EVERY = 16
"""One of so many inputs that are judged in one go is read in parts too."""
_CRASH = re.compile(r"\(E-(\w+) at (.*)\)$")
_NOT_WHOLE = ("was lost or doubled", "do not have the columns", "is no number")


@dataclass(frozen=True)
class MemoryFile:
    """A landed file that was never written to a disk."""

    name: str
    data: bytes
    outcome: str | None = None
    reason: str | None = None
    recognised_as: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    def read_bytes(self) -> bytes:
        return self.data


@dataclass(frozen=True)
class Verdict:
    """What came of one input: `kind` of the complaint (crash, hang, memory, lost, canary) or None, and its words."""

    outcome: str
    kind: str | None = None
    words: str = ""


class HangError(BaseException):
    """A reader was stopped: no reader catches it, for it is no exception of a file."""


@dataclass(frozen=True)
class Input:
    """One damaged file, with the private numbers planted in it."""

    name: str
    data: bytes
    numbers: frozenset[str] = frozenset()


def judge(name: str, data: bytes, numbers: frozenset[str] = frozenset()) -> Verdict:
    """Read the input as production would, and hold the outcome to every promise."""
    return judge_together([Input(name, data, numbers)])[0]


def judge_together(inputs: list[Input]) -> list[Verdict]:
    """As `judge` for each; those that one adapter can read together are."""
    opened = [_open(one) for one in inputs]
    passes: dict[str, list[int]] = {}
    for at, one in enumerate(opened):
        if isinstance(one, Opened) and hasattr(one.adapter, "read_many") and len(inputs) > 1:
            passes.setdefault(one.adapter.__name__, []).append(at)
    found: dict[int, Verdict] = {}
    for places in passes.values():
        found |= _judge_pass(inputs, opened, places)
    verdicts = [found.get(at) or _judge(one, opened[at], read_opened) for at, one in enumerate(inputs)]
    for at in range(0, len(inputs), EVERY) if len(inputs) > 1 else ():
        if not verdicts[at].kind:
            verdicts[at] = _compare_parts(opened[at]) or verdicts[at]
    return verdicts


def _compare_parts(opened: Opened | FileReading | Verdict) -> Verdict | None:
    """A complaint where the file can be read in parts and says something else then."""
    if not isinstance(opened, Opened) or not hasattr(opened.adapter, "read_parts"):
        return None
    try:
        with _stopped():
            differs = differs_in_parts(opened.adapter, opened.file.name, opened.data)
    except HangError:
        return Verdict("hang", "hang", f"read in parts it is stopped after {STOP_SECONDS:.0f} s")
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (whatever it is, it was not declared)
        return Verdict("read", "crash", f"{type(error).__name__} at {where(error)}, read in parts")
    return Verdict("read", "lost", "read in parts it is not the same as read whole") if differs else None


def _open(one: Input) -> Opened | FileReading | Verdict:
    try:
        with _stopped():
            return open_file(MemoryFile(one.name, one.data))
    except HangError:
        return Verdict("hang", "hang", f"recognition stopped after {STOP_SECONDS:.0f} s for {len(one.data)} bytes")


def _judge_pass(inputs: list[Input], opened: list[Opened], places: list[int]) -> dict[int, Verdict]:
    """Verdicts on the inputs that were read with others, by place; those that were not are left out."""
    began = time.process_time()
    try:
        with _stopped():
            files = [opened[at] for at in places]
            readings = files[0].adapter.read_many([one.file.name for one in files], [one.data for one in files])
    except (HangError, UnreadableFileError):
        return {}
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001  (whatever it is, it was not declared)
        return {places[0]: Verdict("read", "crash", f"{type(error).__name__} at {where(error)}, read together")}
    if time.process_time() - began > SECONDS:
        return {}
    read = {at: reading for at, reading in zip(places, readings, strict=True) if reading}
    found = {at: _judge(inputs[at], opened[at], lambda one, at=at: _take(one, read[at])) for at in read}
    compared = next(iter(read), None)
    if compared is not None and not found[compared].kind:
        alone = read_opened(opened[compared])
        if alone.reading is None or _content(alone.reading) != _content(read[compared]):
            found[compared] = Verdict("read", "lost", "read together it is not the same as read alone")
    return found


def _take(opened: Opened, reading: Reading) -> FileReading:
    """As production takes it: what is not whole is read alone."""
    try:
        return take(opened.file, opened.recognised_as, reading)
    except UnreadableFileError:
        return read_opened(opened)


def _content(reading: Reading) -> tuple:
    """All a reading says, to be compared."""
    frames = {record: (frame.columns, frame.rows()) for record, frame in reading.records.items()}
    told = (reading.lines, reading.envelope, reading.refused.rows(), reading.totals, reading.notes, reading.ignored)
    return frames, *told, reading.delivered_at, reading.delivers_everything


def _judge(one: Input, opened: Opened | FileReading | Verdict, read: Callable[[Opened], FileReading]) -> Verdict:
    if isinstance(opened, Verdict):
        return opened
    began = time.process_time()
    try:
        with _stopped():
            found = read(opened) if isinstance(opened, Opened) else opened
    except HangError:
        return Verdict("hang", "hang", f"stopped after {STOP_SECONDS:.0f} s for {len(one.data)} bytes")
    seconds = time.process_time() - began
    outcome = found.outcome or "read"
    complaint = _complain(found, one.data, one.numbers)
    if complaint is None and seconds > SECONDS:
        complaint = ("hang", f"{seconds:.1f} s for {len(one.data)} bytes")
    if complaint is None and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > BYTES:
        complaint = ("memory", f"more than 1 GB for {len(one.data)} bytes")
    return Verdict(outcome, *(complaint or (None, "")))


@contextmanager
def _stopped() -> Iterator[None]:
    """Whatever runs for too much time of the processor is stopped, where a signal can (in the main thread)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise HangError

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, STOP_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _complain(found: FileReading, data: bytes, numbers: frozenset[str]) -> tuple[str, str] | None:
    reason = found.reason or ""
    crash = _CRASH.search(reason)
    if crash:
        return "crash", f"{crash[1]} at {crash[2]}"
    if found.outcome == "quarantined" and reason.endswith(_NOT_WHOLE):
        return "lost", re.sub("[0-9]+", "0", reason)
    said = [reason] if found.reading is None else [reason, *_texts(found.reading)]
    for text in said:
        if CANARY.lower() in text.lower() or any(number in text for number in numbers):
            return "canary", text
    adapter = (found.recognised_as or "").split("/")[0]
    seen = SPLITTERS[adapter](data) if found.reading and adapter in SPLITTERS else None
    lost = _find_lost(found.reading, seen) if found.reading and seen else None
    return ("lost", lost) if lost else None


def _texts(reading: Reading) -> list[str]:
    """Every text of a reading that is stored or shown outside the columns of its rows."""
    totals = [text for total in reading.totals for text in (total.scope, total.name)]
    return [*reading.notes, *reading.ignored, *totals, *reading.refused["reason"].to_list(), *reading.records]


def _find_lost(reading: Reading, seen: Seen) -> str | None:
    """How the reading differs from what the splitter saw; None where it does not."""
    if seen.lines is not None and seen.lines != reading.lines:
        return f"{seen.lines} lines seen, {reading.lines} accounted for"
    if seen.cells:
        return _find_strange_cents(reading, seen)
    if not seen.record or seen.record not in reading.records:
        return None
    return _find_unaccounted(reading, seen) or _find_other_cents(reading, seen)


def _find_unaccounted(reading: Reading, seen: Seen) -> str | None:
    """A row where no detail stands, or a detail that is neither row, refused nor ignored."""
    details = Counter(line for line, _ in seen.details)
    rows = Counter(reading.records[seen.record]["_line"].to_list())
    spans = list(reading.refused.select("_line", "_lines").iter_rows())
    if seen.details and set(rows) - set(details):
        return f"a row at line {min(set(rows) - set(details))}, where no detail stands"
    missing = [line for line in (details - rows) if not any(at <= line < at + max(size, 1) for at, size in spans)]
    if len(missing) > sum(reading.ignored.values()):
        return f"the detail of line {min(missing)} is neither row, refused nor ignored"
    return None


def _find_other_cents(reading: Reading, seen: Seen) -> str | None:
    """A row whose cents are not those of its line; what is no amount is refused by its contract."""
    known = {line: amount for line, amount in seen.details if amount is not None}
    shared = [line for line, count in Counter(line for line, _ in seen.details).items() if count > 1]
    frame = reading.records[seen.record]
    for line, text in frame.select("_line", seen.column).iter_rows() if seen.column else ():
        if line in known and line not in shared and cents(text or "") not in (None, known[line]):
            return f"the cents of line {line} are not those of the file"
    return None


def _find_strange_cents(reading: Reading, seen: Seen) -> str | None:
    """An amount of a row that no cell of its line has, and no two cells make."""
    for record, frame in reading.records.items():
        if "amount" not in frame.columns:
            continue
        for line, text in frame.select("_line", "amount").iter_rows():
            amount = cents(text or "")
            if not amount or line not in seen.cells:
                continue
            digits = [re.sub(r"[^0-9.]", "", cell) for cell in seen.cells[line]]
            stated = {cents(text) or 0 for text in digits} | {0}
            stated |= {whole(re.sub(r"\.0*$", "", text)) or 0 for text in digits}  # 139.0 may be 139 whole cents
            if not any(abs(one - two) == amount or one + two == amount for one in stated for two in stated):
                return f"the cents of a {record} are in no cell of its line"
    return None
