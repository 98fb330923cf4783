"""The cash drawer: shortages of one cashier, voids after the receipt, slips that are wrong, bags that come late.

Here: what happens between the drawer and the bank. Not here: returned checks (`returned_items`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import DeskDay, PatientPayment
from pipeline.simulator.patients import CASHIERS
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.practice import PRACTICE_ID
from pipeline.simulator.world import World

SHORTAGE, SHORTAGES = 2_000, 3
TRANSPOSED = 900
LONGEST_LAG = 5
BANKED_DAYS = 5
"""Bank days after which a bag that did not reach the bank is missing."""


def drawer_short(world: World, desk: DeskDay) -> bool:
    """The same cashier's drawer is 20 dollars short, three times; what was taken out to bank is complete."""
    if not _is_plain(world, desk) or desk.cashier != CASHIERS[0][0] or _cash(desk) < SHORTAGE:
        return False
    desk.short = SHORTAGE
    _plant(world, "drawer_short", desk, SHORTAGE, "DRW-OS", note=f"drawer of {desk.cashier}")
    return len(world.ledger.planted["drawer_short"]) % SHORTAGES == 0


def cash_void(world: World, desk: DeskDay) -> bool:
    """Cash is taken and receipted; the payment is voided before closing, and the cash is gone."""
    cash = [payment for payment in desk.payments if payment.method == "cash" and not payment.scenario_id]
    if not _is_plain(world, desk) or not cash or len(desk.payments) == 1:
        return False
    payment = cash[0]
    desk.payments.remove(payment)
    desk.voids.append(payment)
    desk.deposited -= payment.amount
    world.ledger.payments.remove(payment)
    unpost(world, payment)
    note = f"receipt R{payment.number} in batch {desk.batch}"
    item = Planted(f"R{payment.number}", payment.amount, "DRW-VOID", note=note, subject_kind="desk", opened=desk.day)
    payment.scenario_id = desk.scenario_id = "cash_void"
    world.ledger.plant("cash_void", item)
    return True


def unpost(world: World, payment: PatientPayment) -> None:
    """Take the postings of a payment off its charge lines, on the day they were made."""
    for charge, _ in payment.applied:
        found = world.ledger.postings[charge.number]
        found[:] = [item for item in found if item.payment_number != payment.number]


def slip_differs(world: World, desk: DeskDay) -> bool:
    """The slip has two digits the wrong way round; the bank credits what was in the bag."""
    if not _is_plain(world, desk):
        return False
    desk.slip_error = TRANSPOSED
    _plant(world, "slip_differs", desk, TRANSPOSED, "DRW-SLIP", note="slip above drawer")
    return True


def lapping(world: World, desk: DeskDay) -> bool:
    """One location's deposits reach the bank later and later: each day's cash covers what is missing of the last."""
    if not _is_plain(world, desk) or desk.location_index:
        return False
    lag = 2 + len(world.ledger.planted.get("lapping", ())) % (LONGEST_LAG - 1)
    desk.bank_date = bankdays.add_days(desk.day, lag)
    _plant(world, "lapping", desk, desk.deposited, None, note=f"banked {lag} bank days after it was taken")
    return lag == LONGEST_LAG


def deposit_missing(world: World, desk: DeskDay) -> bool:
    """Cash and checks are booked and never reach the bank."""
    if not _is_plain(world, desk):
        return False
    desk.bank_date = bankdays.add_days(world.ledger.end, 20)
    opened = bankdays.add_days(desk.day, BANKED_DAYS + 1)
    _plant(world, "deposit_missing", desk, desk.taken, "BNK-DITOLD", opened=opened)
    return True


def _is_plain(world: World, desk: DeskDay) -> bool:
    """An ordinary closing, early enough to be beyond doubt at the end."""
    settled = is_settled(world, bankdays.add_days(desk.day, BANKED_DAYS + 1))
    return settled and not desk.scenario_id and desk.channel == "desk" and desk.deposited == desk.taken > 0


def _cash(desk: DeskDay) -> int:
    return sum(payment.amount for payment in desk.payments if payment.method == "cash")


def _plant(
    world: World, name: str, desk: DeskDay, cents: int, code: str | None, *, note: str = "", opened: date | None = None
) -> None:
    desk.scenario_id = name
    item = Planted(f"{PRACTICE_ID}|{desk.batch}", cents, code, note, subject_kind="desk", opened=opened or desk.day)
    world.ledger.plant(name, item)


SCENARIOS = (
    Scenario("drawer_short", "Drawer $20 short, three times with one cashier", "desk day", 1, drawer_short,
             window=(0.2, 0.5)),
    Scenario("cash_void", "Cash payment voided after the receipt", "desk day", 1, cash_void, window=(0.2, 0.75)),
    Scenario("slip_differs", "Deposit slip differs from the drawer", "desk day", 1, slip_differs, window=(0.2, 0.75)),
    Scenario("lapping", "Lapping: one location's deposits reach the bank later and later", "desk day", 1, lapping,
             window=(0.35, 0.6)),
    Scenario("deposit_missing", "Cash and checks booked and not banked", "desk day", 1, deposit_missing,
             window=(0.3, 0.75)),
)  # fmt: skip
