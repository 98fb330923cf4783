"""Refund checks: one that is never cashed, one for a claim the payer takes back as well.

Here: refunds by check. Not here: refunds to cards (`card_payouts`).
"""

from dataclasses import replace
from datetime import timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine
from pipeline.simulator.books import CHECKING, REFUNDS, balanced_entry
from pipeline.simulator.decisions import ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import PatientPayment, Posting
from pipeline.simulator.office import Refund, give_back, note_refund
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.reversals import reversible
from pipeline.simulator.world import World

STALE_AFTER = timedelta(days=90)
REFUNDED, PAYER_SHARE = 3_500, 4
"""Cents a patient gets back, and the part of a claim a payer asks for."""
RECOUPED_AFTER = timedelta(days=14)
FIRST_CHECK = 5_201


def stale_refund_check(world: World, payment: PatientPayment) -> bool:
    """A patient pays too much on the first days and gets a check, which is never cashed."""
    day = payment.posted
    if payment.scenario_id or not payment.applied or world.ledger.end - day <= STALE_AFTER:
        return False
    charge, cents = payment.applied[0]
    payment.applied[0], payment.scenario_id = (charge, cents + REFUNDED), "stale_refund_check"
    for item in world.ledger.postings[charge.number]:
        if item.payment_number == payment.number:
            item.paid += REFUNDED
    give_back(world, payment, charge_cents=(charge, REFUNDED), day=day, waived=False)
    check = str(world.number("refund check", FIRST_CHECK))
    refund = note_refund(world, payment, "check", check, REFUNDED, day, day)
    entry = balanced_entry(day, "Check", check, refund.payee, f"Refund {refund.number}", (REFUNDS, CHECKING), REFUNDED)
    world.extra_books.extend(entry)
    note = f"check {check} of {day}, outstanding at the end"
    world.ledger.plant("stale_refund_check", Planted(refund.number, REFUNDED, note=note, subject_kind="refund"))
    return True


def refund_and_recoupment(world: World, remittance: Remittance) -> bool:
    """The practice refunds a payer by check; weeks later the payer takes the same overpayment from its money."""
    owed = [refund for refund in world.ledger.others.get("refund", ()) if refund.kind == "payer"]
    open_ones = [refund for refund in owed if not refund.is_settled]
    if open_ones:
        return _take_again(world, remittance, open_ones[0])
    original = reversible(world, remittance)
    if not original:
        return False
    day, payer = remittance.production_date, PAYERS[remittance.payer_id]
    encounter, line = original.submission.encounter, max(original.lines, key=lambda item: item.paid)
    cents, cleared = line.paid // PAYER_SHARE, bankdays.add_days(day, 5)
    posted = next((item for item in world.ledger.postings.get(line.charge.number, ()) if item.line is line), None)
    if not cents or not posted or not is_settled(world, bankdays.on_or_after(day + RECOUPED_AFTER)):
        return False
    check = str(world.number("refund check", FIRST_CHECK))
    refund = Refund(f"RF{world.number('refund', 3_001)}", payer.name, "payer", encounter, "check", check, cents, day,
                    day, cleared, posted.payment_number, is_settled=False, payer_id=payer.payer_id,
                    payer_claim_number=original.payer_claim_number)  # fmt: skip
    world.ledger.note("refund", refund)
    world.touched.add(encounter.number)
    world.post(replace(posted, date=day, paid=-cents, contractual=0, owner="", is_refund=True,
                       scenario_id="refund_and_recoupment"))  # fmt: skip
    world.post(Posting(day, line.charge, "other", written_off=cents, reason="Payer refund"))
    world.extra_bank.append(BankLine(cleared, "475", -cents, check, ("CHECK PAID",), "refund", [],
                                     label=f"Refund {refund.number}", scenario_id="refund_and_recoupment"))  # fmt: skip
    return False


def _take_again(world: World, remittance: Remittance, refund: Refund) -> bool:
    same = remittance.payer_id == refund.payer_id
    due = remittance.production_date >= refund.issued + RECOUPED_AFTER
    if not same or not due or not is_plain(world, remittance) or remittance.amount <= refund.amount:
        return False
    reference = refund.payer_claim_number
    remittance.provider_adjustments.append(ProviderAdjustment("WO", reference, refund.amount))
    remittance.scenario_id, refund.is_settled = "refund_and_recoupment", True
    note = f"{reference}, refunded by check {refund.reference} ({refund.number})"
    item = Planted(remittance.trace, refund.amount, "ERA-WOORPH", note, subject_kind="remittance",
                   opened=remittance.payment_date)  # fmt: skip
    world.ledger.plant("refund_and_recoupment", item)
    return True


SCENARIOS = (
    Scenario("stale_refund_check", "Refund check never cashed", "payment", 0.1, stale_refund_check, window=(0.0, 0.0)),
    Scenario(
        "refund_and_recoupment",
        "Overpayment refunded and taken back as well",
        "remittance",
        2,
        refund_and_recoupment,
        window=(0.3, 0.45),
    ),
)
