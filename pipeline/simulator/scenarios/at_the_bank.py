"""Checks that go wrong on their way through the lockbox or with a deposit slip.

Here: which checks. Not here: how the bank gathers and books them (`lockbox`).
"""

from pipeline.simulator.companions import further, share_out
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.lockbox import ENCODING, MISSING, swapped
from pipeline.simulator.money import DeskDay
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.world import World


def lockbox_encoding(world: World, remittance: Remittance) -> bool:
    """The bank encodes a lockbox check with two digits swapped and credits the wrong amount."""
    if not _is_lockbox_check(world, remittance) or swapped(remittance.amount) == remittance.amount:
        return False
    remittance.scenario_id = ENCODING
    return True


def lockbox_missing_item(world: World, remittance: Remittance) -> bool:
    """Two checks of a payer are credited, the lockbox file lists one."""
    groups = share_out(remittance.claims, 2) if _is_lockbox_check(world, remittance) else []
    if not groups:
        return False
    remittance.claims = groups[0]
    further(world, remittance, groups[1]).scenario_id = MISSING
    remittance.scenario_id = "lockbox_sibling"
    return True


def _is_lockbox_check(world: World, remittance: Remittance) -> bool:
    return world.ledger.has_lockbox and remittance.method == "CHK" and is_plain(world, remittance)


def slip_short_check(world: World, desk: DeskDay) -> bool:
    """A check stands on the deposit slip and is not in the bag: the bank credits less."""
    check = next((item for item in desk.payments if item.method == "check" and not item.scenario_id), None)
    plain = not desk.scenario_id and desk.deposited == desk.taken and is_settled(world, desk.bank_date)
    if not check or not plain or check.amount >= desk.deposited:
        return False
    desk.deposited -= check.amount
    desk.scenario_id = "slip_short_check"
    note = f"check {check.reference} of payment {check.number}"
    item = Planted(desk.batch, check.amount, "BNK-ENC", note, "deposit", desk.bank_date)
    world.ledger.plant("slip_short_check", item)
    return True


def mark_short_credit(world: World) -> None:
    """A credit that is not its slip cannot simply be matched."""
    for line in world.ledger.bank:
        if line.scenario_id == "slip_short_check":
            line.expected_code = "BNK-ENC"


SCENARIOS = (
    Scenario(ENCODING, "Lockbox check encoded with another amount", "remittance", 3, lockbox_encoding,
             window=(0.2, 0.8)),
    Scenario(MISSING, "Check credited and missing in the lockbox file", "remittance", 3, lockbox_missing_item,
             window=(0.2, 0.8)),
    Scenario("slip_short_check", "Deposit slip short a check", "desk day", 3, slip_short_check,
             mark_short_credit, window=(0.2, 0.8)),
)  # fmt: skip
