"""Card sales at the terminal: not in the PM system, not at the processor, swiped twice, closed a day late.

Here: sales that one side does not know or knows later. Not here: what the processor does to payouts (`card_payouts`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.events import Encounter
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import PatientPayment, Payout
from pipeline.simulator.office import card_fee
from pipeline.simulator.patients import CARD_FIXED_FEE, PAYOUT_DAYS
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.visits import CARD_ALPHABET
from pipeline.simulator.world import World

SALE = 2_500
FUNDING_DAYS = 3


def batch_left_open(world: World, payout: Payout) -> bool:
    """Nobody closes the terminal in the evening: the batch goes out a day later, and so does the money."""
    if not is_plain_payout(world, payout):
        return False
    payout.bank_date, payout.scenario_id = bankdays.add_days(payout.bank_date, 1), "batch_left_open"
    note = "paid out a bank day later than other batches"
    world.ledger.plant("batch_left_open", Planted(payout.number, payout.net, note=note, subject_kind="card_payout"))
    return True


def duplicate_swipe(world: World, payout: Payout) -> bool:
    """One payment of the PM system is charged twice within minutes."""
    found = [payment for payment, _ in payout.payments if payment.number and not payment.scenario_id]
    if not is_plain_payout(world, payout) or not found:
        return False
    first = found[0]
    again = _add_sale(world, payout, first.encounter, first.amount, first.received, first.card_brand)
    first.scenario_id = "duplicate_swipe"
    _plant(world, "duplicate_swipe", payout, again, f"second charge of {first.reference}")
    return True


def sale_not_in_pm(world: World, payout: Payout) -> bool:
    """The terminal took a card; nobody entered the payment in the PM system."""
    if not is_plain_payout(world, payout) or not payout.payments:
        return False
    like = payout.payments[-1][0]
    sale = _add_sale(world, payout, like.encounter, SALE, like.received, "Visa")
    _plant(world, "sale_not_in_pm", payout, sale, f"in payout {payout.number}")
    return True


def _add_sale(world: World, payout: Payout, encounter: Encounter, cents: int, day: date, brand: str) -> PatientPayment:
    """A charge only the processor knows: it has no number in the PM system, and is never posted."""
    reference = "ch_3" + "".join(world.chance("unknown sales").choices(CARD_ALPHABET, k=20))
    sale = PatientPayment(0, encounter, day, date.max, "card", [], reference, "", brand, unapplied=cents)
    payout.payments.append((sale, card_fee(cents) + CARD_FIXED_FEE))
    return sale


def _plant(world: World, name: str, payout: Payout, sale: PatientPayment, note: str) -> None:
    payout.scenario_id = sale.scenario_id = name
    item = Planted(sale.reference, sale.amount, "CRD-NOPM", note, subject_kind="card_sale", opened=payout.bank_date)
    world.ledger.plant(name, item)


def payment_not_settled(world: World, payment: PatientPayment) -> bool:
    """The PM system has a card payment the processor declined, and never settles."""
    if payment.method != "card" or payment.scenario_id or not is_settled(world, bankdays.add_days(payment.posted, 5)):
        return False
    payment.is_settled, payment.scenario_id = False, "payment_not_settled"
    opened = bankdays.add_days(payment.posted, PAYOUT_DAYS + 1)
    item = Planted(payment.reference, payment.amount, "CRD-NOSET", note=f"payment {payment.number}",
                   subject_kind="posting", opened=opened)  # fmt: skip
    world.ledger.plant("payment_not_settled", item)
    return True


def is_plain_payout(world: World, payout: Payout) -> bool:
    """An ordinary payout of charges, early enough to be beyond doubt at the end."""
    settled = is_settled(world, bankdays.add_days(payout.bank_date, FUNDING_DAYS))
    return settled and payout.bank_date >= world.ledger.start and not payout.scenario_id and not payout.movements


SCENARIOS = (
    Scenario("batch_left_open", "Card batch not closed overnight", "card batch", 2, batch_left_open,
             window=(0.2, 0.8)),
    Scenario("duplicate_swipe", "Card swiped twice for one payment", "card batch", 2, duplicate_swipe,
             window=(0.2, 0.8)),
    Scenario("sale_not_in_pm", "Card sale that is not in the PM system", "card batch", 2, sale_not_in_pm,
             window=(0.2, 0.8)),
    Scenario("payment_not_settled", "Card payment in the PM system, never settled", "payment", 0.15,
             payment_not_settled, window=(0.2, 0.8)),
)  # fmt: skip
