"""Posters' mistakes on single claims: lines skipped, posted twice, wrong codes, denials closed, shares not moved.

Here: what was recorded differs from what the payer decided. Not here: when it was recorded (`posting_days`).
"""

from dataclasses import replace

from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import ClaimPosting, Posting
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import claim_reference, is_free_claim, is_settled, mark_claim
from pipeline.simulator.world import World

OVERTYPED = 1_000
CLOSABLE = {"16", "197", "29"}
"""Reasons for which a whole claim is refused that somebody should work."""


def _mark(world: World, thing: ClaimPosting, scenario_id: str, cents: int, code: str | None) -> bool:
    """Name the scenario on the postings and plant it (cents)."""
    day = next((posting.date for posting in thing.postings), None)
    for posting in thing.postings:
        posting.scenario_id = scenario_id
    trace = thing.claim.remittance.trace if thing.claim.remittance else ""
    item = Planted(claim_reference(thing.claim), cents, code, subject_kind="posting", opened=day, within=trace)
    world.ledger.plant(scenario_id, item)
    return mark_claim(world, thing.claim, scenario_id)


def _is_ordinary(world: World, thing: ClaimPosting, lines: int = 1) -> bool:
    """A plain claim of an ordinary remittance with so many paid lines, posted early enough."""
    remittance = thing.claim.remittance
    plain = is_free_claim(world, thing.claim) and remittance and not remittance.scenario_id
    paid = sum(1 for posting in thing.postings if posting.paid > 1)
    return bool(plain) and paid >= lines and is_settled(world, thing.postings[0].date)


def _is_refused(world: World, thing: ClaimPosting) -> bool:
    """A claim refused as a whole, as a provider's loss, for a reason somebody should work."""
    claim = thing.claim
    whole = all(line.is_denied and line.total("CO") == line.billed for line in claim.lines)
    free = not claim.scenario_id and claim.submission.encounter.number not in world.touched
    first = claim.denial in CLOSABLE and whole and claim.submission.sequence == "P"
    return first and free and is_settled(world, thing.postings[0].date)


def partly_posted(world: World, thing: ClaimPosting) -> bool:
    """The last paid line of a claim is not posted."""
    if not _is_ordinary(world, thing, lines=2):
        return False
    skipped = [posting for posting in thing.postings if posting.paid > 1][-1]
    thing.postings.remove(skipped)
    return _mark(world, thing, "partly_posted", skipped.paid, "PST-PART")


def posted_twice(world: World, thing: ClaimPosting) -> bool:
    """A claim is posted a second time: by hand, after the file was."""
    if not _is_ordinary(world, thing):
        return False
    thing.postings.extend([replace(posting) for posting in thing.postings])
    return _mark(world, thing, "posted_twice", thing.claim.paid, "PST-DUP")


def posted_over(world: World, thing: ClaimPosting) -> bool:
    """A line is posted with ten dollars too much."""
    if not _is_ordinary(world, thing):
        return False
    next(posting for posting in thing.postings if posting.paid > 1).paid += OVERTYPED
    return _mark(world, thing, "posted_over", OVERTYPED, "PST-OVER")


def penny_allocation(world: World, thing: ClaimPosting) -> bool:
    """The PM system spreads the payment by share and moves a cent from one line to the next."""
    if not _is_ordinary(world, thing, lines=2):
        return False
    first, second = [posting for posting in thing.postings if posting.paid > 1][:2]
    first.paid, second.paid = first.paid - 1, second.paid + 1
    return _mark(world, thing, "penny_allocation", 1, None)


def denial_as_contractual(world: World, thing: ClaimPosting) -> bool:
    """A denial is keyed as contractual adjustment; nothing is left to work."""
    if not _is_refused(world, thing):
        return False
    for posting in thing.postings:
        posting.contractual = max(world.balance(posting.charge, posting.date).total, 0)
        posting.reason, posting.owner = "CO-45", "patient"
    cents = sum(posting.contractual for posting in thing.postings)
    return _mark(world, thing, "denial_as_contractual", cents, "PST-ADJCODE")


def denial_written_off(world: World, thing: ClaimPosting) -> bool:
    """A posting rule writes a denial off at once."""
    if not _is_refused(world, thing):
        return False
    for posting in list(thing.postings):
        cents = max(world.balance(posting.charge, posting.date).total, 0)
        reason = "Denied: written off at posting"
        thing.postings.append(
            Posting(posting.date, posting.charge, "other", written_off=cents, reason=reason, owner="patient")
        )
    cents = sum(posting.written_off for posting in thing.postings)
    return _mark(world, thing, "denial_written_off", cents, "PST-DENWO")


def share_not_moved(world: World, thing: ClaimPosting) -> bool:
    """The patient's share of a line stays with the insurer."""
    shares = [
        sum(item.amount for item in posting.line.adjustments if item.group == "PR" and item.reason in {"1", "2"})
        for posting in thing.postings
        if posting.line
    ]
    if not _is_ordinary(world, thing) or not sum(shares):
        return False
    for posting in thing.postings:
        posting.owner = "insurance"
    return _mark(world, thing, "share_not_moved", thing.claim.owed_by_patient, "PST-PR")


def adjustment_on_account(world: World, thing: ClaimPosting) -> bool:
    """Provider adjustments of the remittance are keyed into a patient's account, so that the totals agree."""
    remittance, claim = thing.claim.remittance, thing.claim
    cents = sum(item.amount for item in remittance.provider_adjustments) if remittance else 0
    payable = next((posting for posting in thing.postings if posting.paid > abs(cents)), None)
    if not cents or not payable or not is_free_claim(world, claim) or not is_settled(world, payable.date):
        return False
    payable.paid -= cents
    return _mark(world, thing, "adjustment_on_account", abs(cents), "PST-PLB")


SCENARIOS = tuple(
    Scenario(act.__name__, title, "posting", 0.3, act, window=(0.2, 0.75))
    for act, title in (
        (partly_posted, "Claim posted without one of its lines"),
        (posted_twice, "Claim posted twice"),
        (posted_over, "Line posted with too much"),
        (penny_allocation, "One cent moved between lines by the PM system"),
        (denial_as_contractual, "Denial keyed as contractual adjustment"),
        (denial_written_off, "Denial written off at posting"),
        (share_not_moved, "Patient's share left with the insurer"),
        (adjustment_on_account, "Provider adjustment keyed into a patient's account"),
    )
)
