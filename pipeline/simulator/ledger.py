"""The event ledger: everything that happened, the single truth that writers render and answers are computed from.

Here: the ledger and the notes of what was planted in it. Not here: the events themselves (`events`, `money`).
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator.events import Adjudication, Charge, Encounter, Remittance, Submission
from pipeline.simulator.money import BankLine, BookEntry, PatientPayment, Payout, Posting


@dataclass
class Planted:
    """One planted instance of a scenario: how to find it, what it is worth, and the exception it must raise."""

    reference: str
    amount: int
    expected_code: str | None = None
    note: str = ""


@dataclass
class Ledger:
    """Everything that happened between `start` and `end`."""

    start: date
    end: date
    encounters: list[Encounter] = field(default_factory=list)
    submissions: list[Submission] = field(default_factory=list)
    adjudications: list[Adjudication] = field(default_factory=list)
    remittances: list[Remittance] = field(default_factory=list)
    payments: list[PatientPayment] = field(default_factory=list)
    payouts: list[Payout] = field(default_factory=list)
    postings: dict[int, list[Posting]] = field(default_factory=dict)
    """By charge number, in order of posting."""
    bank: list[BankLine] = field(default_factory=list)
    opening_balance: int = 0
    books: list[BookEntry] = field(default_factory=list)
    planted: dict[str, list[Planted]] = field(default_factory=dict)
    malformed: Charge | None = None
    """The charge whose amount the last PM export garbles."""
    duplicated: Remittance | None = None
    """The remittance whose file is delivered a second time under another name."""

    def plant(self, scenario: str, item: Planted) -> None:
        """Note one instance of a scenario."""
        self.planted.setdefault(scenario, []).append(item)
