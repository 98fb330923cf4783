"""Advices that must not be taken for money or work: about future care, for another practice, sent once more.

Here: whole advices or claims a reader must recognise and leave alone. Not here: defective files (`files`).
"""

from dataclasses import replace
from datetime import timedelta

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Adjudication, Adjustment, LineResult, Remittance
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Planted
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import claim_reference, is_free_claim, is_plain, is_settled, note_remittance
from pipeline.simulator.practice import PROCEDURES
from pipeline.simulator.world import World

PLANNED_CODE, PLANNED_IN = "20610", timedelta(days=21)
PREDETERMINED, PRICED_LATER = "25", "101"
RESENT_AFTER = 3
SENT_AGAIN = 2
STRAY_CLAIMS = 4
ELSEWHERE = 7_000
"""What is added to the numbers of visits, charges and patients of another practice's claims, in hundreds."""


def predetermination(world: World, remittance: Remittance) -> bool:
    """A payer prices care that is only planned (status 25): charges and allowed amounts, no money, nothing to post."""
    source = next((claim for claim in remittance.claims if is_free_claim(world, claim)), None)
    if not source or not is_plain(world, remittance):
        return False
    seen = source.submission.encounter
    number = world.number("predetermination", 900_001)
    planned = replace(seen, number=number, service_date=remittance.production_date + PLANNED_IN, charges=[])
    charge = Charge(number, planned, PLANNED_CODE, PROCEDURES[PLANNED_CODE].charge)
    planned.charges.append(charge)
    asked = replace(source.submission, encounter=planned, payer_claim_number=f"{source.payer_claim_number}P")
    line = LineResult(charge, charge.amount, 0, 0, [Adjustment("OA", PRICED_LATER, charge.amount)])
    claim = Adjudication(asked, PREDETERMINED, asked.payer_claim_number, [line], scenario_id="predetermination")
    remittance.claims.append(claim)
    world.ledger.plant("predetermination", Planted(claim_reference(claim), charge.amount, note=remittance.trace))
    return True


def resent_advice(world: World, remittance: Remittance) -> bool:
    """The same advice comes again some days later, in a new envelope: not the same bytes, the same content."""
    again = bankdays.add_days(remittance.production_date, RESENT_AFTER)
    if not is_plain(world, remittance) or not is_settled(world, again):
        return False
    remittance.resent = again
    note_remittance(world, "resent_advice", remittance, "ERA-DUP", again)
    return True


def stray_advice(world: World, remittance: Remittance) -> bool:
    """A payer sends us the advice of another practice; its money never was for us."""
    if not is_plain(world, remittance) or len(remittance.claims) < STRAY_CLAIMS:
        return False
    claims = [_elsewhere(claim) for claim in remittance.claims[:STRAY_CLAIMS]]
    trace = f"{remittance.trace[:-5]}9{world.number('stray', 7_301)}"
    stray = replace(remittance, number=0, trace=trace, claims=claims, provider_adjustments=[], bank_date=None,
                    posting_date=None, scenario_id="stray_advice")  # fmt: skip
    world.ledger.note("stray advice", stray)
    item = Planted(trace, stray.amount, "BNK-MISDIR", subject_kind="remittance", opened=stray.payment_date)
    world.ledger.plant("stray_advice", item)
    return True


def _elsewhere(claim: Adjudication) -> Adjudication:
    """The same decision on a visit of somebody else elsewhere."""
    shift, seen = ELSEWHERE * 100, claim.submission.encounter
    patient = replace(seen.patient, number=seen.patient.number + shift, last=seen.patient.first, first="Robin",
                      member_id=seen.patient.member_id[::-1], subscriber=None)  # fmt: skip
    visit = replace(seen, number=seen.number + shift, patient=patient, charges=[])
    lines = []
    for line in claim.lines:
        charge = replace(line.charge, number=line.charge.number + shift, encounter=visit)
        visit.charges.append(charge)
        lines.append(replace(line, charge=charge))
    number = f"{claim.payer_claim_number}X"
    sent = replace(claim.submission, encounter=visit, payer_claim_number=number)
    return replace(claim, submission=sent, lines=lines, payer_claim_number=number)


def duplicate_claim(world: World, claim: Adjudication) -> bool:
    """The billing office sends a paid claim again; the payer refuses it as a duplicate (CARC 18)."""
    if not is_free_claim(world, claim):
        return False
    encounter = claim.submission.encounter
    order = {"encounter": encounter, "payer_id": claim.submission.payer_id, "is_repeat": True, "is_retry": True}
    world.touched.add(encounter.number)
    last_sent = world.ledger.submissions[-1].submitted
    world.schedule("submit", bankdays.add_days(last_sent, SENT_AGAIN), order)
    return True


def note_duplicates(world: World) -> None:
    """Every claim refused as a duplicate in an advice that came, planned or by chance."""
    for remittance in [item for item in world.ledger.remittances if item.is_delivered]:
        for claim in [item for item in remittance.claims if item.is_repeat_denial]:
            world.ledger.plant("duplicate_claim", Planted(claim_reference(claim), claim.billed, note=remittance.trace))


SCENARIOS = (
    Scenario("predetermination", "Planned care priced in advance (status 25)", "remittance", 4, predetermination,
             window=(0.2, 0.85)),
    Scenario("resent_advice", "Advice sent again in a new envelope", "remittance", 4, resent_advice,
             window=(0.2, 0.8)),
    Scenario("stray_advice", "Advice for another practice", "remittance", 4, stray_advice, window=(0.2, 0.85)),
    Scenario("duplicate_claim", "Claim refused as a duplicate only (CARC 18)", "claim", 0.3, duplicate_claim,
             note_duplicates, window=(0.1, 0.6)),
)  # fmt: skip
