"""camt.053 statements and camt.054 notifications: booked entries become bank_transaction, Bal becomes bank_balance.

Here: which file can be read, control totals. Not here: XML (`pipeline.formats.camt`), what an entry says
(`pipeline.formats.camt_entries`), accounts, days and balances (`pipeline.mappings.camt`). Entries that are not booked
(PDNG, INFO, FUTR) are counted and not read. Opening balance and booked entries must add up to the closing balance.
"""

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats.camt import Statement, is_camt, read_wire
from pipeline.formats.camt_entries import NOT_BOOKED, make_entry, read_currency
from pipeline.formats.camt_totals import Entry, compare
from pipeline.formats.delimited import decode
from pipeline.formats.statements import to_table
from pipeline.formats.statements_parts import Parts
from pipeline.mappings.camt import read_account, read_rows

_EMPTY = "the document is empty, it holds no message of a bank"
_COPY = "the bank marked this statement as a copy; its lines count once"


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_camt` for XML that names a camt.05x message."""
    return "bank_camt" if is_camt(decode(head)) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Lines and balances of every account in the file.

    Raises:
        UnreadableFileError: a message of another kind or version, without a statement, or with a document type.
        IncompleteFileError: the XML ends inside an element.
    """
    wire = read_wire(data, make_entry)
    rows = [row for statement in wire.statements for row in read_rows(statement)]
    kept_out = [row.record for row in rows if row.record in NOT_BOOKED]
    parts = Parts()
    parts.add(to_table(sorted(rows, key=lambda row: (row.line, row.end))))
    reading = parts.end(wire.lines)
    reading.totals = [total for statement in wire.statements for total in _totals(statement)]
    reading.delivered_at = wire.made_at
    reading.notes = [f"line {wire.document_line}: {_EMPTY}"] if wire.is_empty else parts.notes
    reading.notes += [f"line {part.line}: {_COPY}" for part in wire.statements if part.is_copy]
    reading.ignored = {f"Ntry {status}": kept_out.count(status) for status in sorted(set(kept_out))}
    return reading


def _totals(statement: Statement) -> list[ControlTotal]:
    """What the statement says about itself beside what was found; nothing where currencies are mixed."""
    entries = [Entry(row.values["amount"], row.values["currency"], row.record) for row in statement.entries]
    balances = {
        code: (part, read_currency(part))
        for part in reversed(statement.balances)
        if (code := part.text("Tp/CdOrPrtry/Cd")) and not (part.text("Tp/SubTp/Cd") or part.text("Tp/SubTp/Prtry"))
    }
    return compare(read_account(statement) or "", entries, balances, statement.summary)
