"""Late payers pay interest: a memo on the claim (AMT*I), the money as provider adjustment (PLB L6).

Here: interest of payers. Not here: interest of the bank.
"""

from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain
from pipeline.simulator.world import World

INTEREST_BASIS_POINTS = 600
"""What a payer adds that is some seven months late at a tenth a year."""


def plb_interest(world: World, remittance: Remittance) -> bool:
    """The payer was late and adds interest."""
    claim = next((item for item in remittance.claims if item.paid > 0), None)
    if not claim or not is_plain(world, remittance):
        return False
    claim.interest = percent_of(claim.paid, INTEREST_BASIS_POINTS)
    remittance.provider_adjustments.append(ProviderAdjustment("L6", claim.payer_claim_number, -claim.interest))
    remittance.scenario_id = "plb_interest"
    world.ledger.plant("plb_interest", Planted(remittance.trace, claim.interest))
    return True


SCENARIOS = (
    Scenario("plb_interest", "Interest with its memo on the claim", "remittance", 18, plb_interest,
             window=(0.3, 0.8), least=2),
)  # fmt: skip
