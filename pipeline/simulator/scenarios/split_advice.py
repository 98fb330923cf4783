"""An advice in two files that repeat trace and amount, complete or with one of them missing.

Here: how the claims are parted. Not here: money in parts (`together`).
"""

from pipeline.simulator import bankdays
from pipeline.simulator.companions import share_out
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import CASH_DAYS, is_plain, note_remittance
from pipeline.simulator.world import World


def split_era(world: World, remittance: Remittance) -> bool:
    """Two files, each with a part of the claims, both with the amount of the whole payment."""
    if not _is_split(world, remittance):
        return False
    note_remittance(world, "split_era", remittance)
    return True


def split_era_missing(world: World, remittance: Remittance) -> bool:
    """The second of two files never comes; the first does not balance alone, so nothing is posted."""
    if not _is_split(world, remittance):
        return False
    remittance.missing_parts, remittance.posting_date = {1}, None
    remittance.scenario_id = "split_era_missing"
    cents = sum(claim.paid for claim in remittance.parts[1])
    opened = bankdays.add_days(remittance.payment_date, CASH_DAYS)
    item = Planted(remittance.trace, cents, "ERA-SPLITMISS", "the second of two parts", "remittance", opened)
    world.ledger.plant("split_era_missing", item)
    return True


def _is_split(world: World, remittance: Remittance) -> bool:
    """Part the claims of a plain payment; the file keeps their order."""
    if remittance.method != "ACH" or not is_plain(world, remittance):
        return False
    remittance.parts = share_out(remittance.claims, 2)
    remittance.claims = [claim for part in remittance.parts for claim in part] or remittance.claims
    return bool(remittance.parts)


SCENARIOS = (
    Scenario("split_era", "Advice in two files", "remittance", 4, split_era, window=(0.3, 0.8)),
    Scenario("split_era_missing", "Advice in two files, one missing", "remittance", 4, split_era_missing,
             window=(0.35, 0.75)),
)  # fmt: skip
