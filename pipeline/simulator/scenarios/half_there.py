"""Money without advice, advice without money, and neither of them posted.

Here: remittances of which a half is missing or late. Not here: money that comes in other pieces than the advice.
"""

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import CASH_DAYS, is_plain, note_remittance
from pipeline.simulator.world import World


def missing_remit(world: World, remittance: Remittance) -> bool:
    """The money arrives, the advice never does; nothing of it can be posted."""
    if not is_plain(world, remittance) or not remittance.bank_date:
        return False
    remittance.is_delivered, remittance.posting_date = False, None
    opened = bankdays.add_days(remittance.bank_date, CASH_DAYS)
    remittance.scenario_id = "missing_remit"
    item = Planted(remittance.trace, remittance.amount, "BNK-NOERA", subject_kind="deposit", opened=opened)
    world.ledger.plant("missing_remit", item)
    return True


def missing_cash(world: World, remittance: Remittance) -> bool:
    """The advice arrives and is posted, the money never comes."""
    if not is_plain(world, remittance):
        return False
    remittance.bank_date = None
    opened = bankdays.add_days(remittance.payment_date, CASH_DAYS)
    note_remittance(world, "missing_cash", remittance, "ERA-NOEFT", opened)
    return True


def unposted_remit(world: World, remittance: Remittance) -> bool:
    """Advice and money arrive, nobody posts them."""
    if not is_plain(world, remittance):
        return False
    remittance.posting_date, remittance.scenario_id = None, "unposted_remit"
    item = Planted(remittance.trace, remittance.claim_paid, "PST-NONE", subject_kind="posting",
                   opened=remittance.payment_date)  # fmt: skip
    world.ledger.plant("unposted_remit", item)
    return True


def awaiting_cash(world: World, remittance: Remittance) -> bool:
    """Advice of the last day whose money comes the day after the end: on its way, not missing."""
    if remittance.payment_date != world.ledger.end or remittance.amount <= 0 or remittance.scenario_id:
        return False
    remittance.bank_date = bankdays.add_days(world.ledger.end, 1)
    remittance.posting_date = remittance.bank_date
    note_remittance(world, "awaiting_cash", remittance)
    return True


def note_awaiting(world: World) -> None:
    """Checks and late credits of the last days that reach the bank after the end."""
    for remittance in world.ledger.remittances:
        late = remittance.bank_date and remittance.bank_date > world.ledger.end
        if late and remittance.scenario_id != "awaiting_cash":
            world.ledger.plant("awaiting_cash", Planted(remittance.trace, remittance.amount))


def note_in_flight(world: World) -> None:
    """Advice and money at hand, posting due in the first days after the end."""
    for remittance in world.ledger.remittances:
        posted, banked, end = remittance.posting_date, remittance.bank_date, world.ledger.end
        if remittance.is_delivered and posted and posted > end and banked and banked <= end:
            world.ledger.plant("posting_in_flight", Planted(remittance.trace, remittance.claim_paid))


SCENARIOS = (
    Scenario("missing_remit", "Money banked, advice never comes", "remittance", 18, missing_remit,
             window=(0.3, 0.75), least=2),
    Scenario("missing_cash", "Advice posted, money never comes", "remittance", 18, missing_cash,
             window=(0.3, 0.75), least=2),
    Scenario("unposted_remit", "Advice and money arrive, nobody posts them", "remittance", 18, unposted_remit,
             window=(0.5, 0.8), least=2),
    Scenario("awaiting_cash", "Advice of the last days whose money comes after the end", "remittance", 5,
             awaiting_cash, note_awaiting, window=(0.98, 1.0), least=1),
    Scenario("posting_in_flight", "Banked in the last days, posted after the end", note=note_in_flight),
)  # fmt: skip
