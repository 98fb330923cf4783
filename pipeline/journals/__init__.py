"""Import files of proposed journal entries: what an entry is, and which are proposed; `systems/` writes them.

Not here: how entries come about (mart `journal_entries`), and reading ledgers back (`pipeline.adapters`, layouts
`gl_*`). Tieout prepares; a person imports, and approves or not.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class JournalRefusedError(Exception):
    """The entries cannot be written for the system; the sentence is safe to show and says what to do."""


@dataclass(frozen=True)
class EntryLine:
    """One side of an entry, numbered from 1: debit and credit in dollars and cents, one of the two 0.00."""

    number: int
    account: str
    debit: Decimal
    credit: Decimal


@dataclass(frozen=True)
class Entry:
    """A balanced entry of two lines or more on one day; `number`, of at most eleven characters, names it for good."""

    number: str
    day: date
    title: str
    memo: str
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True)
class Books:
    """What the ledger system calls the books an entry goes to: a ledger, company code or subsidiary, in US dollars."""

    company: str = ""
    currency: str = "USD"
