"""Claim batches the clearinghouse refuses as a whole (999): no claim of them reaches a payer; all are sent again.

Here: which day's batch is refused. Not here: claims rejected one by one (277CA), which come by chance.
"""

from datetime import date

from pipeline.simulator.events import REFUSED
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.world import World


def refused_batch(world: World, day: date) -> bool:
    """The batch of the day has a syntax error."""
    first = [order for order in world.agenda.get(("submit", day), []) if not order.get("is_retry")]
    if not first or len(first) < len(world.agenda["submit", day]) or not is_settled(world, day):
        return False
    world.schedule("refuse batch", day, "999")
    return True


def note_refused(world: World) -> None:
    """Every refused batch, worth its charges."""
    cents: dict[date, int] = {}
    for item in world.ledger.submissions:
        if item.verdict[0] == REFUSED:
            cents[item.submitted] = cents.get(item.submitted, 0) + item.encounter.amount
    for day, total in cents.items():
        item = Planted(f"claims_{day:%Y%m%d}", total, subject_kind="file", opened=day)
        world.ledger.plant("refused_batch", item)


SCENARIOS = (
    Scenario("refused_batch", "Claim batch refused as a whole (999)", "day", 7, refused_batch, note_refused,
             window=(0.1, 0.8)),
)  # fmt: skip
