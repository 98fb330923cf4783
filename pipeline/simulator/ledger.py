"""The event ledger: everything that happened, the single truth that writers render and answers are computed from.

Here: the ledger and the notes of what was planted in it. Not here: the events themselves (`events`, `money`).
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipeline.simulator.banking import BankLine, BookEntry
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Encounter, Submission
from pipeline.simulator.money import DeskDay, PatientPayment, Payout, Posting


@dataclass(slots=True)
class Planted:
    """One planted instance of a scenario: how to find it, what it is worth, and the exception it must raise."""

    reference: str
    amount: int
    expected_code: str | None = None
    note: str = ""
    subject_kind: str = ""
    """deposit, bank_debit, remittance, card_payout, posting, claim, file, gl or desk: what the exception is about."""
    opened: date | None = None
    """The first day on which the exception can be known."""
    within: str = ""
    """The trace of the remittance a claim or posting stands in: another name for the place of the trouble."""
    links: tuple[Any, ...] = ()
    """What else shows whether it was understood: bank lines, payouts, remittances, or numbers as text."""


@dataclass(slots=True)
class PmExport:
    """One delivery of the PM system's exports, and what is wrong with it."""

    as_of: date
    garbled_charges: set[int] = field(default_factory=set)
    """Numbers of the charge lines whose amount is written so that no correct reader can take it for money."""
    deleted_later: list[Encounter] = field(default_factory=list)
    """Visits still shown here that were deleted before the next export."""


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
    desk_days: list[DeskDay] = field(default_factory=list)
    payouts: list[Payout] = field(default_factory=list)
    postings: dict[int, list[Posting]] = field(default_factory=dict)
    """By charge number, in order of posting."""
    bank: list[BankLine] = field(default_factory=list)
    opening_balance: int = 0
    books: list[BookEntry] = field(default_factory=list)
    pm_exports: list[PmExport] = field(default_factory=list)
    others: dict[str, list[Any]] = field(default_factory=dict)
    """Events of further kinds by kind (refund, drawer count …): a scenario makes them, a writer shows them."""
    planted: dict[str, list[Planted]] = field(default_factory=dict)
    has_lockbox: bool = False
    """Do most checks of payers come by a lockbox of the bank?"""
    has_drawer_logs: bool = True
    """Does the practice keep logs of its drawers? Without them nobody can say when the desk took its money."""
    dates_postings: bool = False
    """Does the PM system show every posting on its own day? Else it shows a payer's on the day of the last one."""

    def plant(self, scenario: str, item: Planted) -> None:
        """Note one instance of a scenario."""
        self.planted.setdefault(scenario, []).append(item)

    def note(self, kind: str, event: Any) -> None:
        """Keep an event of a kind that has no list of its own."""
        self.others.setdefault(kind, []).append(event)

    def visits_in(self, export: PmExport) -> list[Encounter]:
        """The visits an export of the PM system shows, in order of number."""
        shown = [visit for visit in self.encounters if visit.posting_date <= export.as_of]
        if export.deleted_later:
            shown = sorted([*shown, *export.deleted_later], key=lambda visit: visit.number)
        return shown

    @property
    def unreadable(self) -> set[int]:
        """Numbers of the charge lines that no correct reader can load from the last PM export."""
        return self.pm_exports[-1].garbled_charges if self.pm_exports else set()
