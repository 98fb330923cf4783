"""What truly explains each bank credit, and which exceptions must be found.

Here: the tables deposits, matches, exceptions, scenarios and scenario_items. Not here: figures (`figures`), proofs.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import ACCOUNT, PAYERS, PRACTICE_ID
from pipeline.simulator.scenarios import load_scenarios

CHANNELS = {
    "142": "eft", "165": "card", "115": "check", "175": "check", "301": "desk", "195": "wire", "354": "interest",
    "275": "transfer",
}  # fmt: skip
"""By BAI type code: through what the money came."""


def state(line: BankLine) -> str:
    """What must become of a bank credit: matched, classified or exception."""
    if line.expected_code:
        return "exception"
    return "matched" if line.evidence else "classified"


def credit_lines(ledger: Ledger) -> Iterator[tuple[str, int, BankLine]]:
    """Reference, occurrence and line of every bank credit, in order of the statements."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for line in ledger.bank:
        if line.amount > 0:
            key = (ACCOUNT, line.date, line.type_code, line.amount, line.bank_reference, line.customer_reference)
            seen[key] += 1
            yield "|".join(map(str, (*key, seen[key]))), seen[key], line


def evidence_reference(item: Evidence) -> str:
    """How the key names a piece of evidence, so that any reader can find it in the files."""
    if isinstance(item.event, Remittance):
        return remittance_reference(item.event)
    return f"{PRACTICE_ID}|{item.reference}" if item.kind == "pm_batch" else item.reference


def remittance_reference(remittance: Remittance) -> str:
    """A remittance by TRN03, TRN02, day and cents of its payment as the advice states them."""
    stated = remittance.amount if remittance.stated_amount is None else remittance.stated_amount
    return f"{PAYERS[remittance.payer_id].company_id}|{remittance.trace}|{remittance.payment_date}|{stated}"


def deposits(ledger: Ledger) -> Rows:
    """One row for each bank credit."""
    return [
        (
            reference, ACCOUNT, line.date, line.type_code, line.amount, line.bank_reference, line.customer_reference,
            occurrence, CHANNELS.get(line.type_code, "other"), state(line),
            line.kind if state(line) == "classified" else "", line.expected_code, line.scenario_id,
        )
        for reference, occurrence, line in credit_lines(ledger)
    ]  # fmt: skip


def matches(ledger: Ledger) -> Rows:
    """One row for each piece of evidence of each credit that can be matched."""
    return [
        (reference, item.kind, evidence_reference(item), item.amount, line.scenario_id)
        for reference, _, line in credit_lines(ledger)
        if state(line) == "matched"
        for item in line.evidence
    ]


def exceptions(ledger: Ledger) -> Rows:
    """One row for each exception that was planted."""
    return [
        (item.expected_code, item.subject_kind, item.reference, item.amount, item.opened, name)
        for name, items in sorted(ledger.planted.items())
        for item in items
        if item.expected_code
    ]


def scenarios(ledger: Ledger) -> Rows:
    """One row for each scenario the simulator knows, planted or not."""
    return [
        (scenario.scenario_id, len(ledger.planted.get(scenario.scenario_id, [])), scenario.title)
        for scenario in load_scenarios()
    ]


def scenario_items(ledger: Ledger) -> Rows:
    """One row for each planted instance."""
    return [
        (name, item.reference, item.amount, item.expected_code or "", item.note)
        for name, items in sorted(ledger.planted.items())
        for item in items
    ]
