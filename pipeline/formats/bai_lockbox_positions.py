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

from pipeline.formats.bai_lockbox import BATCH, DESTINATION, ORIGIN, Check, Closer, Place, Wire, at, number_twins

KEY = ("deposit_reference", "lockbox_number", "deposit_date", "batch_number", "item_number", "occurrence")
RECORD_COUNT = (2, 7)


@dataclass(frozen=True)
class Amounts:
    """Where the amount of a check stands, and the count and total of a batch (7) and of a deposit (8)."""

    check: Place
    batch_count: Place
    batch_total: Place
    deposit_count: Place
    deposit_total: Place


AMOUNTS = (
    Amounts((8, 17), (21, 23), (24, 33), (21, 24), (25, 34)),
    Amounts((8, 17), (21, 24), (25, 34), (21, 24), (25, 34)),
    Amounts((8, 17), (21, 23), (24, 35), (21, 24), (25, 36)),
    Amounts((8, 17), (21, 23), (24, 33), (21, 23), (24, 33)),
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


def find_amounts(wire: Wire) -> Amounts | None:
    """The first arrangement under which most totals are the sums of the checks; None when none proves itself.

    A file without any check is read by the first arrangement: there is nothing to misread. Zeros prove nothing.
    """
    if not wire.checks:
        return AMOUNTS[0]
    proofs = [sum(_proves(closer, wire, amounts) for closer in wire.closers) for amounts in AMOUNTS]
    return AMOUNTS[proofs.index(max(proofs))] if max(proofs) else None


def compare_totals(wire: Wire, amounts: Amounts) -> list[Total]:
    """Every figure of the closing records that is a whole number, beside what the checks give."""
    totals = []
    for closer in wire.closers:
        for scope, name, place, found in _figures(closer, wire, amounts):
            stated = _number(at(closer.text, place))
            if stated is not None:
                totals.append(Total(scope, name, closer.line, stated, found))
    return totals


def _proves(closer: Closer, wire: Wire, amounts: Amounts) -> bool:
    """Whether the total fills its place, ends there, and is the sum of checks that are worth something."""
    for _, name, (first, last), found in _figures(closer, wire, amounts):
        stated, behind = closer.text[first - 1 : last], closer.text[last : last + 1]
        if name == "total" and found > 0:
            return len(stated) == last - first + 1 and _number(stated) == found and not behind.isdigit()
    return False


def _figures(closer: Closer, wire: Wire, amounts: Amounts) -> list[tuple[str, str, Place, int]]:
    """Scope, name and place of each figure of a closing record, and what was found."""
    if closer.text[:1] == "9":
        return [("file", "records", RECORD_COUNT, sum(bool(text.strip()) for text in wire.lines[closer.lines]))]
    if amounts.check not in wire.cents:
        wire.cents[amounts.check] = [_number(at(check.text, amounts.check)) or 0 for check in wire.checks]
    found = wire.cents[amounts.check][closer.checks]
    if closer.text[:1] == "7":
        number = at(closer.text, BATCH)
        scope = f"batch {number}" if re.fullmatch("[0-9]+", number) else "batch"
        count, total = amounts.batch_count, amounts.batch_total
    else:
        scope, count, total = "deposit", amounts.deposit_count, amounts.deposit_total
    return [(scope, "checks", count, len(found)), (scope, "total", total, sum(found))]


def find_magnetic_line(wire: Wire) -> dict[str, Place]:
    """The first arrangement in which most routing numbers pass their check digit."""
    proofs = [_count_routing_numbers(wire, places) for places in MAGNETIC_LINES]
    return MAGNETIC_LINES[proofs.index(max(proofs))]


def is_proven(wire: Wire, magnetic: dict[str, Place]) -> bool:
    """Whether any routing number passes its check digit, or none is stated."""
    stated = any(at(check.text, magnetic["routing_number"]).strip("0") for check in wire.checks)
    return not stated or _count_routing_numbers(wire, magnetic) > 0


def find_invoices(wire: Wire, amounts: Amounts) -> tuple[Place, Place] | None:
    """The arrangement under which the invoices of most checks add up to the check; None for text without amounts."""
    proofs = [sum(_adds_up(check, amounts, places) for check in wire.checks) for places in INVOICES]
    if max(proofs):
        return INVOICES[proofs.index(max(proofs))]
    texts = [text for check in wire.checks for _, text in check.overflow]
    return next((places for places in INVOICES if texts and all(_is_spaced(text, places) for text in texts)), None)


def read_rows(wire: Wire, amounts: Amounts, magnetic: dict[str, Place]) -> dict[str, tuple[tuple[str, ...], list]]:
    """Columns and rows of both records: text as the file has it, then line, lines and the line of the parent."""
    invoices_at = find_invoices(wire, amounts)
    behind = magnetic["check_date"][1]
    places = {"amount": amounts.check, **magnetic, "remitter_name": (behind + 1, behind + REMITTER_LENGTH)}
    items, invoices = [], []
    for occurrence, check in number_twins(wire.checks):
        key = (*check.key, str(occurrence))
        ends = at(check.headers[0], ORIGIN), at(check.headers[0], DESTINATION)
        items.append((*key, *(at(check.text, place) for place in places.values()), *ends, check.line, 1, None))
        for position, (line, text) in enumerate(check.overflow, start=1):
            number, amount = (at(text, place) for place in invoices_at or (INVOICE_TEXT, (0, 0)))
            invoices.append((*key, str(position), number, amount, line, 1, check.line))
    return {
        "lockbox_item": ((*KEY, *places, "origin", "destination"), items),
        "lockbox_invoice": ((*KEY, "invoice_position", "invoice_number", "amount"), invoices),
    }


def _adds_up(check: Check, amounts: Amounts, places: tuple[Place, Place]) -> bool:
    parts = [_number(at(text, places[1])) for _, text in check.overflow]
    return bool(parts) and None not in parts and sum(parts) == _number(at(check.text, amounts.check)) != 0


def _is_spaced(text: str, places: tuple[Place, Place]) -> bool:
    """Whether number and amount stand apart: the number padded with blanks, the amount all ten digits."""
    number, amount = text[places[0][0] - 1 : places[0][1]], text[places[1][0] - 1 : places[1][1]]
    return bool(number.strip()) and number.endswith("  ") and re.fullmatch("[0-9]{10}", amount) is not None


def _count_routing_numbers(wire: Wire, places: dict[str, Place]) -> int:
    """Routing numbers that pass their check digit among the first checks, which are enough of a sample."""
    return sum(_is_routing_number(at(check.text, places["routing_number"])) for check in wire.checks[:SAMPLE])


def _is_routing_number(text: str) -> bool:
    """Whether the check digit of a routing number is right (3, 7, 1; American Bankers Association)."""
    digits = text[-9:] if re.fullmatch("0?[0-9]{9}", text) else ""
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1) * 3, strict=False))
    return weighted > 0 and weighted % 10 == 0


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None
