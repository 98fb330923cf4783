"""What the card processor does to payouts: refunds, fees, and money that does not come.

Here: payouts that differ from their sales. Not here: sales one side does not know (`card_sales`), chargebacks and
reserves (`card_disputes`).
"""

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import PatientPayment, Payout
from pipeline.simulator.office import card_fee, refund_to_card
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_settled
from pipeline.simulator.scenarios.card_sales import FUNDING_DAYS, is_plain_payout
from pipeline.simulator.world import World

EARLIER = 3
"""Payouts that pass before a sale is given back."""
GROSS_BRAND, MONTH_OPENS = "American Express", 7
DRIFT, DRIFTS = 50, 5
"""Basis points above the contract, and payouts in a row that have them."""


def refund_after_close(world: World, payout: Payout) -> bool:
    """A sale of an earlier batch is given back; the money leaves with this payout."""
    found = earlier_sales(world)
    if not is_plain_payout(world, payout) or not found or found[0].amount >= payout.net:
        return False
    refund = refund_to_card(world, payout, found[0])
    found[0].scenario_id = payout.scenario_id = "refund_after_close"
    note = f"refund of {found[0].reference} in payout {payout.number}"
    world.ledger.plant("refund_after_close", Planted(refund.reference, refund.amount, note=note, links=(payout,)))
    return True


def negative_payout(world: World, payout: Payout) -> bool:
    """Refunds are more than the sales of the day: the processor debits the account."""
    found = sorted(earlier_sales(world), key=lambda payment: -payment.amount)
    if not is_plain_payout(world, payout) or sum(payment.amount for payment in found) <= payout.net:
        return False
    for payment in found:
        if payout.net < 0:
            break
        refund_to_card(world, payout, payment)
        payment.scenario_id = "negative_payout"
    payout.scenario_id = "negative_payout"
    note = f"{len(payout.movements)} refunds"
    world.ledger.plant("negative_payout", Planted(payout.number, payout.net, note=note, subject_kind="bank_debit"))
    return True


def fee_drift(world: World, payout: Payout) -> bool:
    """From one payout on the processor takes more than the contract says, for some payouts."""
    if not is_plain_payout(world, payout) or not payout.payments:
        return False
    before = payout.fee
    payout.payments = [(item, fee and fee + card_fee(item.amount, DRIFT)) for item, fee in payout.payments]
    payout.scenario_id = "fee_drift"
    item = Planted(payout.number, payout.fee - before, "CRD-FEE", note=f"{DRIFT} basis points above the contract",
                   subject_kind="card_payout", opened=payout.bank_date)  # fmt: skip
    world.ledger.plant("fee_drift", item)
    return len(world.ledger.planted["fee_drift"]) % DRIFTS == 0


def payout_not_funded(world: World, line: BankLine) -> bool:
    """The processor reports a payout; the bank never gets it."""
    opened = bankdays.add_days(line.date, FUNDING_DAYS)
    if not line.payout or line.scenario_id or line.amount <= 0 or not is_settled(world, opened):
        return False
    item = Planted(line.label, line.amount, "CRD-FUND", subject_kind="card_payout", opened=opened)
    world.ledger.plant("payout_not_funded", item)
    line.payout.scenario_id, line.amount = "payout_not_funded", 0
    return True


def monthly_card_fee(world: World, payout: Payout) -> bool:
    """One brand settles gross for a month: its sales come whole, and its fees are debited in the next month."""
    billed = world.numbers.get("gross month", 0)
    month = payout.bank_date.year * 12 + payout.bank_date.month
    if billed and month > billed:
        cents = world.numbers["gross fees"]
        world.numbers["gross month"] = world.numbers["gross fees"] = 0
        label = f"{GROSS_BRAND.upper()} MONTHLY DISCOUNT"
        text = (f"ORIG CO NAME:{label} ORIG ID:1470000903 ENTRY DESCR:FEES SEC:CCD",)
        line = BankLine(payout.bank_date, "455", -cents, "", text, "card_fee", [], label=label,
                        scenario_id="monthly_card_fee")  # fmt: skip
        world.extra_bank.append(line)
        note = f"debited {payout.bank_date}"
        item = Planted(label, -cents, note=note, subject_kind="bank_debit", links=(line,))
        world.ledger.plant("monthly_card_fee", item)
        return True
    if payout.bank_date.day <= MONTH_OPENS and not billed:
        billed = world.numbers["gross month"] = month
    if billed == month and payout.scenario_id != "fee_drift":
        gross = [(payment, fee) for payment, fee in payout.payments if payment.card_brand == GROSS_BRAND]
        world.numbers["gross fees"] = world.numbers.get("gross fees", 0) + sum(fee for _, fee in gross)
        payout.payments = [(item, 0 if item.card_brand == GROSS_BRAND else fee) for item, fee in payout.payments]
    return False


def earlier_sales(world: World) -> list[PatientPayment]:
    """Sales of earlier payouts that nothing was planted on, the latest first."""
    payouts = world.ledger.payouts[:-EARLIER]
    found = [payment for payout in reversed(payouts) for payment, _ in payout.payments]
    return [payment for payment in found if payment.number and payment.applied and not payment.scenario_id]


SCENARIOS = (
    Scenario("refund_after_close", "Card refund after the batch closed", "card batch", 2, refund_after_close,
             window=(0.3, 0.8)),
    Scenario("negative_payout", "Payout below zero: the processor debits the account", "card batch", 1,
             negative_payout, window=(0.4, 0.75)),
    Scenario("fee_drift", "Card fees drift above the contract", "card batch", 1, fee_drift, window=(0.55, 0.65)),
    Scenario("monthly_card_fee", "Gross settlement: fees debited once a month", "card batch", 1, monthly_card_fee,
             window=(0.3, 0.35)),
    Scenario("payout_not_funded", "Payout that never reaches the bank", "bank line", 0.3, payout_not_funded,
             window=(0.3, 0.75)),
)  # fmt: skip
