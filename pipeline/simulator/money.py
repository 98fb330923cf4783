"""What happened to money: payments of patients, payouts, postings, bank lines and book entries, in whole cents.

Here: the event classes of money. Not here: events of care and claims (`events`), the ledger that holds all of them
(`ledger`), how events come about, or how any file writes them.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.simulator.events import Charge, Encounter, LineResult, Remittance


@dataclass(eq=False)
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

    @property
    def amount(self) -> int:
        """Cents received."""
        return sum(cents for _, cents in self.applied)


@dataclass(eq=False)
class Payout:
    """One payout of the card processor: charges less fees, in cents."""

    number: str
    bank_date: date
    payments: list[tuple[PatientPayment, int]]
    """Each payment with the fee the processor keeps."""

    @property
    def gross(self) -> int:
        """Charges, in cents."""
        return sum(payment.amount for payment, _ in self.payments)

    @property
    def fee(self) -> int:
        """Fees, in cents."""
        return sum(fee for _, fee in self.payments)

    @property
    def net(self) -> int:
        """What reaches the bank, in cents."""
        return self.gross - self.fee


@dataclass
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


@dataclass
class BankLine:
    """One line of the bank statement (cents; credits positive)."""

    date: date
    type_code: str
    amount: int
    bank_reference: str
    customer_reference: str
    text: tuple[str, ...]
    evidence_kind: str
    """remittance, card_payout, pm_batch, or what the line is when it is no receivable (interest, fee)."""
    evidence_reference: str
    payer_id: str = ""
    remittance: Remittance | None = None
    payout: Payout | None = None


@dataclass
class BookEntry:
    """One line of a general-ledger account (cents, in the account's natural sign)."""

    date: date
    account: str
    kind: str
    number: str
    name: str
    memo: str
    split: str
    amount: int
