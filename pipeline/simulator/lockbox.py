"""The bank's lockbox: most checks of payers go there, and the bank credits them a day at a time.

Here: which checks are in which deposit, and what the bank gets wrong about them. Not here: how a lockbox file is
written (`writers.bai_lockbox`), or when something goes wrong (`scenarios.at_the_bank`).
"""

from dataclasses import dataclass, field
from datetime import date

from pipeline.simulator.banking import BankLine
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.ledger import Planted
from pipeline.simulator.world import World

LOCKBOX = "0071544"
MISSING, ENCODING = "lockbox_missing_item", "lockbox_encoding"
BRANCH = 3
"""Every so many checks come by mail to the office and are taken to the branch."""


@dataclass(eq=False, slots=True)
class LockboxDeposit:
    """The checks of one day, one deposit and one credit (cents)."""

    day: date
    number: str
    checks: list[tuple[Remittance, int]] = field(default_factory=list)
    """Each check as the lockbox file tells it, with its amount."""


def into_lockbox(world: World, lines: list[BankLine]) -> list[BankLine]:
    """The payers' bank lines with most of the checks gathered in one credit for each day."""
    if not world.ledger.has_lockbox:
        return lines
    others, deposits = [], dict[date, BankLine]()
    for line in lines:
        if not _is_for_lockbox(line):
            others.append(line)
        elif line.date in deposits:
            _add(deposits[line.date], line)
        else:
            deposits[line.date] = _opened(line)
    found = [deposits[day] for day in sorted(deposits)]
    for line in found:
        _file(world, line)
    return [*others, *found]


def _is_for_lockbox(line: BankLine) -> bool:
    if line.type_code != "175" or line.expected_code:
        return False
    return bool(line.scenario_id) or line.remittances[0].number % BRANCH > 0


def _opened(line: BankLine) -> BankLine:
    number = f"LB{line.date:%y%m%d}"
    text = (f"LOCKBOX DEPOSIT LOCKBOX {LOCKBOX}",)
    return BankLine(line.date, "115", line.amount, number, text, "remittance", line.evidence, line.payer_id, number,
                    scenario_id=line.scenario_id)  # fmt: skip


def _add(deposit: BankLine, line: BankLine) -> None:
    deposit.amount += line.amount
    deposit.evidence = [*deposit.evidence, *line.evidence]
    deposit.scenario_id = deposit.scenario_id or line.scenario_id


def _file(world: World, line: BankLine) -> None:
    """Note the deposit for the lockbox file, and what the bank got wrong about it."""
    deposit = LockboxDeposit(line.date, line.customer_reference, [(item, item.amount) for item in line.remittances])
    world.ledger.note("lockbox deposit", deposit)
    troubled = next((item for item in line.remittances if item.scenario_id in {MISSING, ENCODING}), None)
    if troubled:
        line.scenario_id = troubled.scenario_id
        if troubled.scenario_id == MISSING:
            _lose(world, deposit, troubled)
        else:
            _misread(world, line, troubled)


def _lose(world: World, deposit: LockboxDeposit, check: Remittance) -> None:
    deposit.checks = [(item, cents) for item, cents in deposit.checks if item is not check]
    item = Planted(deposit.number, check.amount, "LBX-BAL", f"check {check.trace}", "deposit", deposit.day)
    world.ledger.plant(MISSING, item)


def _misread(world: World, line: BankLine, check: Remittance) -> None:
    difference = swapped(check.amount) - check.amount
    line.amount, line.expected_code = line.amount + difference, "BNK-ENC"
    item = Planted(line.customer_reference, difference, "BNK-ENC", f"check {check.trace}", "deposit", line.date)
    world.ledger.plant(ENCODING, item)


def swapped(cents: int) -> int:
    """An amount with two neighbouring digits swapped, the last that differ; itself when all are the same."""
    digits = list(str(cents))
    for place in range(len(digits) - 1, 0, -1):
        if digits[place] != digits[place - 1] and (place > 1 or digits[place] != "0"):
            digits[place], digits[place - 1] = digits[place - 1], digits[place]
            break
    return int("".join(digits))
