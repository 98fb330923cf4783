"""What a bank line is made of, under the names any reader can find in the files.

Here: members of a true match with their cents, the coded difference among them. Not here: which lines can be matched
(`cash`).
"""

from collections import Counter

from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.money import DeskDay
from pipeline.simulator.practice import PAYERS, PRACTICE_ID

CODED_DIFFERENCES = {"BNK-ENC", "PST-BATCH"}
"""Exceptions of deposits whose own slip, batch or lockbox is known: matched with it, the difference bears the code."""


def members(line: BankLine) -> list[tuple[str, str, int]]:
    """Kind, name and cents of what a line is made of; a difference that has a code is one of them.

    A batch counts under the numbers its payments bear in the PM system, which a poster may have mistyped.
    """
    found = [(item.kind, evidence_reference(item), item.amount) for item in line.evidence]
    if line.expected_code in CODED_DIFFERENCES:
        desks = [item.event for item in line.evidence if isinstance(item.event, DeskDay)]
        if desks:
            found = _batches(desks)
        difference = line.amount - sum(cents for _, _, cents in found)
        found += [("difference", line.expected_code, difference)] if difference else []
    return found


def _batches(desks: list[DeskDay]) -> list[tuple[str, str, int]]:
    posted: Counter[str] = Counter()
    for desk in desks:
        for payment in desk.payments:
            posted[f"{PRACTICE_ID}|{payment.batch or desk.batch}"] += payment.amount
    return [("pm_batch", name, cents) for name, cents in sorted(posted.items())]


def evidence_reference(item: Evidence) -> str:
    """How the key names a piece of evidence, so that any reader can find it in the files."""
    if isinstance(item.event, Remittance):
        return remittance_reference(item.event)
    return f"{PRACTICE_ID}|{item.reference}" if item.kind == "pm_batch" else item.reference


def remittance_reference(remittance: Remittance) -> str:
    """A remittance by TRN03, TRN02, day and cents of its payment as the advice states them."""
    stated = remittance.amount if remittance.stated_amount is None else remittance.stated_amount
    return f"{PAYERS[remittance.payer_id].company_id}|{remittance.trace}|{remittance.payment_date}|{stated}"
