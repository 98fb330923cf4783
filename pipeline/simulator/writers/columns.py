"""A table of a system from a small map: the column's name, and what of a row stands in it.

Here: rendering of rows by their columns, and the two sources every table of a PM or ledger system is made of: movements
of receivables with the payments behind them, and lines of ledger entries with debits positive. Not here: any system's
columns, which are a writer each. A map is `{"Column": "field"}`: a field of the row by its name; anything else is a
function of the row, or a text that stands in every row when it begins with `=`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from pipeline.simulator.banking import BookEntry
from pipeline.simulator.books import CREDIT_NATURED
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger, PmExport
from pipeline.simulator.money import Posting
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import balance

Cell = str | Callable[[Any], Any]
CHARGE, PAYMENT, ADJUSTMENT = "charge", "payment", "adjustment"
SEQUENCES = {"primary": 1, "secondary": 2}
PER_CHARGE, PER_POSTING = 1_000, 3
"""Room for the numbers of the movements of a charge line, and of a posting."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement on a charge line; cents are positive, whatever it does to the balance (unless it is taken back)."""

    number: int
    kind: str
    charge: Charge
    day: date
    cents: int
    payer: str
    """Who pays or gives up, as the PM system names it; empty for the patient."""
    sequence: int
    """1 for the first insurer, 2 for the second, 0 for the patient."""
    open_cents: int = 0
    """Of a charge: what is open of it."""
    patient_cents: int = 0
    """Of a charge: what of it the patient owes; the rest is the insurer's."""
    posting: Posting | None = None
    is_garbled: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """One payment as the PM system received it, in cents."""

    number: int
    day: date
    payer: str
    """Empty for a patient."""
    method: str
    reference: str
    cents: int
    patient: str = ""


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One line of a ledger entry; debits are positive cents."""

    entry: int
    cents: int
    book: BookEntry

    @property
    def debit(self) -> int:
        """Cents on the debit side, else 0."""
        return max(self.cents, 0)

    @property
    def credit(self) -> int:
        """Cents on the credit side, else 0."""
        return max(-self.cents, 0)


def rows(columns: Mapping[str, Cell], found: Iterable[Any]) -> Iterator[list[str]]:
    """The header and a row for each thing."""
    yield list(columns)
    cells = [_cell(cell) for cell in columns.values()]
    for item in found:
        yield [str(cell(item)) for cell in cells]


def _cell(cell: Cell) -> Callable[[Any], Any]:
    if callable(cell):
        return cell
    if not cell or cell.startswith("="):
        return lambda _: cell[1:]
    return attrgetter(cell)


def movements(ledger: Ledger, export: PmExport) -> Iterator[Movement]:
    """Everything on the charge lines an export shows, charge by charge; numbers stay the same from export to export."""
    for encounter in ledger.visits_in(export):
        patient = encounter.patient
        first, second = (PAYERS[item].pm_name if item else "" for item in (patient.payer_id, patient.secondary_id))
        for charge in encounter.charges:
            number, left = charge.number * PER_CHARGE, balance(ledger, charge, export.as_of)
            garbled = charge.number in export.garbled_charges
            yield Movement(number, CHARGE, charge, encounter.posting_date, charge.amount, first, 1 if first else 0,
                           left.total, left.patient, None, garbled)  # fmt: skip
            for index, item in enumerate(ledger.postings.get(charge.number, ())):
                if max(item.date, item.entered or item.date) <= export.as_of:
                    who = (second if item.source == "secondary" else first if item.source == "primary" else "",
                           SEQUENCES.get(item.source, 0))  # fmt: skip
                    at = number + 1 + index * PER_POSTING
                    parts = ((PAYMENT, item.paid), (ADJUSTMENT, item.contractual), (ADJUSTMENT, item.written_off))
                    for place, (kind, cents) in enumerate(parts):
                        if cents:
                            yield Movement(at + place, kind, charge, item.date, cents, *who, posting=item)


def receipts(ledger: Ledger, export: PmExport) -> list[Receipt]:
    """Every payment entered by the day of an export, by number."""
    found = [
        Receipt(item.number, item.posting_date, PAYERS[item.payer_id].pm_name, item.method, item.trace, item.claim_paid)
        for item in ledger.remittances
        if _is_posted(item, export.as_of)
    ]
    for item in ledger.others.get("keyed payment", ()):
        if item.posted <= export.as_of:
            payer = PAYERS[item.payer_id].pm_name
            found.append(Receipt(item.number, item.posted, payer, "CHK", item.reference, item.amount))
    for item in ledger.payments:
        if (item.entered or item.posted) <= export.as_of:
            number = str(item.encounter.patient.number)
            found.append(Receipt(item.number, item.posted, "", item.method, item.reference, item.amount, number))
    return sorted(found, key=lambda item: item.number)


def _is_posted(remittance: Remittance, day: date) -> bool:
    return bool(remittance.posting_date and remittance.posting_date <= day)


def entry_lines(ledger: Ledger) -> list[EntryLine]:
    """Every line of the books with the number of its entry: an entry ends where its debits and credits are even."""
    found, entry, open_cents = [], 1, 0
    for item in ledger.books:
        cents = -item.amount if item.account in CREDIT_NATURED else item.amount
        found.append(EntryLine(entry, cents, item))
        open_cents += cents
        entry += not open_cents
    return found
