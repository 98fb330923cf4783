"""What is truly owed, by whom and since when.

Here: the tables ledger_days and open_items. Not here: rates and days (`figures`).
"""

from collections import defaultdict
from datetime import date

from pipeline.simulator.answers.reach import names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.events import Charge, Submission
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import TAX_ID
from pipeline.simulator.world import balance, postings_until

CHARGES, INSURANCE, PATIENT, CONTRACTUAL, OTHER = range(5)


def ledger_days(ledger: Ledger, charges: list[Charge]) -> Rows:
    """One row for each financial class and day with a movement, and for the last day; balances run on from nothing."""
    moved: dict[tuple[str, date], list[int]] = defaultdict(lambda: [0] * 5)
    for charge in charges:
        group = names(charge.encounter.patient.payer_id)[1]
        moved[group, charge.encounter.posting_date][CHARGES] += charge.amount
        for item in ledger.postings.get(charge.number, ()):
            if item.date <= ledger.end:
                cells = moved[group, item.date]
                cells[PATIENT if item.source == "patient" else INSURANCE] += item.paid
                cells[CONTRACTUAL] += item.contractual
                cells[OTHER] += item.written_off
    rows, open_cents = [], defaultdict(int)
    for group in sorted({group for group, _ in moved}):
        moved.setdefault((group, ledger.end), [0] * 5)
    for (group, day), cells in sorted(moved.items(), key=lambda item: (item[0][1], item[0][0])):
        open_cents[group] += cells[CHARGES] - sum(cells[INSURANCE:])
        rows.append((day, TAX_ID, group, *cells, open_cents[group]))
    return rows


def open_items(ledger: Ledger, charges: list[Charge]) -> Rows:
    """One row for each charge line with something open at the end, with the party that owes it."""
    sent: dict[int, list[Submission]] = defaultdict(list)
    for submission in ledger.submissions:
        if submission.submitted <= ledger.end:
            sent[submission.encounter.number].append(submission)
    return [row for charge in charges for row in _open(ledger, charge, sent.get(charge.encounter.number, []))]


def _open(ledger: Ledger, charge: Charge, sent: list[Submission]) -> Rows:
    left, encounter = balance(ledger, charge, ledger.end), charge.encounter
    if not left.total:
        return []
    patient = encounter.patient
    primary = [item.submitted for item in sent if item.sequence == "P"]
    secondary = [item.submitted for item in sent if item.sequence == "S"]
    payer_id, billed = patient.payer_id, min(primary, default=None)
    if left.insurance:
        if secondary:
            payer_id, billed = patient.secondary_id, min(secondary)
        party, since = "insurance", min(primary, default=encounter.posting_date)
    else:
        statement = encounter.statement_date
        billed = statement if statement and statement <= ledger.end else None
        party, since = "patient", _patient_since(ledger, charge) or billed or encounter.service_date
        if not patient.payer_id:
            since = encounter.service_date
    what = (party, left.total, encounter.service_date, billed, since)
    return [(str(charge.number), *what, *names(payer_id))]


def _patient_since(ledger: Ledger, charge: Charge) -> date | None:
    """The day of the decision that left the rest to the patient."""
    found = [item for item in postings_until(ledger, charge, ledger.end) if item.adjudicated]
    return found[-1].adjudicated if found else None
