"""Bank exports that overlap: a statement file that brings the lines of the day before once more.

Here: how two statements become one file. Not here: how a statement is written (`writers.bai2`).
"""

from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.world import World

BEFORE, FOLDER = "statement before", "bank/"


def overlapping_statement(world: World, delivery: Delivery) -> bool:
    """The export of a day reaches back to the bank day before, which was delivered already."""
    if not delivery.name.startswith(FOLDER):
        return False
    before = world.ledger.others.get(BEFORE)
    world.ledger.others[BEFORE] = [delivery]
    lines = [line for line in world.ledger.bank if before and line.date == before[0].day]
    if not before or not lines or before[0].changes:
        return False
    delivery.changes.append(partial(with_group_before, before[0]))
    note = f"{len(lines)} lines of {before[0].name} again"
    cents = sum(line.amount for line in lines)
    item = Planted(delivery.name, cents, note=note, subject_kind="file", links=tuple(lines))
    world.ledger.plant("overlapping_statement", item)
    return True


def with_group_before(before: Delivery, data: bytes) -> bytes:
    """A BAI2 file with the group of an earlier file in front of its own, and totals of both."""
    earlier, own = (content.decode("ascii").splitlines() for content in (before.render(), data))
    groups = [*earlier[1:-1], *own[1:-1]]
    total = sum(int(records[-1].split(",")[1]) for records in (earlier, own))
    records = [own[0], *groups, f"99,{total},2,{len(groups) + 2}/"]
    return "".join(f"{record}\n" for record in records).encode("ascii")


SCENARIOS = (
    Scenario("overlapping_statement", "Bank export that repeats the day before", "delivery", 1.2,
             overlapping_statement, window=(0.3, 0.8)),
)  # fmt: skip
