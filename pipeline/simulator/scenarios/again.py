"""One payment told twice: a stopped check sent anew, and paper keyed by the lockbox beside the payer's own advice.

Here: second advices of the same claims. Not here: the same file twice (`files`).
"""

from pipeline.simulator import bankdays
from pipeline.simulator.companions import further
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.world import World

REISSUED, CLEARED = 12, 2
"""Bank days until the new check is written, and until it is cashed."""


def reissued_check(world: World, remittance: Remittance) -> bool:
    """A check is lost and stopped; the payer sends a new one, with an advice of its own, for the same claims."""
    written = bankdays.add_days(remittance.production_date, REISSUED)
    paid = bankdays.add_days(written, 1 + CLEARED)
    if remittance.method != "CHK" or not is_plain(world, remittance) or not is_settled(world, paid):
        return False
    remittance.bank_date = remittance.posting_date = None
    again = further(world, remittance, list(remittance.claims))
    again.production_date, again.payment_date = written, bankdays.add_days(written, 1)
    again.bank_date = again.posting_date = paid
    again.repeats = remittance
    world.schedule("post", paid, again)
    remittance.scenario_id = again.scenario_id = "reissued_check"
    item = Planted(remittance.trace, remittance.amount, "ERA-REISSUE", f"paid as {again.trace}", "remittance", written)
    world.ledger.plant("reissued_check", item)
    return True


def converted_eob(world: World, remittance: Remittance) -> bool:
    """The lockbox keys the paper of a check into an 835 of its own; the payer's own 835 came days before."""
    if not world.ledger.has_lockbox or remittance.method != "CHK" or not is_plain(world, remittance):
        return False
    remittance.converted, remittance.scenario_id = remittance.bank_date, "converted_eob"
    item = Planted(remittance.trace, remittance.amount, "ERA-DUP", "", "remittance", remittance.converted)
    world.ledger.plant("converted_eob", item)
    return True


SCENARIOS = (
    Scenario("reissued_check", "Check stopped and sent anew", "remittance", 3, reissued_check, window=(0.15, 0.65)),
    Scenario("converted_eob", "Lockbox and payer tell the same check", "remittance", 3, converted_eob,
             window=(0.2, 0.8)),
)  # fmt: skip
