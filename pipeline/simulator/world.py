"""The state of the simulation while days pass: the ledger so far, what is due when, and the next numbers.

Here: the agenda, the counters and who owes what on a charge line. Not here: the acts of a day (visits, claims, payers,
postings, patients), which are modules of their own.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from random import Random
from typing import Any

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine, BookEntry
from pipeline.simulator.chance import stream
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Charge, Patient, Submission
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import PatientPayment, Posting
from pipeline.simulator.planning import Plan

DATE = attrgetter("date")


@dataclass(frozen=True, slots=True)
class Balance:
    """What is open on one charge line, in cents, and with whom."""

    total: int
    insurance: int
    patient: int


@dataclass
class World:
    """One simulated practice on its way through time."""

    seed: int
    visits_per_day: int
    ledger: Ledger
    agenda: dict[tuple[str, date], list[Any]] = field(default_factory=lambda: defaultdict(list))
    numbers: dict[str, int] = field(default_factory=dict)
    panel: list[Patient] = field(default_factory=list)
    pending: dict[str, list[tuple[date, Submission]]] = field(default_factory=lambda: defaultdict(list))
    """Accepted claims by payer, each with the day it is ripe for a decision."""
    corrections: dict[str, list[Adjudication]] = field(default_factory=dict)
    """Corrections a payer sends with its next remittance, after a reversal in an earlier one."""
    sent: dict[str, list[Remittance]] = field(default_factory=lambda: defaultdict(list))
    """Remittances by payer, in order."""
    touched: set[int] = field(default_factory=set)
    """Numbers of the visits whose claims were reversed, repeated or otherwise changed by a scenario."""
    plan: Plan = field(default_factory=Plan)
    """Scenarios still to be planted."""
    takings: list[PatientPayment] = field(default_factory=list)
    """Cash and checks taken today and not yet on a deposit slip."""
    extra_bank: list[BankLine] = field(default_factory=list)
    """Lines the bank books for scenarios, besides what follows from remittances, payouts and deposit slips."""
    extra_books: list[BookEntry] = field(default_factory=list)
    """Entries the bookkeeper makes for scenarios, besides what follows from bank lines and the PM system."""
    recoupments: list[tuple[str, date, int, str]] = field(default_factory=list)
    """Payer, earliest day, cents and reference of overpayments a payer will still take back."""
    follow_ups: dict[str, list[Callable[["World", Remittance], bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """By payer: what it does with its next remittance that fits; each says whether it did."""
    streams: dict[str, Random] = field(default_factory=dict)

    def chance(self, name: str) -> Random:
        """The stream of random numbers called `name`."""
        found = self.streams.get(name)
        if found is None:
            found = self.streams[name] = stream(self.seed, name)
        return found

    def offer(self, hook: str, day: date, thing: Any) -> bool:
        """Let at most one scenario that is due change a thing of a hook (`planning.HOOKS`)."""
        return self.plan.offer(self, hook, day, thing)

    def number(self, kind: str, first: int) -> int:
        """The next number of a kind, counting from `first`."""
        self.numbers[kind] = self.numbers.get(kind, first - 1) + 1
        return self.numbers[kind]

    def schedule(self, act: str, day: date, item: Any) -> None:
        """Put an item on the agenda of the first bank day on or after `day`."""
        self.agenda[act, bankdays.on_or_after(day)].append(item)

    def due(self, act: str, day: date) -> list[Any]:
        """What is on the agenda for `day`; it is taken off."""
        return self.agenda.pop((act, day), [])

    def post(self, posting: Posting) -> None:
        """Record a posting on its charge line."""
        self.ledger.postings.setdefault(posting.charge.number, []).append(posting)

    def balance(self, charge: Charge, as_of: date) -> Balance:
        """What is open on a charge line at the end of a day."""
        return balance(self.ledger, charge, as_of)


def postings_until(ledger: Ledger, charge: Charge, as_of: date) -> list[Posting]:
    """Postings of a charge line up to and including a day, in order of date."""
    found = [item for item in ledger.postings.get(charge.number, ()) if item.date <= as_of]
    if len(found) > 1:
        found.sort(key=DATE)
    return found


def balance(ledger: Ledger, charge: Charge, as_of: date) -> Balance:
    """What is open on a charge line at the end of a day, and with whom (cents).

    While an insurer has not settled, the whole balance is the insurer's: a copay taken at the desk lowers it. Once
    settled, the whole rest is the patient's; below zero it is a credit.
    """
    return balance_after(charge, postings_until(ledger, charge, as_of), as_of)


def balance_after(charge: Charge, posted: list[Posting], as_of: date) -> Balance:
    """As `balance`, of a charge line whose postings until then are at hand."""
    if charge.encounter.posting_date > as_of:
        return Balance(0, 0, 0)
    total, owner = charge.amount, "insurance" if charge.encounter.patient.payer_id else "patient"
    for item in posted:
        total -= item.paid + item.contractual + item.written_off
        owner = item.owner or owner
    return Balance(total, total if owner == "insurance" else 0, total if owner == "patient" else 0)
