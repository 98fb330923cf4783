"""Reversals and corrections in the forms that confuse readers: order, claim number, amounts.

Here: pairs in one remittance. Not here: the ordinary pair, and pairs over two remittances (`taken_back`).
"""

from pipeline.simulator.adjudicate import correct, reverse
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.reversals import add_claims, reversible
from pipeline.simulator.world import World

RAISE = 600
DIFFERENCE = 500
"""What a reversal takes back too little, in cents."""


def correction_first(world: World, remittance: Remittance) -> bool:
    """The correction stands before the reversal it needs."""
    original = reversible(world, remittance)
    if not original:
        return False
    pair = [correct(original, RAISE), reverse(original)]
    add_claims(world, remittance, pair)
    for claim in pair:
        claim.scenario_id = "correction_first"
    number = str(original.submission.encounter.number)
    world.ledger.plant("correction_first", Planted(number, original.paid, note=f"both in {remittance.trace}"))
    return True


def renumbered_correction(world: World, remittance: Remittance) -> bool:
    """The correction answers under another claim number (CLP01) than the original and its reversal."""
    original = reversible(world, remittance)
    if not original:
        return False
    correction = correct(original, RAISE)
    number = str(original.submission.encounter.number)
    correction.claim_number = f"{number}R1"
    pair = [reverse(original), correction]
    add_claims(world, remittance, pair)
    for claim in pair:
        claim.scenario_id = "renumbered_correction"
    lines = (str(line.charge.number) for line in original.lines)
    note = f"was {number}; both in {remittance.trace}"
    item = Planted(correction.claim_number, original.paid, note=note, links=(number, *lines))
    world.ledger.plant("renumbered_correction", item)
    return True


def mismatched_reversal(world: World, remittance: Remittance) -> bool:
    """The reversal takes back less than was paid; it balances, but it is not the original negated."""
    original = reversible(world, remittance)
    line = max(original.lines, key=lambda item: item.paid) if original else None
    if not original or not line or line.paid <= DIFFERENCE:
        return False
    reversal = reverse(original)
    changed = reversal.lines[original.lines.index(line)]
    contractual = next((item for item in changed.adjustments if item.reason == "45"), None)
    if not contractual:
        return False
    changed.paid += DIFFERENCE
    contractual.amount -= DIFFERENCE
    pair = [reversal, correct(original, RAISE)]
    add_claims(world, remittance, pair)
    for claim in pair:
        claim.scenario_id = "mismatched_reversal"
    number = str(original.submission.encounter.number)
    item = Planted(number, DIFFERENCE, "ERA-REVMIS", remittance.trace, "claim", remittance.payment_date,
                   within=remittance.trace)  # fmt: skip
    world.ledger.plant("mismatched_reversal", item)
    return True


SCENARIOS = (
    Scenario("correction_first", "Correction before its reversal", "remittance", 4, correction_first,
             window=(0.4, 0.8)),
    Scenario("renumbered_correction", "Correction under another claim number", "remittance", 4,
             renumbered_correction, window=(0.4, 0.8)),
    Scenario("mismatched_reversal", "Reversal that differs from its original", "remittance", 4,
             mismatched_reversal, window=(0.4, 0.8)),
)  # fmt: skip
