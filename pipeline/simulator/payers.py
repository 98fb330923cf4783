"""The payers: on their pay days they decide on the claims that are ripe and send money and advice.

Here: denials by chance, and how decisions are bundled into remittances. Not here: the arithmetic of a decision, or the
planted scenarios.
"""

from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.adjudicate import adjudicate, adjudicate_secondary
from pipeline.simulator.bankdays import DAY
from pipeline.simulator.chance import happens, pick
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Submission
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import CLAIMS_PER_REMITTANCE
from pipeline.simulator.practice import PAYERS, Payer
from pipeline.simulator.reversals import take_back
from pipeline.simulator.world import World

DENIED_SHARE = 0.078
DENIALS = (("16", 32), ("197", 22), ("97", 20), ("29", 10), ("96", 16))
LINE_DENIALS = {"97", "96"}
REPEAT_SHARE = 0.008
SEPARATE_NOTICE_SHARE = 0.3
LAST_POSTING_DAYS = 2
"""Money banked this many bank days before the end is posted by the end, unless a scenario says otherwise."""


def run_payers(world: World, day: date) -> None:
    """Let every payer whose pay day it is pay."""
    for payer in PAYERS.values():
        payment_date = _payment_date(day)
        if not _pays_on(payer, day) or payment_date > world.ledger.end:
            continue
        ripe = [submission for due, submission in world.pending[payer.payer_id] if due <= day]
        world.pending[payer.payer_id] = [item for item in world.pending[payer.payer_id] if item[0] > day]
        claims = [_decide(world, submission, day) for submission in ripe]
        claims += world.corrections.pop(payer.payer_id, [])
        for bundle in _bundles(world, payer, claims):
            _send(world, payer, bundle, day, payment_date)


def _payment_date(day: date) -> date:
    """The next bank day; the same day when the month ends between them, so that both dates count for one month."""
    following = bankdays.add_days(day, 1)
    return following if following.month == day.month else day


def _pays_on(payer: Payer, day: date) -> bool:
    """Is it a pay day, or the first bank day after one that was a holiday?"""
    passed, earlier = {day.weekday()}, day - DAY
    while not bankdays.is_bank_day(earlier):
        passed.add(earlier.weekday())
        earlier -= DAY
    return bool(passed & set(payer.run_days))


def _decide(world: World, submission: Submission, day: date) -> Adjudication:
    rng, lines = world.chance("denials"), submission.encounter.charges
    if submission.prior:
        decision = adjudicate_secondary(submission, submission.prior)
    elif submission.is_repeat:
        decision = adjudicate(submission, "18", set(range(len(lines))))
        decision.is_repeat_denial = True
    elif submission.frequency == "1" and happens(rng, DENIED_SHARE):
        reason = pick(rng, DENIALS)
        alone = len(lines) == 1
        denied = {len(lines) - 1} if reason in LINE_DENIALS and not alone else set(range(len(lines)))
        decision = adjudicate(submission, "16" if reason == "97" and alone else reason, denied)
    else:
        decision = adjudicate(submission, "", set())
        if happens(rng, REPEAT_SHARE) and not submission.encounter.patient.secondary_id:
            order = {"encounter": submission.encounter, "payer_id": submission.payer_id, "is_repeat": True}
            world.touched.add(submission.encounter.number)
            world.schedule("submit", bankdays.add_days(day, rng.randint(1, 2)), {**order, "is_retry": True})
    world.offer("claim", day, decision)
    world.ledger.adjudications.append(decision)
    return decision


def _bundles(world: World, payer: Payer, claims: list[Adjudication]) -> list[list[Adjudication]]:
    """One bundle for each payment; now and then full denials go out by themselves, as a notice without money."""
    refused = [claim for claim in claims if all(line.is_denied for line in claim.lines)]
    separate = refused and payer.pays_by == "ACH" and happens(world.chance("notices"), SEPARATE_NOTICE_SHARE)
    if not separate:
        return _in_payments(claims)
    rest = [claim for claim in claims if not all(line.is_denied for line in claim.lines)]
    return [*_in_payments(rest), *_in_payments(refused)]


def _in_payments(claims: list[Adjudication]) -> list[list[Adjudication]]:
    """Claims in payments of about equal size, each of at most as many claims as a payer bundles."""
    count = -(-len(claims) // CLAIMS_PER_REMITTANCE)
    return [claims[len(claims) * index // count : len(claims) * (index + 1) // count] for index in range(count)]


def _send(world: World, payer: Payer, claims: list[Adjudication], day: date, payment_date: date) -> None:
    rng = world.chance("remittances")
    sequence = world.numbers[f"trace {payer.payer_id}"] = world.numbers.get(
        f"trace {payer.payer_id}", 100_000
    ) + rng.randint(3, 97)
    remittance = Remittance(
        number=world.number("payment", 50_001),
        payer_id=payer.payer_id,
        method=payer.pays_by,
        trace=f"{payer.trace_prefix}{sequence}",
        production_date=day,
        payment_date=payment_date,
        claims=claims,
        provider_adjustments=[],
        bank_date=None,
        posting_date=None,
    )
    if payer.pays_by == "CHK":
        remittance.bank_date = bankdays.add_days(payment_date, rng.randint(2, 3))
        remittance.posting_date = bankdays.add_days(remittance.bank_date, rng.randint(0, 1))
    else:
        late = happens(rng, 0.1)
        remittance.bank_date = bankdays.add_days(payment_date, 1) if late else payment_date
        lag = pick(rng, ((0, 25), (1, 40), (2, 35)))
        remittance.posting_date = max(bankdays.add_days(payment_date, lag), remittance.bank_date)
    if remittance.bank_date <= bankdays.add_days(world.ledger.end, -LAST_POSTING_DAYS):
        remittance.posting_date = min(remittance.posting_date, world.ledger.end)
    take_back(world, remittance)
    for act in list(world.follow_ups[payer.payer_id]):
        if act(world, remittance):
            world.follow_ups[payer.payer_id].remove(act)
    world.offer("remittance", day, remittance)
    if not remittance.amount:
        remittance.method, remittance.bank_date = "NON", None
        world.ledger.plant("zero_pay", Planted(remittance.trace, remittance.amount))
    for claim in remittance.claims:
        claim.remittance = remittance
    world.ledger.remittances.append(remittance)
    world.sent[payer.payer_id].append(remittance)
    if remittance.posting_date:
        world.schedule("post", remittance.posting_date, remittance)
