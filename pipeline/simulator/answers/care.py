"""What truly happened on charge lines and claims.

Here: the tables postings, denials and claims. Not here: balances (`receivables`), rates (`figures`).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator.answers.reach import PREDETERMINED, is_known, known_claims, month, sequence
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.decisions import Adjudication, Remittance
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.planting import claim_reference

CATEGORIES = {
    "16": "missing information", "18": "duplicate", "29": "timely filing", "96": "benefit limit", "97": "coding",
    "197": "authorisation", "236": "coding",
}  # fmt: skip
"""By claim adjustment reason: what kind of denial it is."""

LineFacts = dict[tuple[int, str], tuple[date, int, str, str]]


def line_facts(ledger: Ledger) -> LineFacts:
    """By charge line and payer sequence: last payment day, cents advised, payer and scenario of all its advices."""
    found: LineFacts = {}
    for remittance, claim in known_claims(ledger):
        scenario = claim.scenario_id or remittance.scenario_id
        for line in claim.lines:
            key = (line.charge.number, sequence(claim))
            _, cents, _, before = found.get(key, (None, 0, "", ""))
            found[key] = (
                remittance.payment_date,
                cents + line.paid - line.claim_share,
                remittance.payer_id,
                before or scenario,
            )
    return found


def posted_cents(ledger: Ledger, charge_number: int, source: str) -> int:
    """Cents of one payer sequence posted to a charge line by the end."""
    found = ledger.postings.get(charge_number, ())
    return sum(item.paid for item in found if item.source == source and item.date <= ledger.end)


def postings(ledger: Ledger, facts: LineFacts) -> Rows:
    """One row for each charge line and payer that was advised or posted."""
    noted = {
        (number, item.source): item.scenario_id
        for number, items in ledger.postings.items()
        for item in items
        if item.source in {"primary", "secondary"} and item.date <= ledger.end
    }
    rows = []
    for key in sorted(facts.keys() | noted.keys()):
        _, advised, _, scenario = facts.get(key, (None, 0, "", ""))
        posted = posted_cents(ledger, *key)
        rows.append((str(key[0]), key[1], posted, advised, posted == advised, noted.get(key) or scenario))
    return rows


def denials(ledger: Ledger) -> Rows:
    """One row for each denied charge line in each advice that came."""
    rows = []
    for remittance, claim in known_claims(ledger):
        number = claim.claim_number or str(claim.submission.encounter.number)
        for line in [line for line in claim.lines if line.is_denied and not claim.reverses]:
            largest = max(line.adjustments, key=lambda item: item.amount)
            what = (largest.reason, largest.group, CATEGORIES.get(largest.reason, "other"))
            rows.append((number, str(line.charge.number), remittance.payment_date, *what, line.billed, "full"))
    return rows


def first_decisions(ledger: Ledger) -> dict[int, tuple[Remittance, Adjudication]]:
    """By visit: the first decision of a primary payer that came, reversals and mere duplicates aside."""
    found: dict[int, tuple[Remittance, Adjudication]] = {}
    for remittance, claim in known_claims(ledger):
        if claim.submission.sequence == "P" and not claim.reverses and not claim.is_repeat_denial:
            found.setdefault(claim.submission.encounter.number, (remittance, claim))
    return found


def denied_lines(ledger: Ledger, charges: list[Charge], items: Rows) -> Iterator[tuple[Remittance, bool, bool | None]]:
    """Each line the first decision denied: its advice, whether the payer turned it later, whether it is still open.

    Turned is what the same payer paid on the line later, or left to the patient without denying it, takebacks deducted.
    Nobody knows whether a line is open that no reader can load.
    """
    loaded = {charge.number for charge in charges}
    open_lines = {number for number, party, cents, *_ in items if party == "insurance" and cents > 0}
    told: dict[int, list[Adjudication]] = defaultdict(list)
    for _, claim in known_claims(ledger):
        if claim.submission.sequence == "P":
            told[claim.submission.encounter.number].append(claim)
    for visit, (remittance, first) in first_decisions(ledger).items():
        position = next(index for index, claim in enumerate(told[visit]) if claim is first)
        later = [line for claim in told[visit][position + 1 :] for line in claim.lines]
        for number in [line.charge.number for line in first.lines if line.is_denied]:
            same = [line for line in later if line.charge.number == number]
            paid, left = sum(line.paid for line in same), sum(line.total("PR") for line in same if not line.is_denied)
            is_open = str(number) in open_lines if number in loaded else None
            yield remittance, paid > 0 or left > 0, is_open


def claims(ledger: Ledger) -> Rows:
    """One row for each visit billed to a payer, and an empty one for each number that is no claim."""
    decided, rows, seen = first_decisions(ledger), [], set()
    for submission in ledger.submissions:
        number = submission.encounter.number
        if submission.sequence != "P" or number in seen:
            continue
        seen.add(number)
        remittance, claim = decided.get(number, (None, None))
        day = remittance.payment_date if remittance else None
        denied = any(line.is_denied for line in claim.lines) if claim else None
        rows.append((str(number), submission.submitted, submission.is_accepted, day, denied))
    return rows + [(number, None, None, None, None) for number in _predetermined(ledger)]


def _predetermined(ledger: Ledger) -> list[str]:
    """Numbers under which payers priced care that was not given: nothing was sent or decided under them."""
    claims = [claim for item in ledger.remittances if is_known(ledger, item) for claim in item.claims]
    return [claim_reference(claim) for claim in claims if claim.status == PREDETERMINED]


def months(ledger: Ledger) -> list[str]:
    """Every month of the period."""
    days = (ledger.start.toordinal(), ledger.end.toordinal())
    return sorted({month(date.fromordinal(day)) for day in range(days[0], days[1] + 1)})
