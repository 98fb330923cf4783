"""Second payers: claims passed on, decisions without what the first payer did, a wrong sequence at posting.

Here: coordination of benefits. Not here: secondary claims as they should be (`ordinary`).
"""

from pipeline.simulator.decisions import Adjudication, Adjustment
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import ClaimPosting
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import claim_reference, is_plain_claim, is_settled, mark_claim, note_claims
from pipeline.simulator.world import World

CROSSED_OVER = "19"


def crossover(world: World, claim: Adjudication) -> bool:
    """The primary payer passes the claim on to the second one; the practice sends no secondary claim."""
    encounter = claim.submission.encounter
    with_second = encounter.patient.secondary_id and claim.owed_by_patient
    if not is_plain_claim(claim) or not with_second or encounter.number in world.touched:
        return False
    claim.status = CROSSED_OVER
    return mark_claim(world, claim, "crossover")


def secondary_without_prior(world: World, claim: Adjudication) -> bool:
    """The second payer calls all it does not pay contractual, instead of naming what the first one did (OA-23)."""
    named = any((item.group, item.reason) == ("OA", "23") for line in claim.lines for item in line.adjustments)
    if not _is_second(world, claim) or not named:
        return False
    for line in claim.lines:
        line.adjustments = [
            Adjustment("CO", "45", item.amount) if (item.group, item.reason) == ("OA", "23") else item
            for item in line.adjustments
        ]
    return mark_claim(world, claim, "secondary_without_prior")


def counted_twice(claim: Adjudication) -> int:
    """What the second payer calls contractual although the first one had settled it, in cents."""
    return sum(line.total("CO") for line in claim.lines)


def wrong_payer_posting(world: World, thing: ClaimPosting) -> bool:
    """A second payer's payment is posted as the first one's."""
    if not _is_second(world, thing.claim) or not is_settled(world, thing.postings[0].date):
        return False
    for posting in thing.postings:
        posting.source, posting.scenario_id = "primary", "wrong_payer_posting"
    item = Planted(claim_reference(thing.claim), thing.claim.paid, "PST-WRONGPAY", subject_kind="posting",
                   opened=thing.postings[0].date,
                   within=thing.claim.remittance.trace if thing.claim.remittance else "")  # fmt: skip
    world.ledger.plant("wrong_payer_posting", item)
    return mark_claim(world, thing.claim, "wrong_payer_posting")


def _is_second(world: World, claim: Adjudication) -> bool:
    """A paid decision of a second payer that nothing was planted on."""
    free = not claim.scenario_id and claim.submission.encounter.number not in world.touched
    return bool(claim.submission.prior) and free and claim.paid > 0


SCENARIOS = (
    Scenario("crossover", "Claim passed on to the second payer (status 19)", "claim", 0.3, crossover,
             note_claims("crossover"), window=(0.1, 0.5)),
    Scenario("secondary_without_prior", "Second payer leaves out what the first one did (OA-23)", "claim", 0.3,
             secondary_without_prior, note_claims("secondary_without_prior", "ERA-SECCO", counted_twice),
             window=(0.4, 0.7)),
    Scenario("wrong_payer_posting", "Second payer's payment posted as the first one's", "posting", 0.3,
             wrong_payer_posting, window=(0.4, 0.7)),
)  # fmt: skip
