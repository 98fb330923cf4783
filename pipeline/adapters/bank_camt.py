"""camt.053 statements and camt.054 notifications: booked entries become bank_transaction, Bal becomes bank_balance.

Here: which file can be read, control totals. Not here: XML (`pipeline.formats.camt`), what an entry says
(`pipeline.formats.camt_entries`), accounts, days and balances (`pipeline.mappings.camt`). Entries that are not booked
(PDNG, INFO, FUTR) are counted and not read. Opening balance and booked entries must add up to the closing balance.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

import polars as pl
from polars import col

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats.camt import Wire, is_camt, read_wire
from pipeline.formats.camt_entries import NOT_BOOKED, make_entry, read_currency
from pipeline.formats.camt_totals import compare
from pipeline.formats.delimited import decode
from pipeline.formats.statements import to_table
from pipeline.formats.statements_parts import Parts, join_parts
from pipeline.mappings.camt import Account, read_account

_EMPTY = "the document is empty, it holds no message of a bank"
_COPY = "the bank marked this statement as a copy; its lines count once"


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_camt` for XML that names a camt.05x message."""
    return "bank_camt" if is_camt(decode(head)) else None


def read(name: str, data: bytes) -> Reading:
    """Lines and balances of every account in the file.

    Raises:
        UnreadableFileError: a message of another kind or version, without a statement, or with a document type.
        IncompleteFileError: the XML ends inside an element.
    """
    return join_parts(read_parts(name, [data]))


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001  (the content alone decides)
    """As `read`, for a file too large to be held; what is said of the whole file is said in its last part.

    Balances and totals of a statement are given when it is over: the day of an opening balance hangs on all entries.
    Entries in front of their account, or without a day in front of the closing balance, wait for these.
    """
    parts, wire, account = Parts(), Wire(), None
    totals, notes, ignored = [], [], Counter()
    for wire in read_wire(chunks, make_entry):
        for statement in wire.take():
            if account is None or account.statement is not statement:
                account = Account(statement)
            rows = account.take_rows()
            ignored.update(f"Ntry {row.record}" for row in rows if row.record in NOT_BOOKED)
            _add(parts, account, to_table(rows))
            if statement.is_over:
                totals += _totals(account)
                notes += [f"line {statement.line}: {_COPY}"] if statement.is_copy else []
        if parts.is_enough:
            yield parts.make()
    last = parts.end(wire.lines)
    last.totals, last.delivered_at = totals, wire.made_at
    last.notes = ([f"line {wire.document_line}: {_EMPTY}"] if wire.is_empty else parts.notes) + notes
    last.ignored = dict(sorted(ignored.items()))
    yield last


def _add(parts: Parts, account: Account, rows: pl.DataFrame) -> None:
    """Entries at once, balances behind the last of them, with the lines they own in their place."""
    owned, is_balance = parts.own(rows), col("record") == "bank_balance"
    parts.add(owned.filter(~is_balance))
    account.balance_lines += owned.filter(is_balance)["lines"].to_list()
    if account.statement.is_over:
        balances = to_table(account.read_balances())
        parts.add(balances.with_columns(lines=pl.Series(account.balance_lines, dtype=pl.Int64)))


def _totals(account: Account) -> list[ControlTotal]:
    """What the statement says about itself beside what was found; nothing where currencies are mixed."""
    statement = account.statement
    balances = {
        code: (part, read_currency(part))
        for part in reversed(statement.balances)
        if (code := part.text("Tp/CdOrPrtry/Cd")) and not (part.text("Tp/SubTp/Cd") or part.text("Tp/SubTp/Prtry"))
    }
    return compare(read_account(statement) or "", account.tally, balances, statement.summary)
