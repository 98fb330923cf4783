"""Awkward days of the calendar: they come with the period that is simulated and are noted by name.

Here: the notes. Not here: which days the bank works (`bankdays`). Federal Reserve Banks keep a holiday that falls on a
Sunday on Monday, and one that falls on a Saturday not at all.
"""

from collections.abc import Callable, Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.bankdays import DAY, FIXED, SATURDAY, SUNDAY
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.world import World

LEAP_DAY = (2, 29)
AWKWARD: dict[str, tuple[str, Callable[[date], bool]]] = {
    "holiday_on_saturday": (
        "Federal holiday on a Saturday: the bank works on Friday",
        lambda day: (day.month, day.day) in FIXED and day.weekday() == SATURDAY,
    ),
    "holiday_on_sunday": (
        "Federal holiday on a Sunday: the bank is closed on Monday",
        lambda day: (day.month, day.day) in FIXED and day.weekday() == SUNDAY,
    ),
    "month_end_on_weekend": (
        "Month that ends on a weekend",
        lambda day: (day + DAY).day == 1 and day.weekday() in {SATURDAY, SUNDAY},
    ),
    "leap_day": ("29th of February", lambda day: (day.month, day.day) == LEAP_DAY),
}
"""By scenario: what it is called, and which days are such days."""


def _days(world: World) -> Iterator[date]:
    day = world.ledger.start
    while day <= world.ledger.end:
        yield day
        day += DAY


def _note(scenario_id: str) -> Callable[[World], None]:
    is_awkward = AWKWARD[scenario_id][1]

    def note(world: World) -> None:
        for day in filter(is_awkward, _days(world)):
            around = {bankdays.add_days(day, -1), bankdays.on_or_after(day)}
            lines = tuple(line for line in world.ledger.bank if line.date in around)
            cents = sum(line.amount for line in lines)
            world.ledger.plant(scenario_id, Planted(f"{day}", cents, note="bank days around it", links=lines))

    return note


SCENARIOS = tuple(Scenario(name, title, note=_note(name)) for name, (title, _) in AWKWARD.items())
