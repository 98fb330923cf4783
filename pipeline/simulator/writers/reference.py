"""Reference masters the practice keeps: payers, providers, places of service, procedures.

Here: what the masters say, as CSV. Not here: events, and what contracts allow (`reference_rates`).
"""

from collections.abc import Iterator
from functools import partial

from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import LOCATIONS, PAYERS, PROCEDURES, PROVIDERS, TAXONOMY
from pipeline.simulator.writers.csvtext import to_csv

EXTRA = True
Cells = tuple[str, ...]


def files(ledger: Ledger) -> Iterator[Delivery]:
    """Every master once, as it was when the period began."""
    masters = {
        "payers": _payers(),
        "providers": _providers(),
        "locations": _locations(),
        "procedures": _procedures(),
    }
    for name, rows in masters.items():
        yield Delivery(f"reference/{name}.csv", ledger.start, partial(to_csv, rows))


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
