"""Advices that do not add up, and codes nobody has seen: the payer or the clearinghouse made a mistake.

Here: defects of an advice whose money is right. Not here: reversals that differ from their original (`corrections`).
"""

from pipeline.simulator.decisions import Adjudication, Adjustment, Remittance
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_free_claim, is_plain, mark_claim, note_claims, note_remittance
from pipeline.simulator.world import World

MISSING_CENTS, RECODED_CENTS = 500, 700
NEW_REASON = "P98"
"""A reason code in no published list."""


def _contractual(claim: Adjudication, least: int) -> Adjustment | None:
    """A contractual adjustment of at least so many cents."""
    found = [item for line in claim.lines for item in line.adjustments if (item.group, item.reason) == ("CO", "45")]
    return next((item for item in found if item.amount > least), None)


def unbalanced_claim(world: World, claim: Adjudication) -> bool:
    """A line says five dollars less of adjustments than lie between its charge and its payment."""
    found = _contractual(claim, MISSING_CENTS) if is_free_claim(world, claim) else None
    if not found:
        return False
    found.amount -= MISSING_CENTS
    return mark_claim(world, claim, "unbalanced_claim")


def unknown_reason(world: World, claim: Adjudication) -> bool:
    """A part of the contractual adjustment stands under a reason code in no list."""
    line = next((line for line in claim.lines if _contractual(claim, RECODED_CENTS) in line.adjustments), None)
    found = _contractual(claim, RECODED_CENTS) if is_free_claim(world, claim) else None
    if not found or not line:
        return False
    found.amount -= RECODED_CENTS
    line.adjustments.append(Adjustment("CO", NEW_REASON, RECODED_CENTS))
    return mark_claim(world, claim, "unknown_reason")


def notice_with_dollars(world: World, remittance: Remittance) -> bool:
    """The advice calls itself a notice without money (H, NON), states an amount, and the amount comes."""
    if not is_plain(world, remittance) or remittance.method != "ACH":
        return False
    remittance.method = "NON"
    note_remittance(world, "notice_with_dollars", remittance, "ERA-UNBAL", remittance.payment_date)
    return True


SCENARIOS = (
    Scenario("unbalanced_claim", "Claim whose adjustments do not explain its payment", "claim", 0.3,
             unbalanced_claim, note_claims("unbalanced_claim", "ERA-UNBAL", lambda _: MISSING_CENTS),
             window=(0.2, 0.7)),
    Scenario("unknown_reason", "Reason code in no list", "claim", 0.3,
             unknown_reason, note_claims("unknown_reason", "ERA-UNKCODE", lambda _: RECODED_CENTS),
             window=(0.2, 0.7)),
    Scenario("notice_with_dollars", "Notice without money (H, NON) that states dollars", "remittance", 4,
             notice_with_dollars, window=(0.2, 0.8)),
)  # fmt: skip
