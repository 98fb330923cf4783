"""BAI lockbox files: which record is which, and what hangs on what.

Here: cutting records, and the checks with what they pay as text. Not here: which arrangement of positions a bank uses
(`pipeline.formats.bai_lockbox_positions`), parts of a file (`bai_lockbox_parts`), dates, decimals, what is refused
(`pipeline.adapters.lockbox_bai`).

1 opens the file, 2 names the service, 5 opens a lockbox, 6 is a check, 4 says what it pays, 7 closes a batch, 8 the
lockbox, 9 the file. The fields of 1, 2 and 5, the numbers of batch and item and the amount of a check stand at the same
place at every bank.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.formats.bank_lines import split_every, split_lines

Place = tuple[int, int]
"""First and last position, both counted from 1."""

DESTINATION, ORIGIN, FILE_MADE = (4, 13), (14, 23), ((24, 29), (30, 33))
REFERENCE, SIZE = (22, 31), (35, 37)
BATCH, ITEM, AMOUNT, LOCKBOX, DEPOSIT_DAY = (2, 4), (5, 7), (8, 17), (8, 14), (15, 20)
_SIZES = (80, 104, 102, 100, 94)


@dataclass(frozen=True)
class Headers:
    """The 1, 2 and 5 records that are open; empty where none is."""

    texts: tuple[str, str, str] = ("", "", "")

    def put(self, kind: str, text: str) -> "Headers":
        """With a new record, which closes those below it."""
        place = "125".index(kind)
        return Headers((*self.texts[:place], text, *[""] * (2 - place)))

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """Reference of the delivery (empty where the bank writes zeros), lockbox, deposit day."""
        _, service, lockbox = self.texts
        return at(service, REFERENCE).strip("0"), at(lockbox, LOCKBOX), at(lockbox, DEPOSIT_DAY)

    @cached_property
    def ends(self) -> tuple[str, str]:
        """Origin and destination of the file."""
        return at(self.texts[0], ORIGIN), at(self.texts[0], DESTINATION)


@dataclass
class Check:
    """A 6 record with the headers above it and the 4 records below it, each with its line."""

    line: int
    text: str
    headers: Headers
    overflow: list[tuple[int, str]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, str, str, str, str]:
        """That of its headers, batch and item."""
        return (*self.headers.key, at(self.text, BATCH), at(self.text, ITEM))


@dataclass(frozen=True)
class Closer:
    """A 7, 8 or 9 record, and how many checks, cents and records it closes; of a 9 only the records count."""

    line: int
    text: str
    checks: int
    cents: int
    records: int


@dataclass
class Course:
    """How far a file was read: what is open, what was counted, and where that stood when a batch or lockbox began."""

    lines: int = 0
    header: str = ""
    """The last 1 record."""
    headers: Headers = Headers()
    is_closed: bool = False
    checks: int = 0
    cents: int = 0
    records: int = 0
    begun: dict[str, tuple[int, int]] = field(default_factory=lambda: dict.fromkeys("78", (0, 0)))
    """Checks and cents above the batch that a 7 closes and the lockbox that an 8 closes."""
    first_record: int = 0
    """Records above the last 1."""

    def begin(self, kinds: str) -> None:
        """A batch (7) or lockbox (8) begins here."""
        self.begun |= dict.fromkeys(kinds, (self.checks, self.cents))


@dataclass
class Wire:
    """A lockbox file, or a part of one: its lines, checks in order, closing records, lines without a place."""

    lines: list[str]
    checks: list[Check] = field(default_factory=list)
    closers: list[Closer] = field(default_factory=list)
    strays: list[tuple[int, str, str]] = field(default_factory=list)


def is_lockbox(head: bytes) -> bool:
    """Whether the first bytes are an address header (1) followed by a service record (2) or a lockbox header (5)."""
    lines = cut_lines(head)[:2]
    return len(lines) > 1 and re.match(r"1\d\d.{20}\d{6}[\d ]{4}\s*$", lines[0]) is not None and lines[1][:1] in "25"


def at(text: str, place: Place) -> str:
    """The field of a record, stripped."""
    return text[place[0] - 1 : place[1]].strip()


def number(text: str) -> int | None:
    """A whole number of digits; None where the text is none."""
    return int(text) if text.isascii() and text.isdigit() else None


def read_wire(lines: list[str], course: Course) -> Wire:
    """Cut a file, or the next part of it, into its records; `course` is where it begins, then where it ends.

    Never fails: what has no place comes back in `strays`, by line, reason and text.
    """
    wire, last = Wire(lines), None
    for line, text in enumerate(lines, start=course.lines + 1):
        kind, check = text[:1], None
        course.records += not text.isspace() and bool(text)
        if kind in ("1", "2", "5"):
            course.headers = course.headers.put(kind, text)
            course.begin({"1": "78", "2": "", "5": "7"}[kind])
            if kind == "1":
                course.header, course.is_closed, course.first_record = text, False, course.records - 1
        elif kind == "6" and course.headers.texts[2]:
            check = Check(line, text, course.headers)
            wire.checks.append(check)
            course.checks += 1
            course.cents += number(at(text, AMOUNT)) or 0
        elif kind == "4" and last:
            check = last
            check.overflow.append((line, text))
        elif kind in ("7", "8", "9"):
            checks, cents = course.begun.get(kind, (0, 0))
            counts = course.checks - checks, course.cents - cents, course.records - course.first_record
            wire.closers.append(Closer(line, text, *counts))
            course.is_closed = kind == "9"
            course.begin("7" if kind == "7" else "78")
            course.headers = course.headers if kind == "7" else course.headers.put("5", "")
        elif text.strip():
            wire.strays.append((line, _why_stray(kind), text))
            check = None if kind == "6" else last
        else:
            check = last
        last = check
    course.lines += len(lines)
    return wire


def cut_lines(data: bytes) -> list[str]:
    """Records as text; without line ends, of the size the service record states, else of a usual one that fits."""
    lines = split_lines(data)
    whole = max(lines, key=len, default="")
    if sum(bool(line.strip()) for line in lines) != 1:
        return lines
    sizes = [size for size in _SIZES if whole[size : size + 1] in ("2", "5")]
    stated = [size for size in sizes if at(whole[size:], SIZE) == f"{size:03d}"]
    return split_every(lines, (stated or sizes or [len(whole)])[0])


def _why_stray(kind: str) -> str:
    if kind == "6":
        return "the check (6) stands outside any lockbox (5 to 8)"
    return "the record (4) follows no check (6)" if kind == "4" else "the line starts with no lockbox record type (1-9)"
