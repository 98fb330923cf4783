"""Which arrangement of positions a lockbox file uses, and its totals beside what its checks give.

Here: the arrangements known, and how a file proves one. Not here: records (`pipeline.formats.bai_lockbox`).

Positions differ from bank to bank, and no file says which are its own. So every arrangement is tried, and what the file
says about itself decides: for amounts the batch and deposit totals must be the sums of the checks; for the magnetic
line the check digit of the routing numbers; for invoices the check that their amounts add up to. Where nothing proves
the positions of amounts, nothing is read. Published positions: the SAP structures FLB01-FLB09 and FLB24 and the library
bai-lockbox.
"""

import re
from dataclasses import dataclass

import polars as pl
from polars import col

from pipeline.formats.bai_lockbox import AMOUNT, BATCH, Check, Closer, Place, Wire, at, number
from pipeline.formats.bank_lines import digits_to_day, slice_at

KEY = ("deposit_reference", "lockbox_number", "deposit_date", "batch_number", "item_number")
RECORD_COUNT = (2, 7)


@dataclass(frozen=True)
class Amounts:
    """Where the count and total of a batch (7) and of a deposit (8) stand."""

    batch_count: Place
    batch_total: Place
    deposit_count: Place
    deposit_total: Place


AMOUNTS = (
    Amounts((21, 23), (24, 33), (21, 24), (25, 34)),
    Amounts((21, 24), (25, 34), (21, 24), (25, 34)),
    Amounts((21, 23), (24, 35), (21, 24), (25, 36)),
    Amounts((21, 23), (24, 33), (21, 23), (24, 33)),
)
MAGNETIC_LINES = (
    {"routing_number": (18, 26), "check_account": (27, 36), "check_number": (37, 46), "check_date": (47, 52)},
    {"routing_number": (18, 27), "check_account": (28, 37), "check_number": (38, 47), "check_date": (48, 53)},
    {"routing_number": (18, 26), "check_account": (27, 36), "check_number": (37, 45), "check_date": (46, 51)},
)
SAMPLE = 1_000
REMITTER_LENGTH = 30
"""The remitter's name stands behind the day of the check."""
INVOICES = (((12, 31), (32, 41)), ((12, 27), (28, 37)))
"""Number and amount of an invoice in a 4 record; a bank that keys no amounts writes text only."""
INVOICE_TEXT = (12, 41)


@dataclass(frozen=True)
class Total:
    """A figure of a 7, 8 or 9 record beside what was found; amounts are cents."""

    scope: str
    name: str
    line: int
    stated: int
    found: int


@dataclass(frozen=True)
class Arrangement:
    """The positions a file has proved."""

    amounts: Amounts
    magnetic: dict[str, Place]
    invoices: tuple[Place, Place] | None
    """None for text without amounts."""
    is_month_first: bool | None
    """How the day of a check is written: MMDDYY or YYMMDD; None for neither."""
    is_magnetic_proven: bool
    """Whether any routing number passes its check digit, or none is stated."""


