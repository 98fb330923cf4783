"""The answer key: tables computed from the events alone, written beside the practice, never among its files.

Here: which tables there are, and the readable summary. Not here: any rule of the pipeline.
"""

import json
from collections.abc import Iterator

from pipeline.simulator.answers import care, cash, figures, pricing, proofs, receivables
from pipeline.simulator.answers.reach import loaded_charges
from pipeline.simulator.answers.summary import summarise
from pipeline.simulator.answers.tables import TABLES, Rows, to_parquet
from pipeline.simulator.ledger import Ledger


def tables(ledger: Ledger) -> dict[str, Rows]:
    """The rows of every table of the key, by name; columns as in `tables.TABLES`."""
    charges, facts = loaded_charges(ledger), care.line_facts(ledger)
    items = receivables.open_items(ledger, charges)
    found = {
        "deposits": cash.deposits(ledger),
        "bank_debits": cash.bank_debits(ledger),
        "matches": cash.matches(ledger),
        "exceptions": cash.exceptions(ledger),
        "postings": care.postings(ledger, facts),
        "ledger_days": receivables.ledger_days(ledger, charges),
        "open_items": items,
        "open_spans": receivables.open_spans(ledger, charges),
        "denials": care.denials(ledger),
        "claims": care.claims(ledger),
        "underpayments": pricing.underpayments(ledger),
        "kpis": figures.kpis(ledger, charges, items, facts),
        "bridge": proofs.bridge(ledger),
        "proof_of_cash": proofs.proof_of_cash(ledger),
        "scenarios": cash.scenarios(ledger),
        "scenario_items": cash.scenario_items(ledger),
    }
    return {name: found[name] for name in TABLES}


def write(ledger: Ledger) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every file of the answer key."""
    found = tables(ledger)
    yield "answers.json", (json.dumps(summarise(ledger, found), indent=1) + "\n").encode("utf-8")
    for name, rows in found.items():
        yield f"{name}.parquet", to_parquet(name, rows)
