"""What bank and bookkeeper record: bank lines with their evidence, and ledger entries, in cents.

Here: the event classes of bank account and general ledger. Not here: what is booked (`bank`, `books`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.simulator.decisions import Remittance
from pipeline.simulator.money import Payout


@dataclass(eq=False, slots=True)
class Evidence:
    """One thing that truly explains a bank line, or a part of it, in cents."""

    kind: str
    """remittance, card_payout or pm_batch; a new channel has a kind of its own."""
    reference: str
    """Trace, payout or batch number."""
    amount: int
    event: Any = None
    """The Remittance, Payout or DeskDay itself."""


@dataclass(eq=False, slots=True)
class BankLine:
    """One line of the bank statement (cents; credits positive)."""

    date: date
    type_code: str
    amount: int
    customer_reference: str
    text: tuple[str, ...]
    kind: str
    """remittance, card_payout, pm_batch, or what the line is when it is no receivable (interest, fee, transfer)."""
    evidence: list[Evidence]
    """What it truly pays, with the amounts; several for a group credit, a part for a credit in parts."""
    payer_id: str = ""
    label: str = ""
    """How the books call it: a trace, a batch, or words when there is no evidence."""
    expected_code: str = ""
    """The exception it must raise; empty when it can be matched or classified."""
    scenario_id: str = ""
    bank_reference: str = ""
    addenda: str = ""
    """The payment information that travelled with an electronic credit, as the payer wrote it; empty without any."""

    @property
    def remittances(self) -> list[Remittance]:
        """The payments of payers it holds."""
        return [item.event for item in self.evidence if isinstance(item.event, Remittance)]

    @property
    def payout(self) -> Payout | None:
        """The payout it is, if it is one."""
        return next((item.event for item in self.evidence if isinstance(item.event, Payout)), None)


@dataclass(eq=False, slots=True)
class BookEntry:
    """One line of a general-ledger account (cents, in the account's natural sign)."""

    date: date
    account: str
    kind: str
    number: str
    name: str
    memo: str
    split: str
    amount: int
    bank_line: BankLine | None = None
    """The bank line it records; None for what the bank has not seen, or never sees."""
