"""The answer key: which evidence explains each bank credit, what must be found, and the true figures.

Here: files computed from the events alone, written beside the practice, never among its files. Not here: any rule of
the pipeline.
"""

import json
from collections.abc import Iterator
from typing import Any

from pipeline.simulator.banking import BankLine
from pipeline.simulator.cash_truths import cash_figures
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.truths import key_figures, loaded_charges
from pipeline.simulator.world import Balance, balance
from pipeline.simulator.writers.csvtext import to_csv

DEPOSIT_COLUMNS = (
    "deposit_date", "bank_reference", "type_code", "amount_cents", "state", "evidence_kind", "evidence_reference",
    "payer_id", "expected_code",
)  # fmt: skip
EXCEPTION_COLUMNS = ("expected_code", "scenario", "reference", "amount_cents", "note")
OPEN_ITEM_COLUMNS = ("charge_number", "claim_number", "service_date", "insurance_cents", "patient_cents")


def write(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the answer key."""
    text = json.dumps(_answers(ledger), indent=1, sort_keys=False) + "\n"
    yield "answers.json", text.encode("utf-8")
    yield "deposits.csv", to_csv([DEPOSIT_COLUMNS, *_deposits(ledger)])
    yield "exceptions.csv", to_csv([EXCEPTION_COLUMNS, *_exceptions(ledger)])
    yield "open_items.csv", to_csv([OPEN_ITEM_COLUMNS, *_open_items(ledger)])


def state(line: BankLine) -> str:
    """What must become of a bank credit: matched, classified or exception."""
    if line.expected_code:
        return "exception"
    return "matched" if line.evidence else "classified"


def _answers(ledger: Ledger) -> dict[str, Any]:
    money_in = [line for line in ledger.bank if line.amount > 0]
    by_state = {
        name: [line for line in money_in if state(line) == name] for name in ("matched", "classified", "exception")
    }
    open_items = [balance(ledger, charge, ledger.end) for charge in loaded_charges(ledger)]
    return {
        "start": f"{ledger.start}",
        "as_of": f"{ledger.end}",
        "month": f"{ledger.end:%Y-%m}",
        "bank": {
            "credit_count": len(money_in),
            "credit_cents": sum(line.amount for line in money_in),
            "debit_cents": sum(line.amount for line in ledger.bank if line.amount < 0),
            **{f"{name}_count": len(found) for name, found in by_state.items()},
            **{f"{name}_cents": sum(line.amount for line in found) for name, found in by_state.items()},
        },
        "receivables": _receivables(open_items),
        "kpis": key_figures(ledger) | cash_figures(ledger),
        "scenarios": {
            name: {
                "count": len(items),
                "items": [
                    {"reference": item.reference, "amount_cents": item.amount}
                    | ({"expected_code": item.expected_code} if item.expected_code else {})
                    | ({"note": item.note} if item.note else {})
                    for item in items
                ],
            }
            for name, items in sorted(ledger.planted.items())
        },
    }


def _receivables(items: list[Balance]) -> dict[str, int]:
    """Open balances at the end, in cents, without the charge that cannot be loaded."""
    return {
        "total_cents": sum(item.total for item in items),
        "insurance_cents": sum(item.insurance for item in items),
        "patient_cents": sum(item.patient for item in items),
        "debit_cents": sum(item.total for item in items if item.total > 0),
        "credit_cents": -sum(item.total for item in items if item.total < 0),
        "open_item_count": sum(1 for item in items if item.total),
    }


def _deposits(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for line in ledger.bank:
        if line.amount > 0:
            explained = (line.kind, line.label, line.payer_id)
            head = (f"{line.date}", line.bank_reference, line.type_code, str(line.amount), state(line))
            yield (*head, *explained, line.expected_code)


def _exceptions(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for scenario, items in sorted(ledger.planted.items()):
        for item in items:
            if item.expected_code:
                yield (item.expected_code, scenario, item.reference, str(item.amount), item.note)


def _open_items(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    for charge in loaded_charges(ledger):
        left = balance(ledger, charge, ledger.end)
        if left.total:
            who = (str(charge.number), str(charge.encounter.number), f"{charge.encounter.service_date}")
            yield (*who, str(left.insurance), str(left.patient))
