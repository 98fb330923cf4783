"""The true figures of matching and posting lag.

Here: which credits can be matched at all, and how long posting took. Not here: the other figures (`figures`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.answers.cash import state
from pipeline.simulator.answers.reach import month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import DeskDay, Payout
from pipeline.simulator.practice import PAYERS

SHARES = (("K51", 50), ("K51p90", 90))
NAMED_WITHIN = 12
"""Letters of a company's name that every bank keeps of it."""


def cash_facts(ledger: Ledger) -> Iterator[tuple[str, str, str | None, None, int, int]]:
    """Credits that are money of patients or payers: those with evidence at hand over all of them."""
    for line in ledger.bank:
        if line.amount > 0 and state(line) != "classified":
            matched = int(state(line) == "matched")
            where = (month(line.date), told_payer(line), None)
            yield "K50a", *where, matched, 1
            yield "K50b", *where, matched * line.amount, line.amount


def told_payer(line: BankLine) -> str | None:
    """Who pays, as far as a reader can know: from the evidence, or because the line itself names the payer."""
    if not line.payer_id:
        return None
    payer, text = PAYERS[line.payer_id], " ".join((*line.text, line.addenda))
    is_told = state(line) == "matched" or payer.company_id in text or payer.name[:NAMED_WITHIN] in text
    return names(line.payer_id)[0] if is_told else None


def lag_rows(ledger: Ledger) -> Rows:
    """Bank days from deposit to posting, by posted dollars: median and ninetieth percentile of each month and cut.

    What came in several credits was posted once: each credit bears its part of it, and the parts add up to the cent.
    """
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    matched = [line for line in ledger.bank if line.amount > 0 and state(line) == "matched"]
    banked, borne = Counter[int](), Counter[int]()
    for item in (item for line in matched for item in line.evidence):
        banked[id(item.event)] += item.amount
    for line in matched:
        posted = []
        for item in line.evidence:
            whole, before = banked[id(item.event)], borne[id(item.event)]
            borne[id(item.event)] += item.amount
            posted += [
                (day, cents * (before + item.amount) // whole - cents * before // whole)
                for day, cents in _posted(item)
                if cents > 0
            ]
        known = [(day, cents) for day, cents in posted if day <= ledger.end]
        if known:
            lag = bankdays.days_between(line.date, max(day for day, _ in known))
            cents = sum(cents for _, cents in known)
            found[month(line.date), "practice", "all"].append((lag, cents))
            payer = told_payer(line)
            if payer:
                found[month(line.date), "payer", payer].append((lag, cents))
    rows = []
    for (period, grain, value), lags in found.items():
        top, bottom = sum(lag * cents for lag, cents in lags), sum(cents for _, cents in lags)
        for kpi, share in SHARES:
            rows.append((kpi, period, grain, value, top, bottom, float(shortest_lag(lags, share))))
    return rows


def _posted(item: Evidence) -> list[tuple[date, int]]:
    """Days and cents the practice posted of a piece of evidence."""
    event = item.event
    if isinstance(event, Remittance):
        return [(event.posting_date, event.claim_paid)] if event.posting_date else []
    if isinstance(event, Payout):
        return [(payment.posted, payment.amount) for payment, _ in event.payments]
    if isinstance(event, DeskDay):
        return [(payment.posted, payment.amount) for payment in event.payments]
    return []


def shortest_lag(lags: list[tuple[int, int]], share: int) -> int:
    """The shortest lag within which `share` percent of the weight beside the lags falls (dollars, or one each)."""
    total, running = sum(cents for _, cents in lags), 0
    for lag, cents in sorted(lags):
        running += cents
        if running * 100 >= total * share:
            return lag
    return max(lag for lag, _ in lags)
