"""What scenarios have in common: which things are plain enough to be changed, and the note of a planted instance.

Here: conditions and notes several scenarios share. Not here: any scenario (`scenarios`).
"""

from collections.abc import Callable
from datetime import date
from operator import attrgetter

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.world import World

SETTLED_DAYS = 6
"""A planted difference is at least this many bank days old at the end, so that no clock leaves it in doubt."""
PAID = attrgetter("paid")
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


def is_free_claim(world: World, claim: Adjudication) -> bool:
    """A plain claim of a patient with one insurer, whose visit no other scenario changes."""
    encounter = claim.submission.encounter
    return is_plain_claim(claim) and not encounter.patient.secondary_id and encounter.number not in world.touched


def mark_claim(world: World, claim: Adjudication, scenario_id: str) -> bool:
    """Keep other scenarios away from a claim that this one changed."""
    claim.scenario_id = scenario_id
    world.touched.add(claim.submission.encounter.number)
    return True


def claim_reference(claim: Adjudication) -> str:
    """How an advice calls a claim (CLP01)."""
    return claim.claim_number or str(claim.submission.encounter.number)


def note_claims(
    scenario_id: str, code: str | None = None, cents: Callable[[Adjudication], int] = PAID
) -> Callable[[World], None]:
    """The note of a scenario on claims: one instance for each that stands in an advice that came (cents)."""

    def note(world: World) -> None:
        for remittance in [item for item in world.ledger.remittances if item.is_delivered]:
            for claim in [item for item in remittance.claims if item.scenario_id == scenario_id]:
                day = remittance.payment_date
                item = Planted(claim_reference(claim), cents(claim), code, remittance.trace, "claim", day,
                               within=remittance.trace)  # fmt: skip
                world.ledger.plant(scenario_id, item)

    return note
