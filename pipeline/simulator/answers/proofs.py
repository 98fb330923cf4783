"""The cash bridge from bank credits to PM payments, and the four-column proof of cash, month by month, in cents.

Here: each term worked out item by item from the events. Not here: how they are published.
"""

from collections import defaultdict
from datetime import date, timedelta

from pipeline.simulator.answers.care import months
from pipeline.simulator.answers.items import Item, money_items
from pipeline.simulator.answers.reach import month
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.banking import BankLine
from pipeline.simulator.books import CHECKING
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import ACCOUNT

OWN = {"transfer", "correction", "redeposit"}
"""Kinds of bank lines that move the practice's own money."""


def month_ends(ledger: Ledger) -> dict[str, date]:
    """The last day of each month of the period, the last one cut to the end."""
    found = {}
    for period in months(ledger):
        year, number = int(period[:4]), int(period[5:])
        found[period] = min(date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1), ledger.end)
    return found


def bridge(ledger: Ledger) -> Rows:
    """One row for each month and term; the terms of a month add up to the payments posted, and the residual is told."""
    items, rows, before = money_items(ledger), [], (0, 0, 0)
    paid: dict[str, int] = defaultdict(int)
    for day, cents in [posted for item in items for posted in item.posted]:
        paid[month(day)] += cents
    for period, end in month_ends(ledger).items():
        lines = [line for line in ledger.bank if month(line.date) == period]
        plain = [line for line in lines if not _is_receivable(line)]
        debits = [line for line in lines if line.amount < 0 and _is_receivable(line)]
        collected = sum(line.amount for line in debits if line.payout)
        open_sides = _open_sides(items, end)
        terms = {
            "bank_credits": sum(line.amount for line in lines if line.amount > 0),
            "own_transfers": -sum(line.amount for line in plain if line.amount > 0 and line.kind in OWN),
            "non_receivable_receipts": -sum(line.amount for line in plain if line.amount > 0 and line.kind not in OWN),
            "taken_back_by_the_bank": sum(line.amount for line in debits if not line.payout)
            + open_sides[2]
            - before[2],
            "netted_out_of_card_payouts": sum(item.netted for item in items if item.netted_on(period)) + collected,
            "provider_adjustments_of_posted_remits": sum(item.coded_in(period) for item in items),
            "booked_not_banked_change": open_sides[0] - before[0],
            "banked_not_posted_change": -(open_sides[1] - before[1]),
        }
        before = open_sides
        residual = sum(terms.values()) - paid[period]
        terms |= {"pm_payments_posted": paid[period], "residual": residual}
        rows += [(period, term, cents) for term, cents in terms.items()]
    return rows


def _is_receivable(line: BankLine) -> bool:
    """Does a line move money of patients or payers?"""
    return bool(line.evidence or line.expected_code)


def _open_sides(items: list[Item], end: date) -> tuple[int, int, int]:
    """Booked and not banked, banked and not posted, taken back and not reversed, at the end of a day."""
    gaps = [item.gap(end) for item in items if not item.is_returned]
    returned = sum(item.gap(end) for item in items if item.is_returned)
    return sum(gap for gap in gaps if gap > 0), -sum(gap for gap in gaps if gap < 0), returned


def proof_of_cash(ledger: Ledger) -> Rows:
    """One row for each month and line: prior balance, receipts, disbursements, current balance."""
    rows, prior = [], _standing(ledger, ledger.start - timedelta(days=1))
    for period, end in month_ends(ledger).items():
        now = _standing(ledger, end)
        bank = [line.amount for line in ledger.bank if month(line.date) == period]
        books = [item.amount for item in ledger.books if item.account == CHECKING and month(item.date) == period
                 and item.date <= ledger.end]  # fmt: skip
        lines = {"per_bank": (prior["bank"], *_sides(bank), now["bank"])}
        lines["deposits_in_transit"] = _moved(prior, now, "transit", receipts=1)
        lines["outstanding_checks"] = _moved(prior, now, "outstanding", receipts=0)
        lines["adjusted_bank"] = _total(lines.values())
        own = {"per_books": (prior["books"], *_sides(books), now["books"])}
        own["unrecorded_receipts"] = _moved(prior, now, "receipts", receipts=1)
        own["unrecorded_disbursements"] = _moved(prior, now, "disbursements", receipts=0)
        own["adjusted_books"] = _total(own.values())
        lines |= own
        pairs = zip(lines["adjusted_bank"], lines["adjusted_books"], strict=True)
        lines["difference"] = tuple(left - right for left, right in pairs)
        rows += [(period, ACCOUNT, name, *cells) for name, cells in lines.items()]
        prior = now
    return rows


def residual_rows(ledger: Ledger) -> Rows:
    """What the proof of cash leaves open at each month-end, account by account without signs (K57)."""
    ends = [(row[0], abs(row[-1])) for row in proof_of_cash(ledger) if row[2] == "difference"]
    sums = {period: sum(cents for other, cents in ends if other == period) for period, _ in ends}
    return [("K57", period, "practice", "all", cents, None, cents / 100) for period, cents in sums.items()]


def _standing(ledger: Ledger, end: date) -> dict[str, int]:
    """Balances of bank and books at the end of a day, and what only one of them knows (cents)."""
    entries = [item for item in ledger.books if item.account == CHECKING]
    known = [item for item in entries if item.date <= end]
    banked = [line for line in ledger.bank if line.date <= end]
    recorded: dict[int, int] = defaultdict(int)
    found = dict.fromkeys(("transit", "outstanding", "receipts", "disbursements"), 0)
    for item in known:
        if item.bank_line and item.bank_line.date <= end:
            recorded[id(item.bank_line)] += item.amount
        else:
            found["transit" if item.amount > 0 else "outstanding"] += item.amount
    for line in banked:
        found["receipts" if line.amount > 0 else "disbursements"] += line.amount - recorded[id(line)]
    return found | {
        "bank": ledger.opening_balance + sum(line.amount for line in banked),
        "books": ledger.opening_balance + sum(item.amount for item in known),
    }


def _sides(amounts: list[int]) -> tuple[int, int]:
    return sum(cents for cents in amounts if cents > 0), -sum(cents for cents in amounts if cents < 0)


def _moved(prior: dict[str, int], now: dict[str, int], name: str, *, receipts: int) -> tuple[int, int, int, int]:
    """A difference that was there and is gone, and one that is there now, in the column it belongs to."""
    change = now[name] - prior[name]
    return prior[name], change if receipts else 0, 0 if receipts else -change, now[name]


def _total(lines: object) -> tuple[int, ...]:
    return tuple(sum(cells) for cells in zip(*list(lines), strict=True))  # type: ignore[call-overload]
