"""Chargebacks and reserves: the processor takes money back and, later, may return it.

Here: matters of two payouts. Not here: refunds and fees (`card_payouts`).
"""

from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import CardMovement, Payout
from pipeline.simulator.office import card_fee
from pipeline.simulator.planning import Scenario
from pipeline.simulator.scenarios.card_payouts import earlier_sales
from pipeline.simulator.scenarios.card_sales import is_plain_payout
from pipeline.simulator.visits import CARD_ALPHABET
from pipeline.simulator.world import World

DISPUTE_FEE = 1_500
RESERVE_BASIS_POINTS = 1_000
LATER = 8
"""Payouts between the two steps of one matter."""


def chargeback(world: World, payout: Payout) -> bool:
    """A cardholder disputes a sale; the processor takes it back with a fee, and nothing is decided yet."""
    return _dispute(world, payout, "chargeback", "CRD-CB", "open at the end")


def chargeback_won(world: World, payout: Payout) -> bool:
    """A disputed sale is taken back, and returned some payouts later."""
    opened = world.ledger.others.get("dispute", [])
    if not opened:
        _dispute(world, payout, "chargeback_won", None, "")
        return False
    item, number = opened[0]
    if not _is_later(world, payout, number):
        return False
    opened.clear()
    payout.movements.append(CardMovement("dispute_reversal", item.reference, -item.gross, payment=item.payment))
    payout.scenario_id = "chargeback_won"
    planted = world.ledger.planted["chargeback_won"][-1]
    planted.note, planted.links = f"taken with {number}, returned with {payout.number}", (number, payout.number)
    return True


def _dispute(world: World, payout: Payout, name: str, code: str | None, note: str) -> bool:
    net = payout.net
    sales = [payment for payment in earlier_sales(world) if payment.amount + DISPUTE_FEE < net]
    if not is_plain_payout(world, payout) or not sales:
        return False
    reference = "dp_1" + "".join(world.chance("disputes").choices(CARD_ALPHABET, k=20))
    item = CardMovement("dispute", reference, -sales[0].amount, DISPUTE_FEE, sales[0])
    payout.movements.append(item)
    sales[0].scenario_id = payout.scenario_id = name
    if not code:
        world.ledger.note("dispute", (item, payout.number))
    planted = Planted(reference, sales[0].amount, code, note, subject_kind="card_sale", opened=payout.bank_date)
    world.ledger.plant(name, planted)
    return True


def reserve_held(world: World, payout: Payout) -> bool:
    """The processor holds a tenth of a payout back, and releases it some payouts later."""
    held = world.ledger.others.get("reserve", [])
    if held:
        item, number = held[0]
        if not _is_later(world, payout, number):
            return False
        held.clear()
        payout.movements.append(CardMovement("reserve", f"{item.reference}R", -item.gross))
        payout.scenario_id = "reserve_held"
        planted = world.ledger.planted["reserve_held"][-1]
        planted.note, planted.links = f"held with {number}, released with {payout.number}", (number, payout.number)
        return True
    cents = card_fee(payout.gross, RESERVE_BASIS_POINTS)
    if is_plain_payout(world, payout) and cents:
        reference = "rsv_1" + "".join(world.chance("reserves").choices(CARD_ALPHABET, k=19))
        item = CardMovement("reserve", reference, -cents)
        payout.movements.append(item)
        payout.scenario_id = "reserve_held"
        world.ledger.note("reserve", (item, payout.number))
        world.ledger.plant("reserve_held", Planted(reference, cents, subject_kind="card_payout"))
    return False


def _is_later(world: World, payout: Payout, number: str) -> bool:
    """Did enough payouts pass since one of them?"""
    recent = [item.number for item in world.ledger.payouts[-LATER:]]
    return number not in recent and is_plain_payout(world, payout)


SCENARIOS = (
    Scenario("chargeback", "Chargeback that is still open", "card batch", 1, chargeback, window=(0.5, 0.75)),
    Scenario("chargeback_won", "Chargeback that is won", "card batch", 1, chargeback_won, window=(0.3, 0.5)),
    Scenario("reserve_held", "Reserve held and released", "card batch", 1, reserve_held, window=(0.2, 0.5)),
)
