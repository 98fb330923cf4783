"""Electronic credits whose trace the bank passes on badly: not at all, cut short, or without its leading zero.

Here: what happens to the bank's text. Not here: money that comes in other pieces than the advice.
"""

from collections.abc import Callable

from pipeline.simulator.banking import BankLine
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.world import World

KEPT = 9
"""Characters of the trace that the narrow field of the bank's report holds."""


def is_plain_eft(world: World, line: BankLine) -> bool:
    """An ordinary electronic credit with its advice, nothing planted on it."""
    plain = line.type_code == "142" and not line.scenario_id and not line.expected_code
    return plain and len(line.remittances) == 1 and is_settled(world, line.date)


def missing_addenda(world: World, line: BankLine) -> bool:
    """The bank passes no addenda on: company and amount are all that is known."""
    if not is_plain_eft(world, line):
        return False
    line.text, line.addenda, line.scenario_id = line.text[:2], "", "missing_addenda"
    item = Planted(line.label, line.amount, "BNK-NOADD", note=f"pays {line.label}", subject_kind="deposit",
                   opened=line.date)  # fmt: skip
    world.ledger.plant("missing_addenda", item)
    return True


def name_by_bank(scenario_id: str) -> Callable[[World], None]:
    """The note of a scenario on credits that only the bank's own number names."""

    def note(world: World) -> None:
        numbers = {line.label: line.bank_reference for line in world.ledger.bank if line.scenario_id == scenario_id}
        for item in world.ledger.planted.get(scenario_id, ()):
            item.reference = numbers[item.reference]

    return note


def truncated_trace(world: World, line: BankLine) -> bool:
    """The bank's text ends within the trace."""
    if not is_plain_eft(world, line) or len(line.label) <= KEPT:
        return False
    line.text, line.scenario_id = (*line.text[:2], f"TRN*1*{line.label[:KEPT]}"), "truncated_trace"
    world.ledger.plant("truncated_trace", Planted(line.label, line.amount))
    return True


def lost_leading_zero(world: World, line: BankLine) -> bool:
    """The bank takes the trace for a number and drops the zero it begins with."""
    if not is_plain_eft(world, line) or not line.label.startswith("0"):
        return False
    line.text = tuple(text.replace(f"*{line.label}*", f"*{line.label.lstrip('0')}*") for text in line.text)
    line.scenario_id = "lost_leading_zero"
    world.ledger.plant("lost_leading_zero", Planted(line.label, line.amount))
    return True


SCENARIOS = (
    Scenario("missing_addenda", "Electronic credit without addenda", "bank line", 1.5, missing_addenda,
             name_by_bank("missing_addenda"), window=(0.3, 0.8)),
    Scenario("truncated_trace", "Trace cut short by the bank", "bank line", 1.5, truncated_trace, window=(0.25, 0.8)),
    Scenario("lost_leading_zero", "Trace without its leading zero", "bank line", 1, lost_leading_zero,
             window=(0.25, 0.75)),
)  # fmt: skip
