"""What truly explains each bank credit, and which exceptions must be found.

Here: the tables deposits, matches, exceptions, scenarios and scenario_items. Not here: the members of a match
(`members`), figures (`figures`), proofs.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from pipeline.simulator.answers.members import CODED_DIFFERENCES, members
from pipeline.simulator.answers.tables import Rows
from pipeline.simulator.banking import BankLine
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import PatientPayment, Payout
from pipeline.simulator.practice import ACCOUNT, PRACTICE_ID
from pipeline.simulator.scenarios import load_scenarios

CHANNELS = {
    "142": "eft", "165": "card", "115": "check", "175": "check", "301": "desk", "195": "wire", "354": "interest",
    "275": "transfer",
}  # fmt: skip
"""By BAI type code: through what the money came."""


def state(line: BankLine) -> str:
    """What must become of a bank line: matched, classified or exception."""
    if line.expected_code and line.expected_code not in CODED_DIFFERENCES:
        return "exception"
    return "matched" if line.evidence else "classified"


def bank_lines(ledger: Ledger) -> Iterator[tuple[str, int, BankLine]]:
    """Reference, occurrence and line of every bank line, in order of the statements; debits have negative cents."""
    seen: Counter[tuple[Any, ...]] = Counter()
    for line in ledger.bank:
        key = (ACCOUNT, line.date, line.type_code, line.amount, line.bank_reference, line.customer_reference)
        seen[key] += 1
        yield "|".join(map(str, (*key, seen[key]))), seen[key], line


def _name_links(ledger: Ledger) -> Callable[[Any], str]:
    """How the key names what a planted instance is linked to."""
    lines = {id(line): reference for reference, _, line in bank_lines(ledger)}
    money = {payment.number: payout.number for payout in ledger.payouts for payment, _ in payout.payments}
    money |= {item.number: f"{PRACTICE_ID}|{desk.batch}" for desk in ledger.desk_days for item in desk.payments}

    def name(item: Any) -> str:
        if isinstance(item, BankLine):
            return lines.get(id(item), "")
        if isinstance(item, PatientPayment):
            return money.get(item.number, "")
        return item.number if isinstance(item, Payout) else str(item)

    return name


def deposits(ledger: Ledger) -> Rows:
    """One row for each bank credit."""
    found = [(item, line) for *item, line in bank_lines(ledger) if line.amount > 0]
    return [
        (*_identity(*item, line), CHANNELS.get(line.type_code, "other"), *_verdict(line), line.scenario_id)
        for item, line in found
    ]


def bank_debits(ledger: Ledger) -> Rows:
    """One row for each bank debit."""
    found = [(item, line) for *item, line in bank_lines(ledger) if line.amount < 0]
    return [(*_identity(*item, line), *_verdict(line), line.scenario_id) for item, line in found]


def _identity(reference: str, occurrence: int, line: BankLine) -> tuple[Any, ...]:
    names = (line.bank_reference, line.customer_reference)
    return reference, ACCOUNT, line.date, line.type_code, line.amount, *names, occurrence


def _verdict(line: BankLine) -> tuple[str, str, str]:
    """State, classification and exception of a bank line."""
    return state(line), line.kind if state(line) == "classified" else "", line.expected_code


def matches(ledger: Ledger) -> Rows:
    """One row for each piece of evidence, and each coded difference, of each bank line that can be matched."""
    return [
        (reference, *member, line.scenario_id)
        for reference, _, line in bank_lines(ledger)
        if state(line) == "matched"
        for member in members(line)
    ]


def exceptions(ledger: Ledger) -> Rows:
    """One row for each exception that was planted."""
    return [
        (item.expected_code, item.subject_kind, item.reference, item.amount, item.opened, name, item.within)
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
    link = _name_links(ledger)
    return [
        (
            name,
            item.reference,
            item.amount,
            item.expected_code or "",
            item.note,
            item.subject_kind,
            item.within,
            [*filter(None, map(link, item.links))],
        )
        for name, items in sorted(ledger.planted.items())
        for item in items
    ]
