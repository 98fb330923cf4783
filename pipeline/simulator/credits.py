"""Who is truly owed a credit balance: nobody, as far as money was posted wrongly; else the patient or the payer.

Here: parts of a credit, in cents, from what was advised and what was posted. Not here: which credits are planted
(`scenarios.owed_by_patients`), or any rule of the pipeline.
"""

from collections import defaultdict

from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import Posting
from pipeline.simulator.practice import PAYERS

GOVERNMENT = frozenset({"medicare", "medicaid", "medicare_advantage"})
"""Financial classes whose payers are public, or private for a public programme."""
PREDETERMINED = "25"
Advised = dict[int, tuple[int, int]]
"""By charge line: cents paid and cents given up by contract, as all advices that came say."""


def advised(ledger: Ledger) -> Advised:
    """What insurers decided on each charge line, in advices that came; a payment sent anew counts once."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for remittance in ledger.remittances:
        if not remittance.is_delivered or remittance.repeats or remittance.payment_date > ledger.end:
            continue
        for claim in [claim for claim in remittance.claims if claim.status != PREDETERMINED]:
            for line in claim.lines:
                cells = found[line.charge.number]
                cells[0] += line.paid - line.claim_share
                cells[1] += 0 if line.is_denied else line.total("CO") + line.claim_share
    return {number: (paid, given_up) for number, (paid, given_up) in found.items()}


def owners(charge: Charge, posted: list[Posting], cents: int, decided: Advised) -> dict[str, int]:
    """Cents of a credit by the exception that tells it: CR-PT, CR-GOV or CR-COM; a posting error is none of them."""
    insurers = [item for item in posted if item.source in {"primary", "secondary"}]
    paid, given_up = decided.get(charge.number, (0, 0))
    too_much = sum(item.paid for item in insurers) - paid
    if charge.number in decided and too_much > 0:
        cents -= too_much + max(sum(item.contractual for item in insurers) - given_up, 0)
    own = min(max(cents, 0), max(sum(item.paid for item in posted if item.source == "patient"), 0))
    found = {"CR-PT": own} if own else {}
    received = [item for item in insurers if item.paid > 0]
    if cents > own and received:
        patient = charge.encounter.patient
        last = received[-1]
        payer = PAYERS[(patient.secondary_id if last.source == "secondary" else patient.payer_id) or ""]
        found["CR-GOV" if payer.financial_class in GOVERNMENT else "CR-COM"] = cents - own
    return found
