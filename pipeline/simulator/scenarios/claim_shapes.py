"""Claims that balance but look unusual: adjusted as a whole, one for each procedure, several lines refused, a bonus.

Here: shapes of single decisions a reader must take as they are. Not here: decisions that do not balance (`unbalanced`).
"""

from pipeline.simulator.adjudicate import REMARKS
from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import Adjudication, Adjustment
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_free_claim, mark_claim, note_claims
from pipeline.simulator.world import World

SEQUESTRATION, INCENTIVE = "253", "144"
BUNDLED, EDIT_PAIR = "97", "236"
SEVERAL = 3
BONUS_BASIS_POINTS = 300


def claim_level_adjustment(world: World, claim: Adjudication) -> bool:
    """The payer takes the sequestration from the claim as a whole; its lines show the payment before it."""
    cuts = [sum(item.amount for item in line.adjustments if item.reason == SEQUESTRATION) for line in claim.lines]
    if not is_free_claim(world, claim) or not sum(cuts):
        return False
    for line, cut in zip(claim.lines, cuts, strict=True):
        line.adjustments = [item for item in line.adjustments if item.reason != SEQUESTRATION]
        line.paid, line.claim_share = line.paid + cut, cut
    claim.adjustments.append(Adjustment("CO", SEQUESTRATION, sum(cuts)))
    return mark_claim(world, claim, "claim_level_adjustment")


def claim_by_procedure(world: World, claim: Adjudication) -> bool:
    """One submitted claim comes back as one claim for each procedure."""
    if not is_free_claim(world, claim) or len(claim.lines) == 1:
        return False
    claim.is_by_line = True
    return mark_claim(world, claim, "claim_by_procedure")


def partial_denial(world: World, claim: Adjudication) -> bool:
    """Of three lines or more the last two are refused, each for a reason of its own; the rest is paid."""
    if not is_free_claim(world, claim) or len(claim.lines) < SEVERAL:
        return False
    deductible = sum(item.amount for line in claim.lines[-2:] for item in line.adjustments if item.reason == "1")
    claim.submission.encounter.patient.deductible_left += deductible
    for line, reason in zip(claim.lines[-2:], (EDIT_PAIR, BUNDLED), strict=True):
        line.adjustments, line.paid, line.allowed = [Adjustment("CO", reason, line.billed)], 0, 0
        line.is_denied, line.remarks = True, REMARKS.get(reason, ())
    claim.denial = BUNDLED
    return mark_claim(world, claim, "partial_denial")


def denied_cents(claim: Adjudication) -> int:
    """Charges of the refused lines, in cents."""
    return sum(line.billed for line in claim.lines if line.is_denied)


def negative_incentive(world: World, claim: Adjudication) -> bool:
    """The payer adds an incentive: a negative contractual adjustment that raises the payment."""
    if not is_free_claim(world, claim):
        return False
    line = max(claim.lines, key=lambda item: item.paid)
    bonus = percent_of(line.paid, BONUS_BASIS_POINTS)
    line.paid += bonus
    line.adjustments.append(Adjustment("CO", INCENTIVE, -bonus))
    return mark_claim(world, claim, "negative_incentive")


def incentive(claim: Adjudication) -> int:
    """What the payer added, in cents."""
    return -sum(item.amount for line in claim.lines for item in line.adjustments if item.reason == INCENTIVE)


def note_sequestration(world: World) -> None:
    """Lines that Medicare paid less its sequestration."""
    for claim in [claim for remittance in world.ledger.remittances for claim in remittance.claims]:
        for line in claim.lines:
            cents = sum(item.amount for item in line.adjustments if item.reason == SEQUESTRATION)
            if cents and not claim.reverses:
                world.ledger.plant("sequestration", Planted(str(line.charge.number), cents))


SCENARIOS = (
    Scenario("claim_level_adjustment", "Sequestration taken from the claim as a whole", "claim", 0.3,
             claim_level_adjustment, note_claims("claim_level_adjustment"), window=(0.2, 0.7)),
    Scenario("claim_by_procedure", "One claim answered as one for each procedure", "claim", 0.3,
             claim_by_procedure, note_claims("claim_by_procedure"), window=(0.2, 0.7)),
    Scenario("partial_denial", "Two of several lines denied", "claim", 0.3,
             partial_denial, note_claims("partial_denial", cents=denied_cents), window=(0.2, 0.7)),
    Scenario("negative_incentive", "Incentive as a negative contractual adjustment (CO-144)", "claim", 0.3,
             negative_incentive, note_claims("negative_incentive", cents=incentive), window=(0.2, 0.7)),
    Scenario("sequestration", "Medicare line less sequestration (CO-253)", note=note_sequestration),
)  # fmt: skip
