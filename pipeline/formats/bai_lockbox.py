"""BAI lockbox files: which record is which, and what hangs on what.

Here: cutting records, and the checks with what they pay as text. Not here: which arrangement of positions a bank uses
(`pipeline.formats.bai_lockbox_positions`), dates, decimals, what is refused (`pipeline.adapters.lockbox_bai`).

1 opens the file, 2 names the service, 5 opens a lockbox, 6 is a check, 4 says what it pays, 7 closes a batch, 8 the
lockbox, 9 the file. The fields of 1, 2 and 5 and the numbers of batch and item stand at the same place at every bank.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.formats.bank_lines import split_every, split_lines

Place = tuple[int, int]
"""First and last position, both counted from 1."""

DESTINATION, ORIGIN, FILE_MADE = (4, 13), (14, 23), ((24, 29), (30, 33))
REFERENCE, SIZE = (22, 31), (35, 37)
BATCH, ITEM, LOCKBOX, DEPOSIT_DAY = (2, 4), (5, 7), (8, 14), (15, 20)
_SIZES = (80, 104, 102, 100, 94)


@dataclass
class Check:
    """A 6 record with the headers (1, 2, 5) above it and the 4 records below it, each with its line."""

    line: int
    text: str
    headers: tuple[str, str, str]
    overflow: list[tuple[int, str]] = field(default_factory=list)

    @cached_property
    def key(self) -> tuple[str, str, str, str, str]:
        """Reference of the delivery (empty where the bank writes zeros), lockbox, deposit day, batch and item."""
        _, service, lockbox = self.headers
        numbers = at(lockbox, LOCKBOX), at(lockbox, DEPOSIT_DAY), at(self.text, BATCH), at(self.text, ITEM)
        return at(service, REFERENCE).strip("0"), *numbers


@dataclass(frozen=True)
class Closer:
    """A 7, 8 or 9 record, and which checks and lines of the file it closes."""

    line: int
    text: str
    checks: slice
    lines: slice


@dataclass
class Wire:
    """A whole lockbox file: its lines, the last 1 record, checks in order, closing records, lines without a place."""

    lines: list[str]
    header: str = ""
    checks: list[Check] = field(default_factory=list)
    closers: list[Closer] = field(default_factory=list)
    strays: list[tuple[int, str]] = field(default_factory=list)
    is_closed: bool = False
    cents: dict[Place, list[int]] = field(default_factory=dict)
    """Cents of all checks, by the place they were read at: every total is compared with them."""


def is_lockbox(head: bytes) -> bool:
    """Whether the first bytes are an address header (1) followed by a service record (2) or a lockbox header (5)."""
    lines = _cut(head)[:2]
    return len(lines) > 1 and re.match(r"1\d\d.{20}\d{6}[\d ]{4}\s*$", lines[0]) is not None and lines[1][:1] in "25"


def at(text: str, place: Place) -> str:
    """The field of a record, stripped."""
    return text[place[0] - 1 : place[1]].strip()


def read_wire(data: bytes) -> Wire:
    """Cut a lockbox file into its records. Never fails: what has no place comes back in `strays`."""
    wire = Wire(_cut(data))
    headers, opened = ("", "", ""), dict.fromkeys("789", 0)
    for line, text in enumerate(wire.lines, start=1):
        kind, count = text[:1], len(wire.checks)
        if kind in ("1", "2", "5"):
            headers = _put(headers, kind, text)
            opened |= dict.fromkeys("78" if kind == "1" else "7" if kind == "5" else "", count)
            if kind == "1":
                wire.header, wire.is_closed, opened["9"] = text, False, line - 1
        elif kind == "6" and headers[2]:
            wire.checks.append(Check(line, text, headers))
        elif kind == "4" and count > opened["7"]:
            wire.checks[-1].overflow.append((line, text))
        elif kind in ("7", "8", "9"):
            wire.closers.append(Closer(line, text, slice(opened.get(kind), count), slice(opened["9"], line)))
            wire.is_closed = kind == "9"
            opened |= dict.fromkeys("7" if kind == "7" else "78", count)
            headers = headers if kind == "7" else (*headers[:2], "")
        elif text.strip():
            wire.strays.append((line, _why_stray(kind)))
    return wire


def _put(headers: tuple[str, str, str], kind: str, text: str) -> tuple[str, str, str]:
    """The headers above the next check; a new one closes those below it."""
    place = "125".index(kind)
    return (*headers[:place], text, *[""] * (2 - place))


def number_twins(checks: list[Check]) -> Iterator[tuple[int, Check]]:
    """Checks with their occurrence: 1 for the first with its key, 2 for the next."""
    seen: dict[tuple[str, ...], int] = {}
    for check in checks:
        seen[check.key] = seen.get(check.key, 0) + 1
        yield seen[check.key], check


def _cut(data: bytes) -> list[str]:
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
