"""The true figures of money taken at the desk and by card: days to the bank, drawers over and short.

Here: how long patients' money took to the bank, in bank days by dollars, and what drawers lacked. Not here: how long
posting took (`pace`).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.answers.pace import shortest_lag
from pipeline.simulator.answers.reach import month
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import DeskDay, Payout

MEDIAN = 50
DESK, CARD = "K53_desk", "K53_card"
Fact = tuple[str, str, None, None, int, int]


def bank_lags(ledger: Ledger) -> Rows:
    """Bank days from the receipt to the bank that half of the dollars did not exceed: of desk, cards and both."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for kpi, period, lag, cents in _receipts(ledger):
        found[kpi, period].append((lag, cents))
        found["K53", period].append((lag, cents))
    return [
        (kpi, period, "practice", "all", sum(lag * cents for lag, cents in lags), sum(cents for _, cents in lags),
         float(shortest_lag(lags, MEDIAN)))
        for (kpi, period), lags in found.items()
    ]  # fmt: skip


def _receipts(ledger: Ledger) -> Iterator[tuple[str, str, int, int]]:
    """Every receipt of the desk and of patients' cards that reached the bank by the end.

    What comes in on a day the banks are closed counts as received on the next one. Of the desk there is none where no
    drawer log says the day.
    """
    for line in ledger.bank:
        for event in [item.event for item in line.evidence]:
            if isinstance(event, DeskDay) and event.channel == "desk" and ledger.has_drawer_logs:
                yield DESK, month(event.day), _lag(event.day, line.date), event.taken
            elif isinstance(event, Payout):
                for payment, _ in event.payments:
                    yield CARD, month(payment.received), _lag(payment.received, line.date), payment.amount


def _lag(received: date, banked: date) -> int:
    return bankdays.days_between(bankdays.on_or_after(received), banked)


def _drawers(ledger: Ledger) -> list[DeskDay]:
    kept = ledger.desk_days if ledger.has_drawer_logs else []
    return [desk for desk in kept if desk.channel == "desk" and desk.day <= ledger.end]


def drawer_facts(ledger: Ledger) -> Iterator[Fact]:
    """Drawers whose count was not what should have been there, over all; what was missing, and beyond, in cents."""
    for desk in _drawers(ledger):
        where = (month(desk.day), None, None)
        yield "K59", *where, int(desk.short != 0), 1
        yield "K59_short", *where, max(desk.short, 0), 0
        yield "K59_over", *where, max(-desk.short, 0), 0
