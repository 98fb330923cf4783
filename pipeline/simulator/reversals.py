"""Earlier decisions a payer can take back, and the overpayments it keeps from later money (PLB WO).

Here: which decision can be reversed, and how money owed to a payer is taken. Not here: which scenarios use them, and
when (`scenarios`).
"""

from pipeline.simulator import bankdays
from pipeline.simulator.decisions import Adjudication, ProviderAdjustment, Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.world import World

SMALLEST_REVERSAL = 4_000
SEARCHED = 12
"""Only so many of a payer's latest remittances are looked through."""


def take_back(world: World, remittance: Remittance) -> None:
    """Let the payer keep what it is owed, once the day has come and the payment is large enough."""
    for owed in list(world.recoupments):
        payer_id, due, amount, reference = owed
        if payer_id == remittance.payer_id and due <= remittance.production_date and remittance.amount > amount:
            remittance.provider_adjustments.append(ProviderAdjustment("WO", reference, amount))
            world.recoupments.remove(owed)
            world.ledger.plant("plb_takeback", Planted(remittance.trace, amount, note=f"taken for claim {reference}"))


def reversible(world: World, remittance: Remittance) -> Adjudication | None:
    """A posted, paid, never touched primary decision of the payer that this remittance is large enough to reverse."""
    limit = bankdays.add_days(remittance.production_date, -3)
    posted = [item for item in world.sent[remittance.payer_id] if item.posting_date and item.posting_date < limit]
    for earlier in reversed(posted[-SEARCHED:]):
        for claim in reversed(earlier.claims):
            encounter = claim.submission.encounter
            plain = (
                claim.status == "1" and not claim.denial and not claim.corrects and not encounter.patient.secondary_id
            )
            free = encounter.number not in world.touched and not claim.scenario_id
            if plain and free and SMALLEST_REVERSAL <= claim.paid < remittance.claim_paid:
                return claim
    return None


def add_claims(world: World, remittance: Remittance, claims: list[Adjudication]) -> None:
    """Put further decisions into a remittance; their visits are touched from now on."""
    remittance.claims.extend(claims)
    world.ledger.adjudications.extend(claims)
    world.touched |= {claim.submission.encounter.number for claim in claims}
