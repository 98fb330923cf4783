"""What payers decide and send: adjudications, their reasons, remittances; money in whole cents.

Here: the event classes of payers' decisions. Not here: visits and claims (`events`), what is posted (`money`), or
how a payer decides (`adjudicate`).
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator.events import Charge, Submission


@dataclass(eq=False, slots=True)
class Adjustment:
    """One reason a payer gives for not paying an amount (cents; positive lowers the payment)."""

    group: str
    reason: str
    amount: int


@dataclass(eq=False, slots=True)
class LineResult:
    """What a payer decided on one charge line; charge - adjustments = paid, in cents."""

    charge: Charge
    billed: int
    allowed: int
    paid: int
    adjustments: list[Adjustment]
    remarks: tuple[str, ...] = ()
    is_denied: bool = False
    claim_share: int = 0
    """What of the adjustments of the claim as a whole falls on this line: it is paid less by that."""
    paid_as: str = ""
    """The procedure the payer decided on (SVC01) when it is not the billed one (then SVC06)."""
    mispriced: str = ""
    """Why the payer allowed other than its contract: rate, wrong year or recode."""

    def total(self, group: str) -> int:
        """Adjustments of one group code, in cents."""
        return sum(item.amount for item in self.adjustments if item.group == group)


@dataclass(eq=False, slots=True)
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
    claim_number: str = ""
    """What the payer calls the claim (CLP01) when it is not the number it was sent with."""
    adjustments: list[Adjustment] = field(default_factory=list)
    """Adjustments of the claim as a whole; they lower what its lines pay together."""
    scenario_id: str = ""
    is_by_line: bool = False
    """The payer answers with one claim for each procedure."""

    @property
    def billed(self) -> int:
        """Charges decided on, in cents."""
        return sum(line.billed for line in self.lines)

    @property
    def paid(self) -> int:
        """Amount paid, in cents."""
        return sum(line.paid for line in self.lines) - sum(item.amount for item in self.adjustments)

    @property
    def owed_by_patient(self) -> int:
        """Patient responsibility (group PR), in cents."""
        whole = sum(item.amount for item in self.adjustments if item.group == "PR")
        return whole + sum(line.total("PR") for line in self.lines)


@dataclass(eq=False, slots=True)
class ProviderAdjustment:
    """Money of a remittance that belongs to no claim of it (PLB; cents, positive lowers the payment)."""

    code: str
    reference: str
    amount: int


@dataclass(eq=False, slots=True)
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
    parts: list[list[Adjudication]] = field(default_factory=list)
    """The claims by file, when the advice comes in several files that repeat trace and amount; else empty."""
    missing_parts: set[int] = field(default_factory=set)
    """Positions of the parts that never come."""
    stated_amount: int | None = None
    """What the advice says was sent (BPR02) when it does not say the truth; a defect."""
    scenario_id: str = ""
    resent: date | None = None
    """The day on which the same advice comes once more, in an envelope of its own."""

    repeats: "Remittance | None" = None
    """The payment whose claims it pays once more, because the money of that one was stopped."""
    converted: date | None = None
    """The day on which the lockbox sends an advice of its own, keyed from the paper that came with the check."""

    @property
    def claim_paid(self) -> int:
        """Sum of the claim payments, in cents: what the practice posts."""
        return sum(claim.paid for claim in self.claims)

    @property
    def amount(self) -> int:
        """What the payer sends, in cents: claim payments less provider adjustments."""
        return self.claim_paid - sum(item.amount for item in self.provider_adjustments)
