"""What scenarios have in common: which things are plain enough to be changed, and the note of a planted instance.

Here: conditions and notes several scenarios share. Not here: any scenario (`scenarios`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.world import World

SETTLED_DAYS = 6
"""A planted difference is at least this many bank days old at the end, so that no clock leaves it in doubt."""
CASH_DAYS = 4
"""Bank days after which money or advice that did not come counts as missing."""


def is_settled(world: World, day: date | None) -> bool:
    """Is the day early enough to be beyond doubt at the end of the period?"""
    return bool(day and day <= bankdays.add_days(world.ledger.end, -SETTLED_DAYS))


def is_plain(world: World, remittance: Remittance) -> bool:
    """Ordinary money of an ordinary day, nothing planted on it, early enough to be beyond doubt at the end."""
    ordinary = all(not claim.reverses and not claim.corrects and not claim.scenario_id for claim in remittance.claims)
    untouched = not remittance.provider_adjustments and not remittance.scenario_id
    return is_settled(world, remittance.bank_date) and ordinary and untouched and remittance.amount > 0


def is_plain_claim(claim: Adjudication) -> bool:
    """A paid first decision of a primary payer with no denial and nothing planted on it."""
    first = claim.status == "1" and not claim.denial and not claim.corrects and not claim.submission.is_repeat
    return first and claim.submission.frequency == "1" and not claim.scenario_id and claim.paid > 0


def note_remittance(
    world: World, scenario_id: str, remittance: Remittance, code: str | None = None, opened: date | None = None
) -> None:
    """Plant a scenario that concerns a whole remittance, worth what the payer sends."""
    remittance.scenario_id = scenario_id
    item = Planted(remittance.trace, remittance.amount, code, subject_kind="remittance", opened=opened)
    world.ledger.plant(scenario_id, item)
