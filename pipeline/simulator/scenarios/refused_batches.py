"""Claim batches the clearinghouse refuses as a whole (999): no claim of them reaches a payer; all are sent again.

Here: which day's batch is refused. Not here: claims rejected one by one (277CA), which come by chance.
"""

from datetime import date

from pipeline.simulator.events import REFUSED, Encounter
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
    refused: dict[date, list[Encounter]] = {}
    for sent in world.ledger.submissions:
        if sent.verdict[0] == REFUSED:
            refused.setdefault(sent.submitted, []).append(sent.encounter)
    for day, visits in refused.items():
        cents, numbers = sum(visit.amount for visit in visits), tuple(str(visit.number) for visit in visits)
        item = Planted(f"claims_{day:%Y%m%d}", cents, subject_kind="file", opened=day, links=numbers)
        world.ledger.plant("refused_batch", item)


SCENARIOS = (
    Scenario("refused_batch", "Claim batch refused as a whole (999)", "day", 7, refused_batch, note_refused,
             window=(0.1, 0.8)),
)  # fmt: skip
