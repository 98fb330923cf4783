"""Payments of patients that the bank takes back: an eCheck returned late, a check that is deposited again.

Here: returned items of patients. Not here: payers' money.
"""

from datetime import timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import DeskDay, PatientPayment
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.world import World

RETURN_AFTER = timedelta(days=45)
RETURN_DAYS, AGAIN_DAYS = 3, 2


def by_echeck(world: World, payment: PatientPayment, batch: str, channel: str, cents: int) -> DeskDay:
    """Let a payment that is no card reach the bank electronically, by itself, two bank days later."""
    world.takings.remove(payment)
    payment.method, payment.batch, payment.reference = "echeck", batch, f"E{payment.number}"
    desk = DeskDay(payment.posted, 0, batch, "", [payment], cents, bankdays.add_days(payment.posted, 2),
                   channel=channel)  # fmt: skip
    world.ledger.desk_days.append(desk)
    for charge, _ in payment.applied:
        for item in world.ledger.postings[charge.number]:
            if item.payment_number == payment.number:
                item.method, item.reference = payment.method, payment.reference
    return desk


def late_echeck_return(world: World, payment: PatientPayment) -> bool:
    """A patient's eCheck comes back on day 45 (not authorised); nobody reverses the payment in the PM system."""
    banked = bankdays.add_days(payment.posted, 2)
    back = bankdays.on_or_after(banked + RETURN_AFTER)
    plain = payment.method == "check" and payment in world.takings and not payment.scenario_id
    if not plain or not is_settled(world, back):
        return False
    desk = by_echeck(world, payment, f"ECK{payment.posted:%y%m%d}{payment.number}", "echeck", payment.amount)
    payment.scenario_id = desk.scenario_id = "late_echeck_return"
    text = ("ORIG CO NAME:CLEARPAY PORTAL ORIG ID:1470000901 ENTRY DESCR:RETURN SEC:WEB", "R10 NOT AUTHORIZED")
    evidence = [Evidence("pm_batch", desk.batch, -payment.amount, desk)]
    line = BankLine(back, "557", -payment.amount, desk.batch, text, "returned_item", evidence,
                    label=f"R10 {desk.batch}", expected_code="BNK-RET", scenario_id="late_echeck_return")  # fmt: skip
    world.extra_bank.append(line)
    item = Planted(desk.batch, payment.amount, "BNK-RET", note=f"payment {payment.number}, returned {back}",
                   subject_kind="bank_debit", opened=back)  # fmt: skip
    world.ledger.plant("late_echeck_return", item)
    return True


def nsf_redeposited(world: World, desk: DeskDay) -> bool:
    """A patient's check of a deposit comes back unpaid, is deposited again, and is good the second time."""
    checks = [payment for payment in desk.payments if payment.method == "check" and not payment.scenario_id]
    back = bankdays.add_days(desk.bank_date, RETURN_DAYS)
    again = bankdays.add_days(back, AGAIN_DAYS)
    if not checks or desk.scenario_id or desk.channel != "desk" or not is_settled(world, again):
        return False
    check = checks[0]
    check.scenario_id = "nsf_redeposited"
    what = f"CK {check.reference}"
    lines = (
        BankLine(back, "555", -check.amount, desk.batch, ("DEPOSITED ITEM RETURNED", f"{what} NSF"), "returned_item",
                 [], label=f"NSF {desk.batch}", scenario_id="nsf_redeposited"),
        BankLine(again, "301", check.amount, desk.batch, ("REDEPOSITED ITEM", what), "redeposit", [],
                 label=f"redeposit {desk.batch}", scenario_id="nsf_redeposited"),
    )  # fmt: skip
    world.extra_bank += lines
    note = f"{what} of payment {check.number}, back on {back}, good on {again}"
    item = Planted(desk.batch, check.amount, note=note, subject_kind="deposit", links=lines)
    world.ledger.plant("nsf_redeposited", item)
    return True


SCENARIOS = (
    Scenario("late_echeck_return", "Electronic check returned on day 45", "payment", 0.1, late_echeck_return,
             window=(0.05, 0.35)),
    Scenario("nsf_redeposited", "Returned check deposited again", "desk day", 1, nsf_redeposited, window=(0.2, 0.75)),
)  # fmt: skip
