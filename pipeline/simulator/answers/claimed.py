"""The true figures of claims on their way: days to the first payment, denials of what was sent, settled at first.

Here: what became of each claim sent, counted in claims. Not here: rates of decisions alone (`figures`, `decided`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from pipeline.simulator.answers.care import first_decisions, months
from pipeline.simulator.answers.pace import shortest_lag
from pipeline.simulator.answers.reach import known_claims, month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.events import Submission
from pipeline.simulator.ledger import Ledger

CROSSED_OVER = frozenset({"19", "20", "21", "23"})
"""Claim status of a claim the payer passed on to another one."""
SETTLED_WITHIN = timedelta(days=120)
MEDIAN, MONTHS_BEFORE = 50, 3
Fact = tuple[str, str, str | None, str | None, int, int]
Cut = tuple[str, str]


def cuts(payer: str, group: str) -> list[Cut]:
    """The practice, a payer and its financial class."""
    return [("practice", "all"), ("payer", payer), ("financial_class", group)]


def first_sent(ledger: Ledger) -> dict[int, Submission]:
    """By visit: the first claim sent to its first payer by the end."""
    found: dict[int, Submission] = {}
    for item in ledger.submissions:
        if item.sequence == "P" and item.submitted <= ledger.end:
            found.setdefault(item.encounter.number, item)
    return found


def payment_lags(ledger: Ledger) -> Rows:
    """Days from the first submission to the first advice with money; what was passed on unpaid has no say (K03)."""
    paid_on: dict[int, date] = {}
    passed_on = set()
    for remittance, claim in known_claims(ledger):
        number = claim.submission.encounter.number
        amounts = [line.paid for line in claim.lines] if claim.is_by_line else [claim.paid]
        if any(cents > 0 for cents in amounts):
            paid_on[number] = min(paid_on.get(number, remittance.payment_date), remittance.payment_date)
        elif claim.status in CROSSED_OVER:
            passed_on.add(number)
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for number, item in first_sent(ledger).items():
        if number in paid_on and number not in passed_on:
            lag = (paid_on[number] - item.submitted).days
            for cut in cuts(*names(item.payer_id)):
                found[month(item.submitted), *cut].append((lag, 1))
    return [
        ("K03", *place, sum(lag for lag, _ in lags), len(lags), float(shortest_lag(lags, MEDIAN)))
        for place, lags in found.items()
    ]


def denied_of_sent(ledger: Ledger) -> Rows:
    """Claims denied first over those sent in an average month of the three before in which any were sent (K20s).

    The average is no whole number: the denominator is told where it is one.
    """
    denied: Counter[tuple[str, str, str]] = Counter()
    sent: Counter[tuple[str, str, str]] = Counter()
    decided = set()
    for remittance, claim in first_decisions(ledger).values():
        decided.add(month(remittance.payment_date))
        for cut in cuts(*names(remittance.payer_id)):
            denied[month(remittance.payment_date), *cut] += any(line.is_denied for line in claim.lines)
    for item in first_sent(ledger).values():
        for cut in cuts(*names(item.payer_id)):
            sent[month(item.submitted), *cut] += 1
    ordered, rows = months(ledger), []
    for position, period in enumerate(ordered):
        before = ordered[max(position - MONTHS_BEFORE, 0) : position]
        window = [name for name in before if sent[name, "practice", "all"]]
        known = {place[1:] for place in [*denied, *sent] if place[0] in {period, *window}} if period in decided else ()
        for cut in sorted(known):
            top, claims = denied[period, *cut], sum(sent[name, *cut] for name in window)
            average = claims // len(window) if window and claims % len(window) == 0 else None
            rows.append(("K20s", period, *cut, top, average, top * len(window) / claims if claims else None))
    return rows


def settled_facts(ledger: Ledger) -> Iterator[Fact]:
    """Claims settled by a first decision at least 120 days old: not denied, taken back or sent again (K33)."""
    taken_back: dict[int, list[date]] = defaultdict(list)
    for remittance, claim in known_claims(ledger):
        if claim.reverses and claim.submission.sequence == "P":
            taken_back[claim.submission.encounter.number].append(remittance.payment_date)
    sent: dict[int, list[date]] = defaultdict(list)
    for item in ledger.submissions:
        if item.sequence == "P":
            sent[item.encounter.number].append(item.submitted)
    for number, (remittance, claim) in first_decisions(ledger).items():
        day = remittance.payment_date
        if day > ledger.end - SETTLED_WITHIN:
            continue
        again = any(day <= later <= day + SETTLED_WITHIN for later in taken_back[number])
        again |= any(day < later <= day + SETTLED_WITHIN for later in sent[number])
        is_settled = not again and not any(line.is_denied for line in claim.lines)
        yield "K33", month(day), *names(remittance.payer_id), int(is_settled), 1
