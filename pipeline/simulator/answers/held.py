"""The true figures of cash on hold at each month-end: on no charge line, without an owner, not posted.

Here: amounts in cents, and days of average cash. Not here: the terms of the bridge (`proofs`), posting lag (`pace`).
"""

from collections import Counter
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.answers.cash import state
from pipeline.simulator.answers.items import money_items
from pipeline.simulator.answers.members import CODED_DIFFERENCES
from pipeline.simulator.answers.proofs import month_ends
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.ledger import Ledger

OWNERLESS = "BNK-MISDIR", "BNK-UNK"
ON_ACCOUNT = {"K54", "K54_aged"}
AGED_DAYS, WINDOW_MONTHS = 30, 3
OWNERLESS_DAYS = 5
"""Bank days after which money should have an owner."""


def held_rows(ledger: Ledger) -> Rows:
    """One row for each figure and month; what stood on account only where a PM export tells the end of the month."""
    rows, items = [], money_items(ledger)
    told = {export.as_of for export in ledger.pm_exports}
    for period, end in month_ends(ledger).items():
        calendar_day, business_day = daily_cash(ledger, end)
        unapplied = on_account(ledger, end)
        total = sum(cents for _, cents in unapplied)
        aged = sum(cents for day, cents in unapplied if (end - day).days > AGED_DAYS)
        ownerless = unidentified(ledger, end)
        unknown = sum(cents for _, cents in ownerless)
        old = sum(cents for day, cents in ownerless if bankdays.days_between(day, end) > OWNERLESS_DAYS)
        unposted = -sum(min(item.gap(end), 0) for item in items if not item.is_returned) - unknown
        found = [
            ("K54", total, calendar_day, total / calendar_day if calendar_day else None),
            ("K54_aged", aged, total, aged / total if total else None),
            ("K55", unknown, None, unknown / 100),
            ("K55_aged", old, None, old / 100),
            ("K56", unposted, None, unposted / 100),
            ("K56_days", unposted, business_day, unposted / business_day if business_day else None),
        ]
        known = found if end in told else [row for row in found if row[0] not in ON_ACCOUNT]
        rows += [(kpi, period, "practice", "all", top, bottom, value) for kpi, top, bottom, value in known]
    return rows


def daily_cash(ledger: Ledger, end: date) -> tuple[int, int]:
    """Cash of patients and payers on an average day, and business day, of the three months up to a day (cents)."""
    received = [line for line in ledger.bank if line.amount > 0 and state(line) != "classified"]
    earliest = min((line.date for line in received), default=end).replace(day=1)
    months = end.year * 12 + end.month - WINDOW_MONTHS
    start = max(date(months // 12, months % 12 + 1, 1), earliest)
    cents = sum(line.amount for line in received if start <= line.date <= end)
    spans = (end - start).days + 1, len(list(bankdays.bank_days(start, end)))
    calendar_day, business_day = ((2 * cents + days) // (2 * days) for days in spans)
    return calendar_day, business_day


def on_account(ledger: Ledger, end: date) -> list[tuple[date, int]]:
    """Payments of which more was received than applied or given back by the end of a day: since when, and cents."""
    applied: Counter[int] = Counter()
    for item in (item for posted in ledger.postings.values() for item in posted if item.date <= end):
        applied[item.payment_number] += item.paid
    for refund in (item for item in ledger.others.get("refund", ()) if item.issued <= end):
        applied[refund.payment_number] += refund.amount
    received = [(item.posted, item.unapplied) for item in ledger.payments]
    received += [
        (item.posting_date, item.claim_paid - applied[item.number]) for item in ledger.remittances if item.posting_date
    ]
    return [(day, cents) for day, cents in received if day <= end and cents > 0]


def unidentified(ledger: Ledger, end: date) -> list[tuple[date, int]]:
    """Money of the bank nobody here can post, until the end of a day.

    Credits that name no owner or another practice, and what the bank credited beyond the items it names, where it is
    not known which of them it encoded otherwise.
    """
    found = []
    for line in (line for line in ledger.bank if line.amount > 0 and line.date <= end):
        beyond = line.amount - sum(item.amount for item in line.evidence)
        if state(line) == "exception" and line.expected_code in OWNERLESS:
            found.append((line.date, line.amount))
        elif line.expected_code in CODED_DIFFERENCES and len(line.evidence) > 1 and beyond > 0:
            found.append((line.date, beyond))
    return found
