"""Advice and money that arrive some days apart, and in the end both.

Here: the days of arrival. Not here: what never arrives (`half_there`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled, note_remittance
from pipeline.simulator.world import World

APART = 3
"""Bank days between advice and money that are still in order."""
LATE = {"ACH": 6, "CHK": 9}
"""Bank days after which late money comes, by method."""


def era_early(world: World, remittance: Remittance) -> bool:
    """The advice comes three bank days before the money it announces."""
    paid = bankdays.add_days(remittance.production_date, APART)
    if not _fits(world, remittance, paid):
        return False
    remittance.payment_date = remittance.bank_date = remittance.posting_date = paid
    note_remittance(world, "era_early", remittance)
    return True


def era_late(world: World, remittance: Remittance) -> bool:
    """The advice comes three bank days after the money."""
    told = bankdays.add_days(remittance.bank_date, APART) if remittance.bank_date else None
    if not told or not _fits(world, remittance, told):
        return False
    remittance.production_date = remittance.posting_date = told
    note_remittance(world, "era_late", remittance)
    return True


def late_money(world: World, remittance: Remittance) -> bool:
    """The money comes more than a week after the advice, when it was already missed; then all is in order."""
    paid = bankdays.add_days(remittance.payment_date, LATE[remittance.method])
    if not is_plain(world, remittance) or not is_settled(world, paid):
        return False
    remittance.bank_date = remittance.posting_date = paid
    note_remittance(world, "late_money", remittance)
    return True


def _fits(world: World, remittance: Remittance, moved: date) -> bool:
    """Plain electronic money, and the month stays the same, so that every clock counts it there."""
    same = moved.month == remittance.payment_date.month == remittance.production_date.month
    return remittance.method == "ACH" and is_plain(world, remittance) and same and is_settled(world, moved)


SCENARIOS = (
    Scenario("era_early", "Advice three bank days before the money", "remittance", 4, era_early, window=(0.2, 0.75)),
    Scenario("era_late", "Advice three bank days after the money", "remittance", 4, era_late, window=(0.2, 0.75)),
    Scenario("late_money", "Electronic money or check late", "remittance", 4, late_money, window=(0.2, 0.7)),
)
