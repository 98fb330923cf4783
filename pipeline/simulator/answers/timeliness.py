"""The true figures of remittances beside their money, and of charges beside their services.

Here: how much of payers' cash an advice explains, how soon the advice came, and days from service to charge and to the
first submission. Not here: posting lag (`pace`), other figures (`figures`).
"""

from collections import defaultdict
from collections.abc import Iterator

from pipeline.simulator import bankdays
from pipeline.simulator.answers.cash import state
from pipeline.simulator.answers.pace import shortest_lag, told_payer
from pipeline.simulator.answers.reach import month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.banking import BankLine
from pipeline.simulator.events import Charge
from pipeline.simulator.ledger import Ledger

TRANSFERS = {"142", "195"}
"""Bank codes under which payers' transfers come."""
ON_TIME_DAYS, LATE_DAYS = 3, 4
MEDIAN, NINETIETH = 50, 90
Fact = tuple[str, str, str | None, None, int, int]
Place = tuple[str, str, str]


def advice_facts(ledger: Ledger) -> Iterator[Fact]:
    """Cash of payers by month of the deposit: explained by an advice, and kept as fees of their cards, over all.

    And their transfers: those with an advice on time, and late, over all.
    """
    for line in ledger.bank:
        if line.amount <= 0 or not _is_payers(line):
            continue
        payer = told_payer(line)
        is_explained = state(line) == "matched"
        yield "K46", month(line.date), payer, None, line.amount * is_explained, line.amount
        yield "K45", month(line.date), payer, None, 0, line.amount
        if line.type_code in TRANSFERS and payer:
            yield from _delays(ledger, line, payer, is_explained=is_explained)
    for payout in ledger.payouts:  # the processor's report tells a virtual card on the day it pays out
        for card, fee in ((item.remittance, item.fee) for item in payout.movements if item.remittance):
            if payout.bank_date <= ledger.end:
                where = (month(payout.bank_date), names(card.payer_id)[0], None)
                yield "K46", *where, card.amount, card.amount
                yield "K45", *where, fee, card.amount


def _is_payers(line: BankLine) -> bool:
    """Is it money of a payer as far as a reader can know: an advice's, or a payer's without one who is named?"""
    return bool(line.remittances) if state(line) == "matched" else state(line) == "exception" and bool(told_payer(line))


def _delays(ledger: Ledger, line: BankLine, payer: str, *, is_explained: bool) -> Iterator[Fact]:
    """A transfer judged: by the day its last advice came, or by how long it has been waiting for it."""
    where = (month(line.date), payer, None)
    if is_explained:
        lag = bankdays.days_between(line.date, max(item.production_date for item in line.remittances))
        yield "K52", *where, int(abs(lag) <= ON_TIME_DAYS), 1
        yield "K52_late", *where, int(lag > LATE_DAYS), 1
        return
    waiting = bankdays.days_between(line.date, ledger.end)
    for kpi, days, verdict in (("K52", ON_TIME_DAYS, 0), ("K52_late", LATE_DAYS, 1)):
        if waiting > days:
            yield kpi, *where, verdict, 1


def service_lags(ledger: Ledger, charges: list[Charge]) -> Rows:
    """Days from the service to its charge and to its first submission, each thing counting alike."""
    posted: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    sent: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for charge in charges:
        visit = charge.encounter
        lag = (visit.posting_date - visit.service_date).days
        for place in _places(month(visit.service_date), *names(visit.patient.payer_id)):
            posted[place].append((lag, 1))
    seen = set()
    for submission in ledger.submissions:
        visit = submission.encounter
        if visit.number not in seen and submission.sequence == "P" and submission.submitted <= ledger.end:
            seen.add(visit.number)
            lag = (submission.submitted - visit.service_date).days
            for place in _places(month(visit.service_date), *names(submission.payer_id)):
                sent[place].append((lag, 1))
    figures = (("K36", posted, MEDIAN), ("K36p90", posted, NINETIETH), ("K36b", sent, MEDIAN))
    return [
        (kpi, *place, sum(lag for lag, _ in lags), len(lags), float(shortest_lag(lags, share)))
        for kpi, found, share in figures
        for place, lags in found.items()
    ]


def _places(period: str, payer: str, group: str) -> list[Place]:
    return [(period, "practice", "all"), (period, "payer", payer), (period, "financial_class", group)]
