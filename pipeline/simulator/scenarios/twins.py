"""Equal amounts on one day that only their keys tell apart.

Here: two payments of patients at a desk, two payments of a payer. Not here: equal amounts in one credit (`together`).
"""

from datetime import date

from pipeline.simulator.companions import bring_to, further
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Encounter
from pipeline.simulator.ledger import Planted
from pipeline.simulator.money import PatientPayment
from pipeline.simulator.planning import Scenario
from pipeline.simulator.planting import is_plain, is_settled
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.visits import take_payment
from pipeline.simulator.world import World

AT_DESK, OF_PAYER = 7_500, 125_000
SEARCHED = 400
"""Only so many of the latest visits are looked through."""


def twin_payments(world: World, day: date) -> bool:
    """Two patients pay 75.00 each at the same desk on the same day, by card."""
    found: list[Encounter] = []
    patients = set()
    for encounter in reversed(world.ledger.encounters[-SEARCHED:]):
        free = encounter.number not in world.touched and encounter.patient.number not in patients
        if free and sum(max(world.balance(charge, day).patient, 0) for charge in encounter.charges) >= AT_DESK:
            found.append(encounter)
            patients.add(encounter.patient.number)
        if len(found) == 2:  # noqa: PLR2004  (twins)
            break
    else:
        return False
    if not is_settled(world, day):
        return False
    world.touched |= {encounter.number for encounter in found}
    first, second = (_pay(world, encounter, day) for encounter in found)
    first.scenario_id = second.scenario_id = "twin_payments"
    note = f"as large as payment {second.number} of the same day and desk"
    world.ledger.plant("twin_payments", Planted(str(first.number), AT_DESK, note=note, links=(first, second)))
    return True


def _pay(world: World, encounter: Encounter, day: date) -> PatientPayment:
    left, applied = AT_DESK, []
    for charge in encounter.charges:
        cents = min(left, max(world.balance(charge, day).patient, 0))
        applied += [(charge, cents)] if cents else []
        left -= cents
    return take_payment(world, encounter, "card", applied, received=day, posted=day, location_index=0)


def twin_remits(world: World, remittance: Remittance) -> bool:
    """A payer sends two payments of 1,250.00 on one day, besides what is left."""
    if remittance.method != "ACH" or PAYERS[remittance.payer_id].sequestration or not is_plain(world, remittance):
        return False
    rest = [claim for claim in remittance.claims if claim.paid > 0]
    groups = [_taken(rest, OF_PAYER), _taken(rest, OF_PAYER)]
    if not all(bring_to(group, OF_PAYER) for group in groups):
        return False
    remittance.claims = [*groups[0], *[claim for claim in remittance.claims if not claim.paid], *rest]
    if rest:
        further(world, remittance, rest)
        remittance.claims = remittance.claims[: -len(rest)]
    twin = further(world, remittance, groups[1])
    remittance.scenario_id = twin.scenario_id = "twin_remits"
    for item in (remittance, twin):
        world.ledger.plant("twin_remits", Planted(item.trace, item.amount, subject_kind="remittance"))
    return True


def _taken(rest: list[Adjudication], cents: int) -> list[Adjudication]:
    """Claims from the front that come to at most `cents`; they leave the rest."""
    group: list[Adjudication] = []
    while rest and sum(claim.paid for claim in group) + rest[0].paid <= cents:
        group.append(rest.pop(0))
    return group


SCENARIOS = (
    Scenario("twin_payments", "Two payments of 75.00 at one desk on one day", "day", 7, twin_payments,
             window=(0.4, 0.8)),
    Scenario("twin_remits", "Two payments of 1,250.00 from one payer on one day", "remittance", 3, twin_remits,
             window=(0.3, 0.75)),
)  # fmt: skip
