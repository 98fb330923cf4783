"""Payers change their mind: reversals, corrections, and overpayments taken back from later remittances (PLB WO).

Here: the planted scenarios that take an earlier decision back. Not here: when they are planted (`scenarios`).
"""

from datetime import timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.adjudicate import correct, reverse
from pipeline.simulator.events import Adjudication, ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.world import World

RAISE, CUT = 600, -2_500
"""Change of allowed amounts by a correction, in basis points."""
SMALLEST_REVERSAL = 4_000
REPAYMENT_DELAY = timedelta(days=14)


def reversal_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed and decided again, a little better, in the same remittance."""
    original = _reversible(world, remittance)
    if not original:
        return False
    _add(world, remittance, [reverse(original), correct(original, RAISE)])
    number = str(original.submission.encounter.number)
    world.ledger.plant("reversal_correction", Planted(number, original.paid, note=f"both in {remittance.trace}"))
    return True


def reversal_then_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed now; its correction comes with the payer's next remittance."""
    original = _reversible(world, remittance)
    if not original:
        return False
    _add(world, remittance, [reverse(original)])
    correction = correct(original, RAISE)
    world.ledger.adjudications.append(correction)
    world.corrections.setdefault(remittance.payer_id, []).append(correction)
    number = str(original.submission.encounter.number)
    note = f"reversed in {remittance.trace}, corrected in the payer's next remittance"
    world.ledger.plant("reversal_correction", Planted(number, original.paid, note=note))
    return True


def plb_takeback(world: World, remittance: Remittance) -> bool:
    """A claim is decided again for less; the payer defers the difference (WO negative) and takes it later."""
    original = _reversible(world, remittance)
    if not original:
        return False
    correction = correct(original, CUT)
    _add(world, remittance, [reverse(original), correction])
    owed = original.paid - correction.paid
    remittance.provider_adjustments.append(ProviderAdjustment("WO", original.payer_claim_number, -owed))
    due = remittance.production_date + REPAYMENT_DELAY
    world.recoupments.append((remittance.payer_id, due, owed, original.payer_claim_number))
    world.ledger.plant("plb_takeback", Planted(remittance.trace, -owed, note="deferred"))
    return True


def take_back(world: World, remittance: Remittance) -> None:
    """Let the payer keep what it is owed, once the day has come and the payment is large enough."""
    for owed in list(world.recoupments):
        payer_id, due, amount, reference = owed
        if payer_id == remittance.payer_id and due <= remittance.production_date and remittance.amount > amount:
            remittance.provider_adjustments.append(ProviderAdjustment("WO", reference, amount))
            world.recoupments.remove(owed)
            world.ledger.plant("plb_takeback", Planted(remittance.trace, amount, note=f"taken for claim {reference}"))


def _reversible(world: World, remittance: Remittance) -> Adjudication | None:
    """A posted, paid, never touched primary decision of the payer that this remittance is large enough to reverse."""
    touched = {claim.submission.encounter.number for claim in world.ledger.adjudications if claim.reverses}
    repeated = {item.encounter.number for item in world.ledger.submissions if item.is_repeat}
    for claim in reversed(world.ledger.adjudications):
        paid_by = claim.remittance
        if not paid_by or paid_by.payer_id != remittance.payer_id or not paid_by.posting_date:
            continue
        encounter = claim.submission.encounter
        plain = claim.status == "1" and not claim.denial and not claim.corrects and not encounter.patient.secondary_id
        posted = paid_by.posting_date < bankdays.add_days(remittance.production_date, -3)
        free = encounter.number not in touched and encounter.number not in repeated
        if plain and posted and free and SMALLEST_REVERSAL <= claim.paid < remittance.claim_paid:
            return claim
    return None


def _add(world: World, remittance: Remittance, claims: list[Adjudication]) -> None:
    remittance.claims.extend(claims)
    world.ledger.adjudications.extend(claims)
