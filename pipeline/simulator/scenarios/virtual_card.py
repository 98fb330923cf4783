"""A payer pays by virtual card: the practice charges it and loses the processor's fee.

Here: the card of a payer. Not here: cards of patients.
"""

from pipeline.simulator import bankdays
from pipeline.simulator.chance import percent_of
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import CardMovement
from pipeline.simulator.patients import CARD_FIXED_FEE, CARD_RATE, PAYOUT_DAYS
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.visits import CARD_ALPHABET
from pipeline.simulator.world import World


def virtual_card(world: World, remittance: Remittance) -> bool:
    """The advice says check; a letter brings a card number, charged the day after and paid out net of the fee."""
    charged = bankdays.add_days(remittance.payment_date, 1)
    paid = bankdays.add_days(charged, PAYOUT_DAYS)
    if remittance.method != "ACH" or not is_plain(world, remittance) or not is_settled(world, paid):
        return False
    remittance.method, remittance.bank_date, remittance.posting_date = "CHK", None, charged
    remittance.scenario_id = "virtual_card"
    reference = "ch_3" + "".join(world.chance("virtual_card").choices(CARD_ALPHABET, k=20))
    fee = percent_of(remittance.amount, CARD_RATE) + CARD_FIXED_FEE
    card = CardMovement("virtual_card", reference, remittance.amount, fee, remittance=remittance)
    world.ledger.note("virtual card", (paid, card))
    item = Planted(remittance.trace, remittance.amount, "ERA-VCC", f"charge {reference}, fee {fee} cents", "remittance",
                   charged)  # fmt: skip
    world.ledger.plant("virtual_card", item)
    return True


SCENARIOS = (
    Scenario("virtual_card", "Payer pays by virtual card, net of the fee", "remittance", 4, virtual_card,
             window=(0.25, 0.8)),
)  # fmt: skip
