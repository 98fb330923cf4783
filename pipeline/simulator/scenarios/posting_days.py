"""Remittances posted on the wrong day: before their money is there, or long after.

Here: when a whole remittance is recorded. Not here: what is recorded (`wrong_postings`), or never (`half_there`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.world import World

LATE_DAYS = 7


def posted_early(world: World, remittance: Remittance) -> bool:
    """The advice is posted on the day it comes, before the money."""
    day = remittance.production_date
    if not is_plain(world, remittance) or not remittance.bank_date or remittance.bank_date <= day:
        return False
    return _move(world, remittance, "posted_early", "PST-EARLY", day)


def posted_late(world: World, remittance: Remittance) -> bool:
    """The advice is posted more than a week after the money came."""
    if not is_plain(world, remittance) or not remittance.bank_date:
        return False
    day = bankdays.add_days(remittance.bank_date, LATE_DAYS)
    return is_settled(world, day) and _move(world, remittance, "posted_late", "PST-LATE", day)


def _move(world: World, remittance: Remittance, scenario_id: str, code: str, day: date) -> bool:
    remittance.posting_date, remittance.scenario_id = day, scenario_id
    item = Planted(remittance.trace, remittance.claim_paid, code, subject_kind="posting", opened=day)
    world.ledger.plant(scenario_id, item)
    return True


SCENARIOS = (
    Scenario("posted_early", "Posted before the money came", "remittance", 4, posted_early, window=(0.15, 0.8)),
    Scenario("posted_late", "Posted a week after the money came", "remittance", 4, posted_late, window=(0.15, 0.75)),
)
