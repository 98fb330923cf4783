"""Money of payers beyond their claims: interest without its memo, capitation.

Here: provider adjustments L6 and CT. Not here: interest as it should be (`interest`).
"""

from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain
from pipeline.simulator.world import World

INTEREST_BASIS_POINTS = 500
CAPITATED_PAYERS = ("SUMMA", "STMCD", "BLUPR")
MEMBERS, PER_MEMBER = 84, 1_225
"""Capitated members at first, and what the payer sends for each and month, in cents."""


def interest_without_memo(world: World, remittance: Remittance) -> bool:
    """Interest comes as provider adjustment only; no claim says which it belongs to (no AMT*I)."""
    if not is_plain(world, remittance):
        return False
    cents = percent_of(remittance.amount, INTEREST_BASIS_POINTS)
    _adjust(world, remittance, "interest_without_memo", ProviderAdjustment("L6", "", -cents))
    return True


def capitation(world: World, remittance: Remittance) -> bool:
    """A payer sends the capitation of the month with its claims; no claim of the practice explains it."""
    if not is_plain(world, remittance) or remittance.payer_id not in CAPITATED_PAYERS:
        return False
    cents = (MEMBERS + world.number("capitation", 1)) * PER_MEMBER
    reference = f"CAP{remittance.payment_date:%Y%m}"
    _adjust(world, remittance, "capitation", ProviderAdjustment("CT", reference, -cents))
    return True


def _adjust(world: World, remittance: Remittance, scenario_id: str, item: ProviderAdjustment) -> None:
    remittance.provider_adjustments.append(item)
    remittance.scenario_id = scenario_id
    world.ledger.plant(scenario_id, Planted(remittance.trace, -item.amount))


SCENARIOS = (
    Scenario("interest_without_memo", "Interest without its memo on a claim", "remittance", 4,
             interest_without_memo, window=(0.2, 0.85)),
    Scenario("capitation", "Capitation with the claims of a remittance (CT)", "remittance", 4, capitation,
             window=(0.2, 0.85)),
)  # fmt: skip
