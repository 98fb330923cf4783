"""The true half-life of exceptions: what stood open until its other half came, and how long.

Here: money that waited for its advice, advices and deposits that waited for their money, postings that came late (K58).
Not here: exceptions that are still open (`cash`).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.answers.cash import state
from pipeline.simulator.answers.pace import shortest_lag, told_payer
from pipeline.simulator.answers.reach import is_known, month, names
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import DeskDay

MEDIAN, LATE_DAYS = 50, 5
GRACE = {"BNK-NOERA": 0, "ERA-NOEFT": 4, "PST-NONE": 2, "BNK-DITOLD": 6}
"""Bank days for which nobody calls it an exception."""
Wait = tuple[str, date, date, str | None]
"""Exception, the day its clock began, the day it was over, and the payer where one is known."""


def half_life_rows(ledger: Ledger) -> Rows:
    """One row for each month in which exceptions ended and each cut: days half of them were over by."""
    found: dict[tuple[str, str, str], list[tuple[int, int]]] = defaultdict(list)
    for code, begun, ended, payer in _waits(ledger):
        if ended <= ledger.end and bankdays.days_between(begun, ended) > GRACE[code]:
            lag = (ended - bankdays.add_days(begun, GRACE[code])).days
            found[month(ended), "practice", "all"].append((lag, 1))
            if payer:
                found[month(ended), "payer", payer].append((lag, 1))
    return [
        ("K58", *place, sum(lag for lag, _ in lags), len(lags), float(shortest_lag(lags, MEDIAN)))
        for place, lags in found.items()
    ]


def _waits(ledger: Ledger) -> Iterator[Wait]:
    """Everything whose other half came in the end, however soon."""
    banked: dict[int, date] = {}
    for line in [line for line in ledger.bank if line.amount > 0 and state(line) == "matched"]:
        for item in line.evidence:
            banked[id(item.event)] = max(line.date, banked.get(id(item.event), line.date))
            if isinstance(item.event, DeskDay):
                yield "BNK-DITOLD", item.event.day, line.date, None
        if line.remittances:
            yield "BNK-NOERA", line.date, max(item.production_date for item in line.remittances), told_payer(line)
    for remittance in [item for item in ledger.remittances if is_known(ledger, item)]:
        came = banked.get(id(remittance))
        if came and remittance.production_date < came:
            yield "ERA-NOEFT", remittance.payment_date, came, names(remittance.payer_id)[0]
        came, posted = remittance.bank_date, remittance.posting_date
        if came and posted and posted > came and bankdays.days_between(came, posted) > LATE_DAYS:
            yield "PST-NONE", came, posted, names(remittance.payer_id)[0]
