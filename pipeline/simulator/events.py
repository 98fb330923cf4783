"""What happened at the practice: every kind of event, with money in whole cents.

Here: the event classes and the ledger that holds them, the single truth that writers render and answers are computed
from. Not here: how events come about, or how any file writes them.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass
class Patient:
    """One fictional patient, with the benefits left in the plan year."""

    number: int
    last: str
    first: str
    birth_date: date
    sex: str
    street: str
    payer_id: str | None
    member_id: str
    secondary_id: str | None
    secondary_member_id: str
    subscriber: tuple[str, str] | None
    """Last and first name of the insured person when the patient is a dependant."""
    deductible_left: int


@dataclass(eq=False)
class Charge:
    """One charge line of a visit."""

    number: int
    encounter: "Encounter"
    code: str
    amount: int


@dataclass(eq=False)
class Encounter:
    """One visit; its number is the claim number."""

    number: int
    patient: Patient
    service_date: date
    posting_date: date
    provider_index: int
    location_index: int
    diagnoses: tuple[str, ...]
    charges: list[Charge] = field(default_factory=list)
    statement_date: date | None = None

    @property
    def amount(self) -> int:
        """Charges of the visit, in cents."""
        return sum(charge.amount for charge in self.charges)


@dataclass(eq=False)
class Submission:
    """One claim sent to a payer, and what the clearinghouse said of it the same evening."""

    encounter: Encounter
    payer_id: str
    sequence: str
    frequency: str
    submitted: date
    payer_claim_number: str
    verdict: tuple[str, str, str]
    """Status category, status code and entity of the 277CA; categories A3 and A7 reject."""
    original_reference: str = ""
    prior: "Adjudication | None" = None
    is_repeat: bool = False
    """Sent again by mistake, while the first one stands."""

    @property
    def is_accepted(self) -> bool:
        """Did it pass the front end?"""
        return self.verdict[0] not in {"A3", "A7"}


@dataclass
class Adjustment:
    """One reason a payer gives for not paying an amount (cents; positive lowers the payment)."""

    group: str
    reason: str
    amount: int


@dataclass(eq=False)
class LineResult:
    """What a payer decided on one charge line; charge - adjustments = paid, in cents."""

    charge: Charge
    billed: int
    allowed: int
    paid: int
    adjustments: list[Adjustment]
    remarks: tuple[str, ...] = ()
    is_denied: bool = False

    def total(self, group: str) -> int:
        """Adjustments of one group code, in cents."""
        return sum(item.amount for item in self.adjustments if item.group == group)


@dataclass(eq=False)
class Adjudication:
    """One decision of a payer on one claim: an original, a denial, a reversal (status 22) or a correction."""

    submission: Submission
    status: str
    payer_claim_number: str
    lines: list[LineResult]
    denial: str = ""
    """The denying reason code when the claim or one of its lines is denied."""
    is_repeat_denial: bool = False
    interest: int = 0
    remittance: "Remittance | None" = None
    reverses: "Adjudication | None" = None
    corrects: "Adjudication | None" = None

    @property
    def billed(self) -> int:
        """Charges decided on, in cents."""
        return sum(line.billed for line in self.lines)

    @property
    def paid(self) -> int:
        """Amount paid, in cents."""
        return sum(line.paid for line in self.lines)

    @property
    def owed_by_patient(self) -> int:
        """Patient responsibility (group PR), in cents."""
        return sum(line.total("PR") for line in self.lines)


@dataclass
class ProviderAdjustment:
    """Money of a remittance that belongs to no claim of it (PLB; cents, positive lowers the payment)."""

    code: str
    reference: str
    amount: int


@dataclass(eq=False)
class Remittance:
    """One payment of a payer, with its advice; `bank_date` is None when no money ever comes."""

    number: int
    payer_id: str
    method: str
    trace: str
    production_date: date
    payment_date: date
    claims: list[Adjudication]
    provider_adjustments: list[ProviderAdjustment]
    bank_date: date | None
    posting_date: date | None
    is_delivered: bool = True
    """False when the practice never gets the 835."""

    @property
    def claim_paid(self) -> int:
        """Sum of the claim payments, in cents: what the practice posts."""
        return sum(claim.paid for claim in self.claims)

    @property
    def amount(self) -> int:
        """What the payer sends, in cents: claim payments less provider adjustments."""
        return self.claim_paid - sum(item.amount for item in self.provider_adjustments)


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
