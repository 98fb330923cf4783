"""What happened at the practice: patients, visits, charges, claims sent; money in whole cents.

Here: the event classes of care and claims. Not here: what payers decide (`decisions`), events of money (`money`), the
ledger that holds all of them (`ledger`), how events come about, or how any file writes them.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.simulator.decisions import Adjudication


REFUSED = "R"
"""The verdict on every claim of a batch that was refused as a whole (999)."""


@dataclass(eq=False, slots=True)
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


@dataclass(eq=False, slots=True)
class Charge:
    """One charge line of a visit."""

    number: int
    encounter: "Encounter"
    code: str
    amount: int
    modifier: str = ""


@dataclass(eq=False, slots=True)
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


@dataclass(eq=False, slots=True)
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
        return self.verdict[0] not in {"A3", "A7", REFUSED}
