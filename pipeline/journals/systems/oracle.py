"""Journal entries for Oracle Fusion's journal import: the GlInterface.csv of its file-based data import, no header.

Columns stand in the order of the interface table as documented: what comes first is state, ledger, day, source,
category, currency, creation day and actual flag, then thirty segments of the account, four amounts and five references:
batch, its description, nothing, entry, its description.
The account's text is cut into segments at its hyphens or periods.
"""

import re

from pipeline.journals import Books, Entry, EntryLine, JournalRefusedError
from pipeline.journals.tables import amount, comma_separated

SUFFIX = ".csv"
_SEGMENTS = 30


def write(entries: list[Entry], books: Books) -> bytes:
    """One row a line, new and actual; the batch is Tieout, the entry is named by its number.

    Raises:
        JournalRefusedError: the ledger's ID is missing, or an account has more segments than a ledger can.
    """
    if not books.company.isdigit():
        message = "Oracle wants the ledger's ID, a number: add --company with the Ledger ID of Manage Primary Ledgers."
        raise JournalRefusedError(message)
    return comma_separated(entries, lambda entry, line: _row(entry, line, books))


def _row(entry: Entry, line: EntryLine, books: Books) -> list[str]:
    segments = re.split(r"[-.]", line.account)
    if len(segments) > _SEGMENTS:
        message = "An account has more than thirty segments: correct it in the seed gl_accounts."
        raise JournalRefusedError(message)
    day = f"{entry.day:%Y/%m/%d}"
    return [
        *("NEW", books.company, day, "Tieout", "Reconciliation", books.currency, day, "A"),
        *(segments + [""] * (_SEGMENTS - len(segments))),
        *(amount(line.debit), amount(line.credit), "", ""),
        *("Tieout", "Entries proposed by reconciliation", "", entry.number, entry.memo),
    ]