class Proofs:
    """What a file, as far as it was seen, says about its positions; of equally many proofs the first counts."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self.first_total: int | None = None
        """The line of the first batch (7) or deposit (8) total."""
        self._checks = 0
        self._totals = [0] * len(AMOUNTS)
        self._numbers, self._stated = ([0] * len(MAGNETIC_LINES) for _ in range(2))
        self._days = [[0, 0] for _ in MAGNETIC_LINES]
        self._sums, self._spaced = ([0] * len(INVOICES) for _ in range(2))
        self._invoices = 0

    def see(self, wire: Wire) -> None:
        """Take a file, or the next part of it, into account."""
        totals = [closer for closer in wire.closers if closer.text[:1] in "78"]
        self.first_total = self.first_total or next((closer.line for closer in totals), None)
        for place, amounts in enumerate(AMOUNTS):
            self._totals[place] += sum(_proves(closer, amounts) for closer in totals)
        sample = wire.checks[: max(0, SAMPLE - self._checks)]
        self._checks += len(wire.checks)
        days = _count_days(wire.checks)
        for place, magnetic in enumerate(MAGNETIC_LINES):
            routing = magnetic["routing_number"]
            self._numbers[place] += sum(_is_routing_number(at(check.text, routing)) for check in sample)
            self._stated[place] += any(at(check.text, routing).strip("0") for check in wire.checks)
            self._days[place] = [sum(pair) for pair in zip(self._days[place], days[place], strict=True)]
        paying = [check for check in wire.checks if check.overflow]
        self._invoices += sum(len(check.overflow) for check in paying)
        for place, places in enumerate(INVOICES):
            self._sums[place] += sum(_adds_up(check, places) for check in paying)
            self._spaced[place] += sum(_is_spaced(text, places) for check in paying for _, text in check.overflow)

    def conclude(self) -> Arrangement | None:
        """The arrangement under which most totals are the sums of the checks; None where no total is under any.

        A file without any check is read by the first arrangement: there is nothing to misread. Zeros prove nothing.
        """
        if self._checks and not max(self._totals):
            return None
        magnetic = self._numbers.index(max(self._numbers))
        year, month = self._days[magnetic]
        return Arrangement(
            amounts=AMOUNTS[self._totals.index(max(self._totals))],
            magnetic=MAGNETIC_LINES[magnetic],
            invoices=self._find_invoices(),
            is_month_first=year < month if year or month else None,
            is_magnetic_proven=self._numbers[magnetic] > 0 or not self._stated[magnetic],
        )

    def _find_invoices(self) -> tuple[Place, Place] | None:
        """Where the invoices of most checks add up to the check, else where all stand apart from their amounts."""
        if max(self._sums):
            return INVOICES[self._sums.index(max(self._sums))]
        are_spaced = zip(INVOICES, self._spaced, strict=True)
        return next((places for places, count in are_spaced if count == self._invoices > 0), None)


def compare_totals(wire: Wire, amounts: Amounts) -> list[Total]:
    """Every figure of the closing records that is a whole number, beside what the checks give."""
    return [
        Total(scope, name, closer.line, stated, found)
        for closer in wire.closers
        for scope, name, place, found in _figures(closer, amounts)
        if (stated := number(at(closer.text, place))) is not None
    ]


def _proves(closer: Closer, amounts: Amounts) -> bool:
    """Whether the total fills its place, ends there, and is the sum of checks that are worth something."""
    *_, (_, _, (first, last), found) = _figures(closer, amounts)
    stated, behind = closer.text[first - 1 : last], closer.text[last : last + 1]
    return found > 0 and len(stated) == last - first + 1 and number(stated) == found and not behind.isdigit()


def _figures(closer: Closer, amounts: Amounts) -> list[tuple[str, str, Place, int]]:
    """Scope, name and place of each figure of a closing record, and what was found; a total comes last."""
    if closer.text[:1] == "9":
        return [("file", "records", RECORD_COUNT, closer.records)]
    if closer.text[:1] == "7":
        batch = at(closer.text, BATCH)
        scope = f"batch {batch}" if re.fullmatch("[0-9]+", batch) else "batch"
        count, total = amounts.batch_count, amounts.batch_total
    else:
        scope, count, total = "deposit", amounts.deposit_count, amounts.deposit_total
    return [(scope, "checks", count, closer.checks), (scope, "total", total, closer.cents)]


def read_rows(wire: Wire, arrangement: Arrangement) -> dict[str, tuple[tuple[str, ...], list[tuple]]]:
    """Columns and rows of both records: text as the file has it, then line, lines and the line of the parent."""
    magnetic = arrangement.magnetic
    behind = magnetic["check_date"][1]
    places = {"amount": AMOUNT, **magnetic, "remitter_name": (behind + 1, behind + REMITTER_LENGTH)}
    number_at, amount_at = arrangement.invoices or (INVOICE_TEXT, (0, 0))
    items, invoices = [], []
    for check in wire.checks:
        key = check.key
        items.append((*key, *(at(check.text, p) for p in places.values()), *check.headers.ends, check.line, 1, None))
        for position, (line, text) in enumerate(check.overflow, start=1):
            invoices.append((*key, str(position), at(text, number_at), at(text, amount_at), line, 1, check.line))
    return {
        "lockbox_item": ((*KEY, *places, "origin", "destination"), items),
        "lockbox_invoice": ((*KEY, "invoice_position", "invoice_number", "amount"), invoices),
    }


def _count_days(checks: list[Check]) -> list[tuple[int, ...]]:
    """For each place of the day of a check: how often it is near the deposit as YYMMDD, and how often as MMDDYY."""
    deposits = pl.Series([check.headers.key[2] for check in checks], dtype=pl.String)
    frame = pl.DataFrame(
        {"text": [check.text for check in checks], "deposit": deposits}, schema_overrides={"text": pl.String}
    )
    deposit = digits_to_day(col("deposit")).str.to_date("%Y-%m-%d", strict=False)
    nearby = deposit.dt.offset_by("-400d"), deposit.dt.offset_by("31d")
    counts = [
        digits_to_day(slice_at(magnetic["check_date"]), month_first=month_first)
        .str.to_date("%Y-%m-%d", strict=False)
        .is_between(*nearby)
        .sum()
        .alias(f"{place} {month_first}")
        for place, magnetic in enumerate(MAGNETIC_LINES)
        for month_first in (False, True)
    ]
    found = frame.select(counts).row(0)
    return [found[at : at + 2] for at in range(0, len(found), 2)]


def _adds_up(check: Check, places: tuple[Place, Place]) -> bool:
    parts = [number(at(text, places[1])) for _, text in check.overflow]
    return None not in parts and sum(parts) == number(at(check.text, AMOUNT)) != 0


def _is_spaced(text: str, places: tuple[Place, Place]) -> bool:
    """Whether number and amount stand apart: the number padded with blanks, the amount all ten digits."""
    digits, amount = text[places[0][0] - 1 : places[0][1]], text[places[1][0] - 1 : places[1][1]]
    return bool(digits.strip()) and digits.endswith("  ") and re.fullmatch("[0-9]{10}", amount) is not None


def _is_routing_number(text: str) -> bool:
    """Whether the check digit of a routing number is right (3, 7, 1; American Bankers Association)."""
    digits = text[-9:] if re.fullmatch("0?[0-9]{9}", text) else ""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False))
    return weighted > 0 and weighted % 10 == 0
