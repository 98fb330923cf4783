"""What happened to money: payments of patients, deposit slips, payouts, postings, in whole cents.

Here: the event classes of money. Not here: events of care and claims (`events`), of the bank and the books
(`banking`), the ledger that holds all of them (`ledger`), how events come about, or how any file writes them.
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator.decisions import Adjudication, LineResult, Remittance
from pipeline.simulator.events import Charge, Encounter


@dataclass(eq=False, slots=True)
class PatientPayment:
    """One payment of a patient: cash, check or card at the desk, a mailed check, or a card online."""

    number: int
    encounter: Encounter
    received: date
    posted: date
    method: str
    applied: list[tuple[Charge, int]]
    reference: str
    batch: str
    card_brand: str = ""
    scenario_id: str = ""
    unapplied: int = 0
    """Cents that stand on the account and pay no charge line."""
    is_settled: bool = True
    """False when the card processor never pays it out."""
    entered: date | None = None
    """The day it was keyed in, when it was posted as of an earlier one."""

    @property
    def amount(self) -> int:
        """Cents received."""
        return sum(cents for _, cents in self.applied) + self.unapplied


@dataclass(eq=False, slots=True)
class CardMovement:
    """One movement of a payout that is no charge: a refund, a dispute, a reserve, a fee of the month (cents)."""

    kind: str
    """refund, dispute, dispute_reversal, reserve, fee, virtual_card: the processor's category follows from it."""
    reference: str
    gross: int
    """Negative when the processor keeps it."""
    fee: int = 0
    payment: PatientPayment | None = None
    """The charge it goes back to."""
    remittance: Remittance | None = None
    """The payer's payment it is, when a virtual card was charged."""


@dataclass(eq=False, slots=True)
class Payout:
    """One payout of the card processor: charges less fees and other movements, in cents."""

    number: str
    bank_date: date
    payments: list[tuple[PatientPayment, int]]
    """Each payment with the fee the processor keeps."""
    movements: list[CardMovement] = field(default_factory=list)
    scenario_id: str = ""

    @property
    def gross(self) -> int:
        """Charges, in cents."""
        return sum(payment.amount for payment, _ in self.payments)

    @property
    def fee(self) -> int:
        """Fees of the charges, in cents."""
        return sum(fee for _, fee in self.payments)

    @property
    def net(self) -> int:
        """What reaches the bank, in cents; below zero the processor debits the account."""
        return self.gross - self.fee + sum(item.gross - item.fee for item in self.movements)


@dataclass(eq=False, slots=True)
class DeskDay:
    """Cash and checks of one location and day: what was taken, and what went to the bank (cents)."""

    day: date
    location_index: int
    batch: str
    cashier: str
    payments: list[PatientPayment]
    deposited: int
    """What the bank credits; what was taken, unless a scenario says otherwise."""
    bank_date: date
    scenario_id: str = ""
    channel: str = "desk"
    """desk, echeck (drawn from patients' accounts) or agency (sent by a collector)."""
    short: int = 0
    """Cents missing in the drawer at the count."""
    slip_error: int = 0
    """Cents the slip says more than the drawer gave."""
    voids: list[PatientPayment] = field(default_factory=list)
    """Payments with a receipt that were taken out of the PM system the same day."""

    @property
    def taken(self) -> int:
        """Cash and checks posted in the PM system, in cents."""
        return sum(payment.amount for payment in self.payments)


@dataclass(eq=False, slots=True)
class Posting:
    """What the practice recorded on one charge line: money and write-offs (cents), and who owes the rest now."""

    date: date
    charge: Charge
    source: str
    """primary, secondary, patient or other."""
    paid: int = 0
    contractual: int = 0
    written_off: int = 0
    reason: str = ""
    owner: str = ""
    """insurance or patient, when the posting settles who owes the balance; else empty."""
    payment_number: int = 0
    reference: str = ""
    method: str = ""
    adjudicated: date | None = None
    """Payment date of the advice posted."""
    line: LineResult | None = None
    scenario_id: str = ""
    is_refund: bool = False
    """Money given back: no payment in the bridge."""
    entered: date | None = None
    """The day it was keyed in, when it was posted as of an earlier one."""


@dataclass(eq=False, slots=True)
class KeyedPayment:
    """An insurer's payment somebody entered in the PM system by hand, without an advice (cents)."""

    number: int
    payer_id: str
    posted: date
    reference: str
    amount: int


@dataclass(eq=False, slots=True)
class ClaimPosting:
    """What a poster is about to record of one decision; postings may be changed, dropped or added."""

    claim: Adjudication
    postings: list[Posting]
