"""Fee schedules of the payers' contracts: without them nobody can tell whether a payer allowed enough.

Here: what each contract allows for each procedure and from when, as CSV. Not here: what payers do with it
(`adjudicate`), and the other masters (`reference`).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import PAYERS, PROCEDURES, allowed_amount, last_year_amount
from pipeline.simulator.writers.csvtext import to_csv

OPEN_ENDED = ""


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The schedules once, as they were when the period began."""
    yield Delivery("reference/fee_schedules.csv", ledger.start, partial(to_csv, fee_schedules(ledger.start)))


def fee_schedules(start: date) -> list[tuple[str, ...]]:
    """What each contract allows for each procedure: last year's schedule, and the one in force since January."""
    this_year, last_year = date(start.year, 1, 1), date(start.year - 1, 1, 1)
    eve = this_year - timedelta(days=1)
    rows: list[tuple[str, ...]] = [("PayerID", "ProcedureCode", "Modifier", "EffectiveFrom", "EffectiveTo", "Allowed")]
    for payer in [payer for payer in PAYERS.values() if payer.is_listed]:
        for code in PROCEDURES:
            before, now = (_dollars(rate(payer, code)) for rate in (last_year_amount, allowed_amount))
            rows.append((payer.payer_id, code, "", f"{last_year}", f"{eve}", before))
            rows.append((payer.payer_id, code, "", f"{this_year}", OPEN_ENDED, now))
    return rows


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
