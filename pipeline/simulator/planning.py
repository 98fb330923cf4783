"""When scenarios happen: how many of each a world of some size gets, and from which day on each may be planted.

Here: the shape of a scenario, the hooks it can act on, the slots and how a thing is offered to them. Not here: any
scenario (`scenarios`), or where in the acts of a day things are offered.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pipeline.simulator.bankdays import bank_days
from pipeline.simulator.chance import stream
from pipeline.simulator.practice import LOCATIONS, PAYERS

if TYPE_CHECKING:
    from pipeline.simulator.world import World

LARGE = 2_000
"""From so many claims on a world has every scenario at least once."""
CLAIMS_PER_REMITTANCE = 30
PER = 1_000
WEEK = 5
HOOKS = (
    "day", "submission", "claim", "remittance", "posting", "payment", "desk day", "card batch", "bank line",
    "gl entry", "pm export", "delivery",
)  # fmt: skip
"""The things scenarios can change, in the order in which a world comes to them."""


@dataclass(frozen=True)
class Scenario:
    """One kind of trouble, or of ordinary life, that a world contains and the answer key names.

    `act` gets the world and the thing of its hook, changes events, plants the truth and says whether it did; `rate` is
    how many it plants per 1,000 things of the hook. `note` runs once when the period is booked and notes what came by
    itself. A scenario has one of the two, or both; with neither, the acts of the days plant it by chance.
    """

    scenario_id: str
    title: str
    hook: str = ""
    rate: float = 0.0
    act: Callable[["World", Any], bool] | None = None
    note: Callable[["World"], None] | None = None
    window: tuple[float, float] = (0.1, 0.85)
    """The part of the period in which it is planted, as shares of its length."""
    least: int = 0
    """How many a world gets, however small."""


@dataclass(frozen=True)
class Size:
    """How large a world is: what the rates are multiplied with."""

    claims: int
    start: date
    end: date

    def units(self, hook: str) -> float:
        """How many things of a hook the world will have, about."""
        days = sum(1 for _ in bank_days(self.start, self.end))
        runs = sum(len(payer.run_days) for payer in PAYERS.values()) * days / WEEK
        remittances = max(runs, self.claims / CLAIMS_PER_REMITTANCE)
        desk_days = days * len(LOCATIONS)
        lines = remittances + desk_days + days
        return {
            "day": days,
            "remittance": remittances,
            "desk day": desk_days,
            "card batch": days,
            "bank line": lines,
            "gl entry": lines,
            "pm export": 1,
            "delivery": 3 * days + remittances,
        }.get(hook, self.claims)


@dataclass(frozen=True)
class Slot:
    """One planned instance of a scenario."""

    scenario: Scenario
    not_before: date


@dataclass
class Plan:
    """The slots of a world that are still free, by hook, in order of their first day."""

    slots: dict[str, list[Slot]] = field(default_factory=dict)

    def offer(self, world: "World", hook: str, day: date, thing: Any) -> bool:
        """Let the scenarios that are due change a thing, until one does; True when one did."""
        due = self.slots.get(hook)
        if not due or due[0].not_before > day:
            return False
        tried = set()
        for index, slot in enumerate(due):
            if slot.not_before > day:
                return False
            name = slot.scenario.scenario_id
            if name in tried or not slot.scenario.act:
                continue
            tried.add(name)
            if slot.scenario.act(world, thing):
                del due[index]
                return True
        return False


def make_plan(seed: int, size: Size, scenarios: Iterable[Scenario], rates: dict[str, float]) -> Plan:
    """The slots of a world: as many for each scenario as its rate asks for, spread over its window."""
    plan, length = Plan(), (size.end - size.start).days
    for scenario in scenarios:
        if not scenario.act:
            continue
        rng, count = stream(seed, f"plan {scenario.scenario_id}"), _count(scenario, size, rates)
        first, last = scenario.window
        for index in range(count):
            part = first + (last - first) * (index + rng.random() / 2) / count
            slot = Slot(scenario, size.start + timedelta(days=int(length * part)))
            plan.slots.setdefault(scenario.hook, []).append(slot)
    for found in plan.slots.values():
        found.sort(key=lambda slot: slot.not_before)
    return plan


def _count(scenario: Scenario, size: Size, rates: dict[str, float]) -> int:
    """How many of a scenario are planned; a rate that was set is taken as it is."""
    expected = size.units(scenario.hook) / PER
    if scenario.scenario_id in rates:
        return round(rates[scenario.scenario_id] * expected)
    return max(scenario.least, 1 if size.claims >= LARGE else 0, round(scenario.rate * expected))
