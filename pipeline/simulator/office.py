"""What the back office keeps in lists of its own: refunds, payment plans, accounts placed with a collector (cents).

Here: the event classes, and money given back to a card. Not here: which scenarios make them, or how a list is written.
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.chance import percent_of
from pipeline.simulator.events import Encounter
from pipeline.simulator.money import CardMovement, PatientPayment, Payout, Posting
from pipeline.simulator.patients import CARD_RATE, PAYOUT_DAYS
from pipeline.simulator.visits import CARD_ALPHABET
from pipeline.simulator.world import World


@dataclass(eq=False, slots=True)
class Refund:
    """Money given back to a patient or a payer."""

    number: str
    payee: str
    kind: str
    """patient or payer."""
    encounter: Encounter
    method: str
    """check or card."""
    reference: str
    """Check number, or the processor's refund."""
    amount: int
    approved: date
    issued: date
    cleared: date | None = None
    payment_number: int = 0
    """The payment it goes back on."""
    is_settled: bool = True
    """False while a payer has not taken the same money back."""
    payer_id: str = ""
    payer_claim_number: str = ""


@dataclass(eq=False, slots=True)
class PaymentPlan:
    """A balance a patient pays in equal parts."""

    number: str
    encounter: Encounter
    started: date
    amount: int
    due: list[date]
    paid: list[PatientPayment] = field(default_factory=list)
    """In order of the parts; shorter than `due` when the patient stopped."""

    def part(self, index: int) -> int:
        """Cents of one part; the last one takes the rest."""
        each = self.amount // len(self.due)
        return self.amount - each * (len(self.due) - 1) if index == len(self.due) - 1 else each


@dataclass(eq=False, slots=True)
class Collection:
    """One account a collector was paid on, and what it keeps of that."""

    statement: str
    day: date
    encounter: Encounter
    placed: date
    gross: int
    fee: int

    @property
    def net(self) -> int:
        """Cents sent to the practice."""
        return self.gross - self.fee


def refund_to_card(world: World, payout: Payout, payment: PatientPayment) -> Refund:
    """Give a card payment back with a later payout; the PM system shows the refund and waives what it paid."""
    rng = world.chance("card refunds")
    reference = "re_3" + "".join(rng.choices(CARD_ALPHABET, k=20))
    day = max(bankdays.add_days(payout.bank_date, -PAYOUT_DAYS), payment.posted)
    payout.movements.append(CardMovement("refund", reference, -payment.amount, payment=payment))
    for charge, cents in payment.applied:
        give_back(world, payment, charge_cents=(charge, cents), day=day)
    return note_refund(world, payment, "card", reference, payment.amount, day, day)


def give_back(world: World, payment: PatientPayment, *, charge_cents: tuple, day: date, waived: bool = True) -> None:
    """Post a refund on a charge line; `waived` leaves what the patient owes as it was."""
    charge, cents = charge_cents
    world.post(Posting(day, charge, "patient", paid=-cents, payment_number=payment.number, is_refund=True,
                       reference=payment.reference, method=payment.method))  # fmt: skip
    if waived:
        world.post(Posting(day, charge, "other", written_off=cents, reason="Courtesy adjustment"))


def note_refund(
    world: World, payment: PatientPayment, method: str, reference: str, cents: int, approved: date, issued: date
) -> Refund:
    """Enter a patient's refund in the register."""
    patient = payment.encounter.patient
    refund = Refund(f"RF{world.number('refund', 3_001)}", f"{patient.first} {patient.last}", "patient",
                    payment.encounter, method, reference, cents, approved, issued,
                    cleared=issued if method == "card" else None, payment_number=payment.number)  # fmt: skip
    world.ledger.note("refund", refund)
    return refund


def card_fee(cents: int, basis_points: int = CARD_RATE) -> int:
    """The share a card processor takes of a charge, in cents."""
    return percent_of(cents, basis_points)
