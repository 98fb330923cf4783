"""The entries a snapshot proposes, ready to be written: balanced, each with a number of its own.

Here: reading them and refusing what cannot be booked. Not here: how a system writes them.
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from pipeline.journals import Entry, EntryLine, JournalRefusedError
from pipeline.query.rows import Ask

_LINES = """
select
    entries.entry_number,
    entries.journal_entry_id,
    entries.title,
    entries.entry_memo,
    entries.entry_date,
    entries.reversal_date,
    entries.entity_id,
    lines.line_number,
    lines.gl_account,
    lines.role,
    lines.debit_amount,
    lines.credit_amount
from marts.journal_entries as entries
inner join marts.journal_entry_lines as lines using (journal_entry_id)
where
    entries.state = 'proposed'
    and ($period is null or entries.period = $period)
    and ($entity is null or entries.entity_id = $entity)
order by entries.entry_date, entries.entry_number, lines.line_number
"""


@dataclass(frozen=True)
class Unmapped:
    """A proposed entry some of whose roles have no account in the chart."""

    title: str
    day: date
    roles: tuple[str, ...]


def proposed_entries(ask: Ask, period: str | None, entity: str | None) -> tuple[list[Entry], list[Unmapped]]:
    """What is proposed, and what is and cannot be written because an account is missing.

    A reversing entry is two: itself, and on the first day of the next month the same with its sides changed.

    Args:
        ask: a query on the published snapshot.
        period: month of the entries as `2026-09`; None for all.
        entity: the entity they belong to; None for the only one.

    Raises:
        JournalRefusedError: several entities propose entries and none was named, or an entry does not balance.
    """
    rows = ask(_LINES, period=period, entity=entity)
    entities = sorted({row["entity_id"] for row in rows})
    if len(entities) > 1:
        message = f"Books belong to one entity each: add --entity with one of {', '.join(entities)}."
        raise JournalRefusedError(message)
    entries, unmapped = [], []
    for _, group in groupby(rows, lambda row: row["journal_entry_id"]):
        lines = list(group)
        missing = tuple(row["role"] for row in lines if row["gl_account"] is None)
        if missing:
            unmapped.append(Unmapped(lines[0]["title"], lines[0]["entry_date"], missing))
        else:
            entries += _entries(lines)
    numbers = {entry.number for entry in entries}
    if len(numbers) < len(entries):
        message = "Two entries share a number, which cannot be told apart there: import one period at a time."
        raise JournalRefusedError(message)
    return entries, unmapped


def _entries(rows: list[dict[str, Any]]) -> list[Entry]:
    head = rows[0]
    number, memo = head["entry_number"], " ".join(head["entry_memo"].split())
    lines = tuple(
        EntryLine(row["line_number"], row["gl_account"], row["debit_amount"], row["credit_amount"]) for row in rows
    )
    if sum(line.debit - line.credit for line in lines):
        message = f"The entry {number} does not balance and no file was written: run `tieout verify`."
        raise JournalRefusedError(message)
    entry = Entry(number, head["entry_date"], head["title"], memo, lines)
    if not head["reversal_date"]:
        return [entry]
    turned = tuple(EntryLine(line.number, line.account, line.credit, line.debit) for line in lines)
    title, memo = f"Reversal: {entry.title}", f"Reversal: {entry.memo}"
    return [entry, Entry(f"{number}R", head["reversal_date"], title, memo, turned)]
