"""The registry of scenarios planted on remittances: which, at which payer, from which day on.

Here: the list of what is planted and how each changes a remittance; everything not planted reconciles cleanly. A new
scenario is a row of `PLAN` and, where needed, a function of the same name in `ACTS`. Not here: how a decision is taken
back (`reversals`); ordinary denials, rejections and zero payments, which come by chance.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.chance import percent_of
from pipeline.simulator.events import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.reversals import plb_takeback, reversal_correction, reversal_then_correction, take_back
from pipeline.simulator.world import World

SETTLED_DAYS = 6
"""A planted difference is at least this many bank days old at the end, so that no clock leaves it in doubt."""
INTEREST_PERCENT = 6
"""What a payer adds that is some seven months late at a tenth a year."""
PLAN = (
    ("plb_interest", "GRANM", 0.45),
    ("missing_remit", "BLUPR", 0.45),
    ("reversal_correction", "FEDMB", 0.45),
    ("plb_interest", "BLUPR", 0.48),
    ("plb_takeback", "FEDMB", 0.50),
    ("plb_takeback", "BLUPR", 0.52),
    ("missing_cash", "STMCD", 0.55),
    ("reversal_then_correction", "SUMMA", 0.58),
    ("reversal_then_correction", "FEDMB", 0.60),
    ("reversal_correction", "BLUPR", 0.62),
    ("missing_remit", "GRANM", 0.66),
    ("missing_cash", "SUMMA", 0.70),
    ("reversal_correction", "GRANM", 0.74),
    ("unposted_remit", "BLUPR", 0.74),
    ("unposted_remit", "FEDMB", 0.78),
    ("awaiting_cash", "STMCD", 0.99),
)
"""Scenario, payer, and the part of the period after which it may happen, in order of that part."""


@dataclass(frozen=True)
class Slot:
    """One planned instance of a scenario."""

    scenario: str
    payer_id: str
    not_before: date


def plan(start: date, end: date) -> list[Slot]:
    """The slots of a world that runs from `start` to `end`."""
    days = (end - start).days
    return [Slot(scenario, payer, start + timedelta(days=int(days * part))) for scenario, payer, part in PLAN]


def planted(remittance: Remittance, code: str | None = None, note: str = "") -> Planted:
    """The note of a scenario that concerns a whole remittance."""
    return Planted(remittance.trace, remittance.amount, code, note)


def arrange(world: World, remittance: Remittance) -> None:
    """Plant what is due on a new remittance: money owed back, then at most one slot of its payer."""
    take_back(world, remittance)
    for slot in world.slots:
        if slot.payer_id != remittance.payer_id or remittance.production_date < slot.not_before:
            continue
        if ACTS[slot.scenario](world, remittance):
            world.slots.remove(slot)
        return


def _is_plain(world: World, remittance: Remittance) -> bool:
    """Ordinary money of an ordinary day, early enough to be beyond doubt at the end."""
    settled = remittance.bank_date and remittance.bank_date <= bankdays.add_days(world.ledger.end, -SETTLED_DAYS)
    ordinary = all(not claim.reverses and not claim.corrects for claim in remittance.claims)
    return bool(settled and ordinary and not remittance.provider_adjustments and remittance.amount > 0)


def missing_remit(world: World, remittance: Remittance) -> bool:
    """The money arrives, the advice never does; nothing of it can be posted."""
    if not _is_plain(world, remittance):
        return False
    remittance.is_delivered, remittance.posting_date = False, None
    world.ledger.plant("missing_remit", planted(remittance, "BNK-NOERA"))
    return True


def missing_cash(world: World, remittance: Remittance) -> bool:
    """The advice arrives and is posted, the money never comes."""
    if not _is_plain(world, remittance):
        return False
    remittance.bank_date = None
    world.ledger.plant("missing_cash", planted(remittance, "ERA-NOEFT"))
    return True


def unposted_remit(world: World, remittance: Remittance) -> bool:
    """Advice and money arrive, nobody posts them."""
    if not _is_plain(world, remittance):
        return False
    remittance.posting_date = None
    world.ledger.plant("unposted_remit", planted(remittance, "PST-NONE"))
    return True


def awaiting_cash(world: World, remittance: Remittance) -> bool:
    """Advice of the last day whose money comes the day after the end: on its way, not missing."""
    if remittance.payment_date != world.ledger.end or remittance.amount <= 0:
        return False
    remittance.bank_date = bankdays.add_days(world.ledger.end, 1)
    remittance.posting_date = remittance.bank_date
    return True


def plb_interest(world: World, remittance: Remittance) -> bool:
    """The payer was late and adds interest: a memo on the claim (AMT*I), the money as PLB L6."""
    claim = next((item for item in remittance.claims if item.paid > 0), None)
    if not claim or not _is_plain(world, remittance):
        return False
    claim.interest = percent_of(claim.paid, INTEREST_PERCENT * 100)
    remittance.provider_adjustments.append(ProviderAdjustment("L6", claim.payer_claim_number, -claim.interest))
    world.ledger.plant("plb_interest", Planted(remittance.trace, claim.interest))
    return True


ACTS: dict[str, Callable[[World, Remittance], bool]] = {
    act.__name__: act
    for act in (
        missing_remit,
        missing_cash,
        unposted_remit,
        awaiting_cash,
        plb_interest,
        reversal_correction,
        reversal_then_correction,
        plb_takeback,
    )
}
