"""Balances of patients that are paid in parts, or by a collector, or are the patient's own credit.

Here: plans, agencies, credits, cash on account. Not here: refunds (`refunds`).
"""

from datetime import date, timedelta

from pipeline.simulator.bankdays import DAY
from pipeline.simulator.chance import percent_of
from pipeline.simulator.credits import advised, owners
from pipeline.simulator.events import Charge, Encounter
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import PatientPayment, Posting
from pipeline.simulator.office import Collection, PaymentPlan
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.scenarios.drawers import unpost
from pipeline.simulator.scenarios.returned_items import by_echeck
from pipeline.simulator.visits import take_payment
from pipeline.simulator.world import World, balance_after, postings_until

PARTS, PAID_PARTS, EVERY = 4, 2, timedelta(days=14)
SMALLEST_PLAN = 6_000
SEARCHED = 600
AGENCY_SHARE = 3_000
PLACED_AFTER = timedelta(days=60)
CREDIT_CLOCK = timedelta(days=60)
OVERPAID = 4_500


def plan_default(world: World, day: date) -> bool:
    """A patient agrees to pay in four parts, pays two by card, and stops."""
    plan = next((item for item in world.ledger.others.get("plan", ()) if len(item.paid) < PAID_PARTS), None)
    if not plan:
        found = _unpaid(world, day, world.ledger.encounters[-SEARCHED:], SMALLEST_PLAN)
        if not found:
            return False
        encounter, cents = found
        number = f"PP{world.number('plan', 701)}"
        plan = PaymentPlan(number, encounter, day, cents, [day + EVERY * index for index in range(PARTS)])
        world.ledger.note("plan", plan)
        world.ledger.plant("plan_default", Planted(number, cents, note=f"{PAID_PARTS} of {PARTS} parts paid"))
    index = len(plan.paid)
    if day >= plan.due[index]:
        plan.paid.append(_pay(world, plan.encounter, plan.part(index), "card", day))
    return len(plan.paid) == PAID_PARTS


def agency_net_remit(world: World, day: date) -> bool:
    """A collector is paid an old balance in full, keeps its share, and sends the rest; the share is written off."""
    old = [visit for visit in world.ledger.encounters[:SEARCHED] if visit.service_date <= day - PLACED_AFTER]
    found = _unpaid(world, day, old, 2_000)
    if not found or not is_settled(world, day):
        return False
    encounter, gross = found
    statement, fee = f"AGY{day:%y%m%d}", percent_of(gross, AGENCY_SHARE)
    payment = _pay(world, encounter, gross - fee, "check", day)
    desk = by_echeck(world, payment, statement, "agency", payment.amount)
    payment.scenario_id = desk.scenario_id = "agency_net_remit"
    left = fee
    for charge in encounter.charges:
        cents = min(left, world.balance(charge, day).patient)
        if cents > 0:
            world.post(Posting(day, charge, "other", written_off=cents, reason="Agency fee"))
            left -= cents
    world.ledger.note("collection", Collection(statement, day, encounter, day - PLACED_AFTER // 2, gross, fee))
    note = f"{gross} collected, {fee} kept"
    world.ledger.plant("agency_net_remit", Planted(statement, gross - fee, note=note, subject_kind="deposit"))
    return True


def _unpaid(world: World, day: date, visits: list[Encounter], least: int) -> tuple[Encounter, int] | None:
    """A visit with a statement that nobody is going to pay by himself, and what the patient owes."""
    awaited = {item[0].number for (act, _), items in world.agenda.items() if act == "pay" for item in items}
    taken = {item.encounter.number for kind in ("plan", "collection") for item in world.ledger.others.get(kind, ())}
    for encounter in visits:
        if encounter.statement_date and encounter.number not in awaited | taken:
            parts = [world.balance(charge, day).patient for charge in encounter.charges]
            if min(parts) >= 0 and sum(parts) >= least:
                return encounter, sum(parts)
    return None


def _pay(world: World, encounter: Encounter, cents: int, method: str, day: date) -> PatientPayment:
    """Take a payment on the lines of a visit, the first ones first."""
    applied: list[tuple[Charge, int]] = []
    for charge in encounter.charges:
        part = min(cents, world.balance(charge, day).patient)
        if part > 0:
            applied.append((charge, part))
            cents -= part
    return take_payment(world, encounter, method, applied, received=day, posted=day, location_index=0)


def unapplied_cash(world: World, payment: PatientPayment) -> bool:
    """A patient's check is entered in the PM system and applied to nothing."""
    plain = payment in world.takings and payment.method == "check" and not payment.scenario_id
    if not plain or not is_settled(world, payment.posted):
        return False
    unpost(world, payment)
    payment.unapplied, payment.applied, payment.scenario_id = payment.amount, [], "unapplied_cash"
    item = Planted(str(payment.number), payment.unapplied, note=payment.batch, subject_kind="posting")
    world.ledger.plant("unapplied_cash", item)
    return True


def credit_60_days(world: World, payment: PatientPayment) -> bool:
    """The desk takes 45 dollars too much of a patient without insurer; the credit stays for more than 60 days."""
    plain = not payment.encounter.patient.payer_id and not payment.scenario_id and payment.applied
    if not plain or world.ledger.end - payment.posted <= CREDIT_CLOCK:
        return False
    charge, cents = payment.applied[0]
    if payment.encounter.service_date != payment.posted:
        return False
    payment.applied[0], payment.scenario_id = (charge, cents + OVERPAID), "credit_60_days"
    for item in world.ledger.postings[charge.number]:
        if item.payment_number == payment.number:
            item.paid += OVERPAID
    return True


def note_credits(world: World) -> None:
    """Every credit that is more than 60 days old at the end, however it came about, with whom it belongs to."""
    clock, decided = world.ledger.end - CREDIT_CLOCK - DAY, advised(world.ledger)
    for encounter in world.ledger.encounters:
        for charge in encounter.charges if encounter.posting_date <= clock else ():
            posted = postings_until(world.ledger, charge, world.ledger.end)
            days = [clock, *(item.date for item in posted if item.date > clock)]
            found = [balance_after(charge, [item for item in posted if item.date <= day], day) for day in days]
            if all(state.total < 0 for state in found):
                since = max(item.date for item in posted if item.date <= clock)
                for code, cents in owners(charge, posted, -found[-1].total, decided).items():
                    item = Planted(str(charge.number), cents, code, note=f"since {since} or earlier",
                                   subject_kind="posting", opened=clock + CREDIT_CLOCK)  # fmt: skip
                    world.ledger.plant("credit_60_days", item)


SCENARIOS = (
    Scenario("plan_default", "Payment plan that is not kept", "day", 1, plan_default, window=(0.35, 0.5)),
    Scenario("agency_net_remit", "Collector sends what it collected, less its share", "day", 1, agency_net_remit,
             window=(0.4, 0.75)),
    Scenario("unapplied_cash", "Payment entered and not applied", "payment", 0.1, unapplied_cash, window=(0.3, 0.75)),
    Scenario("credit_60_days", "Credit balance older than 60 days", "payment", 0.1, credit_60_days, note_credits,
             window=(0.0, 0.2)),
)  # fmt: skip
