"""The readable summary of the answer key.

Here: what a person wants to see first. Not here: any table.
"""

from collections import defaultdict
from typing import Any

from pipeline.simulator.answers.tables import TABLES, Rows, columns
from pipeline.simulator.ledger import Ledger

MOST_ITEMS = 12
"""Scenarios with more instances are counted here and listed in `scenario_items` only."""


def summarise(ledger: Ledger, tables: dict[str, Rows]) -> dict[str, Any]:
    """The period, the bank by state, what is owed, the figures of the last month, and what was planted (cents)."""
    month = f"{ledger.end:%Y-%m}"
    return {
        "start": f"{ledger.start}",
        "as_of": f"{ledger.end}",
        "month": month,
        "bank": _bank(_named("deposits", tables)),
        "receivables": _receivables(_named("open_items", tables)),
        "kpis": {
            row["kpi_id"]: {name: row[name] for name in ("numerator", "denominator", "value")}
            for row in _named("kpis", tables)
            if row["period"] == month and row["grain"] == "practice"
        },
        "bridge": {row["term"]: row["amount_cents"] for row in _named("bridge", tables) if row["period"] == month},
        "rows": {name: len(tables[name]) for name in TABLES},
        "scenarios": _scenarios(ledger),
    }


def _named(table: str, tables: dict[str, Rows]) -> list[dict[str, Any]]:
    names = [name for name, _ in columns(table)]
    return [dict(zip(names, row, strict=True)) for row in tables[table]]


def _bank(deposits: list[dict[str, Any]]) -> dict[str, int]:
    found: dict[str, int] = {"credit_count": len(deposits)}
    found["credit_cents"] = sum(row["amount_cents"] for row in deposits)
    for state in ("matched", "classified", "exception"):
        cents = [row["amount_cents"] for row in deposits if row["state"] == state]
        found[f"{state}_count"], found[f"{state}_cents"] = len(cents), sum(cents)
    return found


def _receivables(items: list[dict[str, Any]]) -> dict[str, int]:
    """Open balances at the end, without charges that cannot be loaded."""
    party: dict[str, int] = defaultdict(int)
    for row in items:
        party[row["responsible_party"]] += row["open_cents"]
    return {
        "total_cents": sum(party.values()),
        "insurance_cents": party["insurance"],
        "patient_cents": party["patient"],
        "debit_cents": sum(row["open_cents"] for row in items if row["open_cents"] > 0),
        "credit_cents": -sum(row["open_cents"] for row in items if row["open_cents"] < 0),
        "open_item_count": len(items),
    }


def _scenarios(ledger: Ledger) -> dict[str, Any]:
    found = {}
    for name, items in sorted(ledger.planted.items()):
        found[name] = {"count": len(items)}
        if len(items) <= MOST_ITEMS:
            found[name]["items"] = [
                {"reference": item.reference, "amount_cents": item.amount}
                | ({"expected_code": item.expected_code} if item.expected_code else {})
                | ({"note": item.note} if item.note else {})
                for item in items
            ]
    return found
