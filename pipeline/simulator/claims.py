"""The billing office: claims leave in the evening batch and the clearinghouse says at once what it thinks of them.

Here: submissions, first acknowledgments and what follows a rejection. Not here: what payers decide later.
"""

from datetime import date, timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.chance import happens, pick
from pipeline.simulator.decisions import Adjudication
from pipeline.simulator.events import REFUSED, Submission
from pipeline.simulator.ledger import Planted
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World

WHOLE_BATCH = (REFUSED, "", "")
ACCEPTED = ("A2", "20", "PR")
REJECTIONS = ((("A3", "21", ""), 3), (("A7", "164", "IL"), 3), (("A7", "562", "85"), 2), (("A3", "26", ""), 1))
REJECTED_SHARE = 0.024
RESUBMITTED_SHARE = 0.65
ALWAYS_ABANDONED = 3
LOST_SHARE = 0.008


def submit_batch(world: World, day: date) -> None:
    """Send what is due today, in claim order, and act on the acknowledgments."""
    rng, refused = world.chance("claims"), bool(world.due("refuse batch", day))
    for order in sorted(world.due("submit", day), key=lambda item: item["encounter"].number):
        number = f"{order['payer_id'][:2]}{day:%y%m%d}{world.number('payer claim', 100_201):06d}"
        is_first = not order.get("frequency") and not order.get("prior") and not order.get("is_retry")
        rejected = is_first and happens(rng, REJECTED_SHARE)
        submission = Submission(
            encounter=order["encounter"],
            payer_id=order["payer_id"],
            sequence="S" if order.get("prior") else "P",
            frequency=order.get("frequency", "1"),
            submitted=day,
            payer_claim_number=number,
            verdict=WHOLE_BATCH if refused else pick(rng, REJECTIONS) if rejected else ACCEPTED,
            original_reference=order.get("original_reference", ""),
            prior=order.get("prior"),
            is_repeat=order.get("is_repeat", False),
        )
        world.ledger.submissions.append(submission)
        if refused:
            world.schedule("submit", bankdays.add_days(day, 1), {**order, "is_retry": True})
            continue
        world.offer("submission", day, submission)
        if not submission.is_accepted:
            _handle_rejection(world, submission, day)
        elif not happens(rng, LOST_SHARE):
            lag = rng.randint(*PAYERS[submission.payer_id].lag)
            world.pending[submission.payer_id].append((day + timedelta(days=lag), submission))


def _handle_rejection(world: World, submission: Submission, day: date) -> None:
    rng, encounter = world.chance("claims"), submission.encounter
    again = world.number("rejection", 1) > ALWAYS_ABANDONED and happens(rng, RESUBMITTED_SHARE)
    fixed_on = bankdays.add_days(day, rng.randint(2, 5))
    item = Planted(str(encounter.number), encounter.amount, note=f"{submission.verdict[0]}:{submission.verdict[1]}")
    if again and fixed_on <= world.ledger.end:
        world.schedule("submit", fixed_on, {"encounter": encounter, "payer_id": submission.payer_id, "is_retry": True})
        world.ledger.plant("rejected_then_resubmitted", item)
    else:
        world.ledger.plant("rejected_claim", item)


def cross_over(world: World, claim: Adjudication, day: date) -> None:
    """Let the primary payer pass the claim on to the second one; the practice sends nothing."""
    encounter = claim.submission.encounter
    payer_id = encounter.patient.secondary_id or ""
    number = f"{payer_id[:2]}{day:%y%m%d}{world.number('payer claim', 100_201):06d}"
    passed_on = Submission(encounter, payer_id, "S", "1", day, number, ACCEPTED, prior=claim)
    lag = world.chance("crossover").randint(*PAYERS[payer_id].lag)
    world.pending[payer_id].append((day + timedelta(days=lag), passed_on))
