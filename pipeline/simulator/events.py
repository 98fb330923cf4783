"""What happened between practice and payers: visits, charges, claims, decisions, remittances; money in whole cents.

Here: the event classes of care and claims. Not here: events of money (`money`), the ledger that holds all of them
(`ledger`), how events come about, or how any file writes them.
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
    modifier: str = ""


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
