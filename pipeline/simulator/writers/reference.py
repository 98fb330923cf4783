"""Reference masters the practice keeps: payers, providers, places of service, procedures, and the fee schedules.

Here: what the masters say, as CSV. Not here: events.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from pipeline.simulator.chance import percent_of
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import LOCATIONS, PAYERS, PROCEDURES, PROVIDERS, TAXONOMY, allowed_amount
from pipeline.simulator.writers.csvtext import to_csv

EXTRA = True
LAST_YEAR_BASIS_POINTS = 9_700
"""What the schedules of the year before allowed, of those of this year."""
OPEN_ENDED = ""
Cells = tuple[str, ...]


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every master once, as it was when the period began."""
    masters = {
        "fee_schedules": fee_schedules(ledger.start),
        "payers": _payers(),
        "providers": _providers(),
        "locations": _locations(),
        "procedures": _procedures(),
    }
    for name, rows in masters.items():
        yield Delivery(f"reference/{name}.csv", ledger.start, partial(to_csv, rows))


def fee_schedules(start: date) -> list[Cells]:
    """What each payer allows for each procedure: last year's schedule, and the one in force since January."""
    this_year, last_year = date(start.year, 1, 1), date(start.year - 1, 1, 1)
    eve = this_year - timedelta(days=1)
    rows: list[Cells] = [("PayerID", "ProcedureCode", "Modifier", "EffectiveFrom", "EffectiveTo", "Allowed")]
    for payer in PAYERS.values():
        for code in PROCEDURES:
            cents = allowed_amount(payer, code)
            before = percent_of(cents, LAST_YEAR_BASIS_POINTS)
            rows.append((payer.payer_id, code, "", f"{last_year}", f"{eve}", _dollars(before)))
            rows.append((payer.payer_id, code, "", f"{this_year}", OPEN_ENDED, _dollars(cents)))
    return rows


def _payers() -> list[Cells]:
    header = ("PayerID", "CompanyID", "RemittanceName", "PMName", "FinancialClass", "ClaimFilingCode", "PaysBy")
    rows = [
        (item.payer_id, item.company_id, item.name, item.pm_name, item.financial_class, item.filing_code, item.pays_by)
        for item in PAYERS.values()
    ]
    return [header, *rows]


def _providers() -> list[Cells]:
    rows = [(item.provider_id, item.last, item.first, item.npi, TAXONOMY) for item in PROVIDERS]
    return [("ProviderID", "LastName", "FirstName", "NPI", "Taxonomy"), *rows]


def _locations() -> list[Cells]:
    rows = [(item.location_id, item.name, item.npi, item.street) for item in LOCATIONS]
    return [("LocationID", "Name", "NPI", "Street"), *rows]


def _procedures() -> list[Cells]:
    rows = [(item.code, item.name, _dollars(item.charge)) for item in PROCEDURES.values()]
    return [("ProcedureCode", "Name", "Charge"), *rows]


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
