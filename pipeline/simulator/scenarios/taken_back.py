"""Payers change their mind: reversals with corrections, and overpayments taken back from later money (PLB WO).

Here: when an earlier decision is taken back, and how. Not here: the choice of the decision (`reversals`).
"""

from datetime import timedelta

from pipeline.simulator.adjudicate import correct, reverse
from pipeline.simulator.decisions import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.reversals import add_claims, reversible
from pipeline.simulator.world import World

RAISE, CUT = 600, -2_500
"""Change of allowed amounts by a correction, in basis points."""
REPAYMENT_DELAY = timedelta(days=14)


def reversal_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed and decided again, a little better, in the same remittance."""
    original = reversible(world, remittance)
    if not original:
        return False
    add_claims(world, remittance, [reverse(original), correct(original, RAISE)])
    number = str(original.submission.encounter.number)
    world.ledger.plant("reversal_correction", Planted(number, original.paid, note=f"both in {remittance.trace}"))
    return True


def reversal_then_correction(world: World, remittance: Remittance) -> bool:
    """An earlier claim is reversed now; its correction comes with the payer's next remittance."""
    original = reversible(world, remittance)
    if not original:
        return False
    add_claims(world, remittance, [reverse(original)])
    correction = correct(original, RAISE)
    world.ledger.adjudications.append(correction)
    world.corrections.setdefault(remittance.payer_id, []).append(correction)
    number = str(original.submission.encounter.number)
    note = f"reversed in {remittance.trace}, corrected in the payer's next remittance"
    world.ledger.plant("reversal_then_correction", Planted(number, original.paid, note=note))
    return True


def plb_takeback(world: World, remittance: Remittance) -> bool:
    """A claim is decided again for less; the payer defers the difference (WO negative) and takes it later."""
    original = reversible(world, remittance)
    if not original:
        return False
    correction = correct(original, CUT)
    add_claims(world, remittance, [reverse(original), correction])
    owed = original.paid - correction.paid
    remittance.provider_adjustments.append(ProviderAdjustment("WO", original.payer_claim_number, -owed))
    due = remittance.production_date + REPAYMENT_DELAY
    world.recoupments.append((remittance.payer_id, due, owed, original.payer_claim_number))
    world.ledger.plant("plb_takeback", Planted(remittance.trace, -owed, note="deferred"))
    return True


SCENARIOS = (
    Scenario("reversal_correction", "Reversal and correction in one remittance", "remittance", 27,
             reversal_correction, window=(0.45, 0.8), least=3),
    Scenario("reversal_then_correction", "Reversal now, correction in the payer's next remittance", "remittance", 18,
             reversal_then_correction, window=(0.5, 0.75), least=2),
    Scenario("plb_takeback", "Overpayment deferred (WO negative) and taken later (WO positive)", "remittance", 18,
             plb_takeback, window=(0.45, 0.6), least=2),
)  # fmt: skip
