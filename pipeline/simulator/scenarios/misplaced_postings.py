"""Postings in the wrong place: another patient's account, half of a pair, no advice behind them, another batch.

Here: what stands in the PM system where it should not. Not here: wrong amounts and codes (`wrong_postings`).
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.events import Encounter
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import ClaimPosting, DeskDay, KeyedPayment, Posting
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import claim_reference, is_free_claim, is_settled, mark_claim
from pipeline.simulator.practice import PRACTICE_ID
from pipeline.simulator.world import World

UNANSWERED_AFTER = 45
"""Days after which a payer that has not answered will not do so any more."""
SEARCHED = 300
"""Only so many of the visits at hand are looked through."""
KEYED_SHARE = 3
"""What part of a charge is keyed in without anything behind it."""
MISTYPED = "X"


def wrong_account(world: World, thing: ClaimPosting) -> bool:
    """A claim's payment is posted to the account of another patient of the same payer."""
    claim, remittance = thing.claim, thing.claim.remittance
    if not is_free_claim(world, claim) or not remittance or remittance.scenario_id:
        return False
    day = thing.postings[0].date
    other = _unanswered(world, day, claim.submission.payer_id) if is_settled(world, day) else None
    if not other or other.patient is claim.submission.encounter.patient:
        return False
    for posting in thing.postings:
        posting.charge, posting.contractual, posting.owner = other.charges[0], 0, ""
        posting.scenario_id = "wrong_account"
    world.touched.add(other.number)
    note = f"posted to visit {other.number}"
    item = Planted(claim_reference(claim), claim.paid, "PST-WRONGACCT", note, "posting", day, remittance.trace)
    world.ledger.plant("wrong_account", item)
    return mark_claim(world, claim, "wrong_account")


def correction_not_posted(world: World, thing: ClaimPosting) -> bool:
    """The reversal of a claim is posted, the correction that belongs to it is not."""
    claim, remittance = thing.claim, thing.claim.remittance
    if not claim.corrects or claim.scenario_id or claim.paid <= 0 or not remittance:
        return False
    day = thing.postings[0].date
    if remittance.scenario_id or not is_settled(world, day):
        return False
    thing.postings.clear()
    item = Planted(
        claim_reference(claim), claim.paid, "PST-REV", "correction missing", "posting", day, remittance.trace
    )
    world.ledger.plant("correction_not_posted", item)
    return mark_claim(world, claim, "correction_not_posted")


def posting_without_evidence(world: World, day: date) -> bool:
    """Somebody keys an insurer's payment no advice and no check stands behind."""
    visit = _unanswered(world, day) if is_settled(world, bankdays.add_days(day, 1)) else None
    if not visit:
        return False
    charge, payer_id = visit.charges[0], visit.patient.payer_id or ""
    cents = charge.amount // KEYED_SHARE
    number, check = world.number("payment", 50_001), str(world.number("keyed check", 90_211))
    world.ledger.note("keyed payment", KeyedPayment(number, payer_id, day, check, cents))
    world.post(Posting(day, charge, "primary", paid=cents, payment_number=number, reference=check, method="CHK",
                       scenario_id="posting_without_evidence"))  # fmt: skip
    world.touched.add(visit.number)
    item = Planted(str(visit.number), cents, "PST-NOEVID", f"payment {number}, check {check}", "posting", day, check)
    world.ledger.plant("posting_without_evidence", item)
    return True


def _unanswered(world: World, day: date, payer_id: str = "") -> Encounter | None:
    """The first visit of the period an insurer never answered on, with nothing posted and nothing planted."""
    for visit in _waiting(world, day):
        insured = payer_id in {"", visit.patient.payer_id}
        posted = any(world.ledger.postings.get(charge.number) for charge in visit.charges)
        if insured and visit.number not in world.touched and not posted:
            return visit
    return None


def _waiting(world: World, day: date) -> list[Encounter]:
    """Insured visits of the period that wait for an answer longer than payers take, worked out once a day."""
    kept = world.ledger.others.get("waiting")
    if not kept or kept[0] != day:
        answered = {item.submission.encounter.number for item in world.ledger.adjudications}
        recent = [item for item in world.ledger.encounters if item.service_date >= world.ledger.start][:SEARCHED]
        old = [item for item in recent if (day - item.service_date).days > UNANSWERED_AFTER and item.patient.payer_id]
        kept = world.ledger.others["waiting"] = [day, [item for item in old if item.number not in answered]]
    return kept[1]


def wrong_batch(world: World, desk: DeskDay) -> bool:
    """A check of a deposit is keyed under a mistyped batch number: the batch is not its deposit any more."""
    check = next((item for item in desk.payments if item.method == "check" and not item.scenario_id), None)
    plain = not desk.scenario_id and desk.channel == "desk" and desk.deposited == desk.taken
    if not check or not plain or not is_settled(world, desk.bank_date) or check.amount >= desk.deposited:
        return False
    check.batch, check.scenario_id, desk.scenario_id = f"{desk.batch}{MISTYPED}", "wrong_batch", "wrong_batch"
    note = f"payment {check.number} stands in batch {check.batch}"
    item = Planted(f"{PRACTICE_ID}|{desk.batch}", check.amount, "PST-BATCH", note, "deposit", desk.bank_date)
    world.ledger.plant("wrong_batch", item)
    return True


def mark_credit(world: World) -> None:
    """A credit that is not its batch cannot simply be matched."""
    for line in world.ledger.bank:
        if line.scenario_id == "wrong_batch":
            line.expected_code = "PST-BATCH"


SCENARIOS = (
    Scenario("wrong_account", "Claim posted to another patient's account", "posting", 0.1, wrong_account,
             window=(0.6, 0.85)),
    Scenario("correction_not_posted", "Reversal posted without its correction", "posting", 0.1, correction_not_posted,
             window=(0.4, 0.8)),
    Scenario("posting_without_evidence", "Insurer's payment posted without advice or check", "day", 7,
             posting_without_evidence, window=(0.6, 0.85)),
    Scenario("wrong_batch", "Payment keyed into another batch than its deposit", "desk day", 3, wrong_batch,
             mark_credit, window=(0.2, 0.75)),
)  # fmt: skip
