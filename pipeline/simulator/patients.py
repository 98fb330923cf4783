"""Patients after the visit: statements go out, some are paid by mailed check, some by card online; payouts follow.

Here: statements, payments after the visit, payouts of the card processor. Not here: payments at the desk.
"""

from collections import defaultdict
from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.chance import happens, percent_of
from pipeline.simulator.money import CardMovement, DeskDay, PatientPayment, Payout
from pipeline.simulator.practice import LOCATIONS
from pipeline.simulator.visits import CARD_ALPHABET, take_payment
from pipeline.simulator.world import World

PAYING_SHARE = 0.6
ONLINE_SHARE = 0.6
CARD_RATE, CARD_FIXED_FEE = 290, 30
PAYOUT_DAYS = 2
CASHIERS = (("jmock", "tfixture"), ("rsample",))
"""User names of those who close the drawer, by location."""


def bill_and_collect(world: World, day: date) -> None:
    """Send the statements of the day and take the payments that arrive."""
    rng = world.chance("statements")
    for encounter in world.due("statement", day):
        if encounter.statement_date:
            continue
        encounter.statement_date = day
        if happens(rng, PAYING_SHARE):
            paid_on = day + timedelta(days=rng.randint(4, 30))
            world.schedule("pay", paid_on, (encounter, paid_on))
    for encounter, paid_on in world.due("pay", day):
        open_lines = [(charge, world.balance(charge, day).patient) for charge in encounter.charges]
        applied = [(charge, cents) for charge, cents in open_lines if cents > 0]
        if not applied:
            continue
        online = happens(rng, ONLINE_SHARE)
        received = paid_on if online else day
        method = "card" if online else "check"
        take_payment(world, encounter, method, applied, received=received, posted=day, location_index=0)


def close_desks(world: World, day: date) -> None:
    """Put the cash and checks of each location on a deposit slip; the bank gets it on the next bank day."""
    batches: dict[str, list[PatientPayment]] = {}
    for payment in world.takings:
        batches.setdefault(payment.batch, []).append(payment)
    world.takings.clear()
    for batch, payments in sorted(batches.items()):
        index = next(place for place, item in enumerate(LOCATIONS) if batch.endswith(item.location_id))
        cents = sum(payment.amount for payment in payments)
        cashier = CASHIERS[index][day.toordinal() % len(CASHIERS[index])]
        desk = DeskDay(day, index, batch, cashier, payments, cents, bankdays.add_days(day, 1))
        world.offer("desk day", day, desk)
        world.ledger.desk_days.append(desk)


def pay_out(world: World) -> None:
    """Bundle the card payments into payouts, two bank days after the charge, less the processor's fees."""
    rng = world.chance("payouts")
    by_day: dict[date, list[tuple[PatientPayment, int]]] = defaultdict(list)
    for payment in world.ledger.payments:
        if payment.method == "card" and payment.is_settled:
            fee = percent_of(payment.amount, CARD_RATE) + CARD_FIXED_FEE
            by_day[bankdays.add_days(payment.received, PAYOUT_DAYS)].append((payment, fee))
    cards: dict[date, list[CardMovement]] = defaultdict(list)
    for day, movement in world.ledger.others.get("virtual card", ()):
        cards[day].append(movement)
    for day in sorted(by_day.keys() | cards.keys()):
        payout = Payout("po_1" + "".join(rng.choices(CARD_ALPHABET, k=20)), day, by_day[day], cards[day])
        world.offer("card batch", day, payout)
        world.ledger.payouts.append(payout)
