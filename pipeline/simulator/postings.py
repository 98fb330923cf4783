"""The payment posters: remittances become postings on charge lines, and what follows from each.

Here: posting of insurers' decisions, denial work, secondary claims, statements. Not here: payments of patients.
"""

from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.chance import happens
from pipeline.simulator.claims import cross_over
from pipeline.simulator.decisions import Adjudication, LineResult, Remittance
from pipeline.simulator.events import Encounter
from pipeline.simulator.money import ClaimPosting, Posting
from pipeline.simulator.world import World

CORRECTED_SHARE = 0.75
CORRECTABLE = {"16", "197"}
PREDETERMINED, CROSSED_OVER = "25", "19"
"""Claim status of an answer about care that was not given yet, and of a claim passed on to the next payer."""
WRITTEN_OFF = {"29": "Denied: timely filing", "97": "Denied: bundled"}


def post_remittances(world: World, day: date) -> None:
    """Post the remittances of the day in the order of payment, reversals before corrections; write off what was lost.

    A correction posted before the reversal of the same day would leave the patient's share with the insurer.
    """
    for remittance in sorted(world.due("post", day), key=lambda item: item.payment_date):
        for claim in sorted(remittance.claims, key=lambda item: item.reverses is None):
            _post_claim(world, remittance, claim, day)
    for claim in world.due("write off", day):
        _write_off(world, claim, day)


def _post_claim(world: World, remittance: Remittance, claim: Adjudication, day: date) -> None:
    source = "secondary" if claim.submission.sequence == "S" else "primary"
    crosses = bool(claim.submission.encounter.patient.secondary_id) and source == "primary" and claim.owed_by_patient
    if claim.is_repeat_denial or claim.status == PREDETERMINED:
        return
    posted = [
        Posting(
            date=day,
            charge=line.charge,
            source=source,
            paid=line.paid - line.claim_share,
            contractual=_contractual(world, line, source, day),
            reason=next((f"CO-{item.reason}" for item in line.adjustments if item.group == "CO"), ""),
            owner=_owner(claim, line, crosses=bool(crosses)),
            payment_number=remittance.number,
            reference=remittance.trace,
            method=remittance.method,
            adjudicated=remittance.payment_date,
            line=line,
        )
        for line in claim.lines
    ]
    world.offer("posting", day, ClaimPosting(claim, posted))
    for posting in posted:
        world.post(posting)
    _follow_up(world, claim, day, crosses=bool(crosses))


def _contractual(world: World, line: LineResult, source: str, day: date) -> int:
    """What is given up by contract (cents); with a second payer never more than what is still open."""
    cents = 0 if line.is_denied else line.total("CO") + line.claim_share
    if source == "secondary" and cents > 0:
        return min(cents, max(world.balance(line.charge, day).total - line.paid - line.total("PR"), 0))
    return cents


def _owner(claim: Adjudication, line: LineResult, *, crosses: bool) -> str:
    """Who owes what is left of a line after a decision."""
    if line.is_denied:
        return "patient" if line.total("PR") else "insurance"
    return "insurance" if claim.reverses or crosses else "patient"


def _follow_up(world: World, claim: Adjudication, day: date, *, crosses: bool) -> None:
    rng, submission = world.chance("follow-up"), claim.submission
    encounter = submission.encounter
    is_open = any(line.is_denied and world.balance(line.charge, day).total > 0 for line in claim.lines)
    if claim.denial in CORRECTABLE and is_open and happens(rng, CORRECTED_SHARE):
        order = {"encounter": encounter, "payer_id": submission.payer_id, "frequency": "7"}
        order["original_reference"] = claim.payer_claim_number
        world.schedule("submit", bankdays.add_days(day, rng.randint(3, 8)), order)
    elif claim.denial in WRITTEN_OFF and is_open:
        world.schedule("write off", bankdays.add_days(day, 5), claim)
    if crosses and claim.status == CROSSED_OVER:
        cross_over(world, claim, day)
    elif crosses:
        order = {"encounter": encounter, "payer_id": encounter.patient.secondary_id, "prior": claim}
        world.schedule("submit", bankdays.add_days(day, rng.randint(1, 3)), order)
    elif not claim.reverses:
        schedule_statement(world, encounter, day)


def schedule_statement(world: World, encounter: Encounter, day: date) -> None:
    """Send a first statement some days from now, unless the patient has one or owes nothing."""
    owed = sum(world.balance(charge, day).patient for charge in encounter.charges)
    if owed > 0 and not encounter.statement_date:
        world.schedule("statement", day + timedelta(days=world.chance("follow-up").randint(5, 12)), encounter)


def _write_off(world: World, claim: Adjudication, day: date) -> None:
    for line in claim.lines:
        if line.is_denied:
            reason = WRITTEN_OFF[claim.denial]
            world.post(Posting(day, line.charge, "other", written_off=line.billed, reason=reason, owner="patient"))
