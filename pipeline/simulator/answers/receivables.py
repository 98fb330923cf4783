"""What is truly owed, by whom and since when.

Here: the tables ledger_days, open_items and open_spans. Not here: rates and days (`figures`).
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from pipeline.simulator.answers.reach import names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.events import Charge, Submission
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import Posting
from pipeline.simulator.practice import TAX_ID
from pipeline.simulator.world import Balance, balance, postings_until

NOBODY = (None, None, None, "", "")
ONE_DAY = timedelta(days=1)
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
    sent = _sent(ledger)
    found = ((charge, _open(ledger, charge, sent[charge.encounter.number], ledger.end)) for charge in charges)
    return [(str(charge.number), *item) for charge, item in found if item]


def open_spans(ledger: Ledger, charges: list[Charge]) -> Rows:
    """What was open on each charge line from day to day: one row as long as nothing of it changes.

    Where a payer's or the patient's money came on several days, or a decision moved no money, a PM export that shows
    the last posting of each payer cannot say what was open in between: `is_dated` is false, and a row of nothing says
    so of lines that never stood open.
    """
    sent, rows = _sent(ledger), []
    for charge in charges:
        visit, submissions = charge.encounter, sent[charge.encounter.number]
        posted = postings_until(ledger, charge, ledger.end)
        days = {visit.posting_date, visit.statement_date, *(item.date for item in posted)}
        days |= {item.submitted for item in submissions}
        starts = sorted(day for day in days if day and day <= ledger.end)
        dated = _is_dated(posted)
        before: tuple | None = None
        for first, following in zip(starts, [*starts[1:], ledger.end + ONE_DAY], strict=True):
            item, last = _open(ledger, charge, submissions, first), following - ONE_DAY
            if item and item == before:
                rows[-1] = (*rows[-1][:2], last, *rows[-1][3:])
            elif item:
                rows.append((str(charge.number), first, last, *item, dated))
            before = item
        if not dated:
            rows.append((str(charge.number), ledger.end, ledger.end, "", 0, *NOBODY, dated))
    return rows


def _is_dated(posted: list[Posting]) -> bool:
    """Does the last posting of each source tell when all of its money moved, and does every decision move some?"""
    by_source: dict[str, list[Posting]] = defaultdict(list)
    for item in posted:
        by_source[item.source].append(item)
    return all(
        len({item.date for item in found}) == 1
        and any(sum(getattr(item, kind) for item in found) for kind in ("paid", "contractual", "written_off"))
        for found in by_source.values()
    )


def _sent(ledger: Ledger) -> dict[int, list[Submission]]:
    """By visit: the submissions until the end."""
    sent: dict[int, list[Submission]] = defaultdict(list)
    for submission in ledger.submissions:
        if submission.submitted <= ledger.end:
            sent[submission.encounter.number].append(submission)
    return sent


def _open(ledger: Ledger, charge: Charge, sent: list[Submission], day: date) -> tuple | None:
    """What is open at the end of a day: party, cents, days of service, bill and responsibility, payer and class.

    Money taken before its charge was posted is a credit of the patient.
    """
    encounter, posted = charge.encounter, postings_until(ledger, charge, day)
    left, patient = balance(ledger, charge, day), encounter.patient
    if encounter.posting_date > day:
        left = Balance(-sum(item.paid for item in posted), 0, -sum(item.paid for item in posted))
    if not left.total:
        return None
    primary = [item.submitted for item in sent if item.sequence == "P" and item.submitted <= day]
    secondary = [item.submitted for item in sent if item.sequence == "S" and item.submitted <= day]
    payer_id, billed = patient.payer_id, min(primary, default=None)
    if left.insurance:
        party, since = "insurance", min(primary, default=encounter.posting_date)
        if secondary:
            payer_id, billed = patient.secondary_id, min(secondary)
            since = _decided(item for item in posted if item.source == "primary") or since
    else:
        statement = encounter.statement_date
        billed = statement if statement and statement <= day else None
        party, since = "patient", _decided(posted) or billed or encounter.service_date
        if not patient.payer_id:
            since = encounter.service_date
    return (party, left.total, encounter.service_date, billed, since, *names(payer_id))


def _decided(posted: Iterable[Posting]) -> date | None:
    """The day of the last decision: as the payer dates it, unless it was posted before that."""
    return max((min(item.adjudicated, item.date) for item in posted if item.adjudicated), default=None)
