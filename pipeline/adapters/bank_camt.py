"""camt.053 statements and camt.054 notifications: booked entries become bank_transaction, Bal becomes bank_balance.

Here: accounts, days, balances, control totals. Not here: XML (`pipeline.formats.camt`) and what an entry says
(`pipeline.formats.camt_entries`). Entries that are not booked (PDNG, INFO, FUTR) are counted and not read. An entry
without booking date is of the statement's day, that of its closing balance. Banks date an opening balance on the day
before or on the day itself: it is kept on the first day that has an entry, or on the statement's own, which is the same
amount of money. Opening balance and booked entries must add up to the closing balance.
"""

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats.camt import Part, Statement, is_camt, read_wire
from pipeline.formats.camt_entries import NOT_BOOKED, clean_code, make_entry, read_currency, read_day
from pipeline.formats.camt_totals import Entry, compare
from pipeline.formats.delimited import decode
from pipeline.formats.statements import Row, describe_twins, number_twins, to_frames

_BALANCES = {"OPBD": "010", "CLBD": "015", "OPAV": "040", "CLAV": "045"}


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
    rows = [row for statement in wire.statements for row in _rows(statement)]
    number_twins(rows)
    frames, refused = to_frames(rows)
    owned = sum(int(frame["_lines"].sum()) for frame in (*frames.values(), refused))
    kept_out = [row.record for row in rows if row.record in NOT_BOOKED]
    notes = [f"line {wire.document_line}: the document holds no message"] if wire.is_empty else describe_twins(rows)
    notes += [f"line {part.line}: the statement says it is a copy" for part in wire.statements if part.is_copy]
    return Reading(
        records=frames,
        lines=wire.lines,
        envelope=wire.lines - owned,
        refused=refused,
        totals=[total for statement in wire.statements for total in _totals(statement)],
        delivered_at=wire.made_at,
        notes=notes,
        ignored={f"Ntry {status}": kept_out.count(status) for status in sorted(set(kept_out))},
    )


def _rows(statement: Statement) -> list[Row]:
    """Entries and balances of one statement with their account."""
    account, currency = _account(statement), statement.account.text("Ccy") if statement.account else None
    closing = next((read_day(part, "Dt") for part in statement.balances if _type(part) == "015"), None)
    for row in statement.entries:
        row.values["statement_date"] = row.values["statement_date"] or closing
        row.values |= {"account_number": account, "currency": row.values["currency"] or currency}
    first = min((row.values["statement_date"] or "" for row in statement.entries), default=closing) or ""
    return statement.entries + [_balance(part, account, first) for part in statement.balances]


def _account(statement: Statement) -> str | None:
    account = statement.account
    return account and (account.text("Id/IBAN") or account.text("Id/Othr/Id"))


def _type(balance: Part) -> str | None:
    """The BAI code of a balance, else its own behind `camt:`; one with a subtype (INTM) neither opens nor closes."""
    code = balance.text("Tp/CdOrPrtry/Cd") or balance.text("Tp/CdOrPrtry/Prtry")
    kind = balance.text("Tp/SubTp/Cd") or balance.text("Tp/SubTp/Prtry")
    if not code:
        return None
    return (
        f"camt:{clean_code(f'{code}.{kind}' if kind else code)}" if kind or code not in _BALANCES else _BALANCES[code]
    )


def _balance(balance: Part, account: str | None, first: str) -> Row:
    kind, day, amount = _type(balance), read_day(balance, "Dt"), balance.text("Amt")
    is_opening, is_debit = kind in ("010", "040"), balance.text("CdtDbtInd") == "DBIT"
    row = Row("bank_balance", balance.line, balance.end)
    row.values = {
        "account_number": account,
        "statement_date": max(day, first) if is_opening and day else day,
        "type_code": kind,
        "amount": f"-{amount}" if amount and is_debit else amount,
        "currency": read_currency(balance),
    }
    return row


def _totals(statement: Statement) -> list[ControlTotal]:
    """What the statement says about itself beside what was found; nothing where currencies are mixed."""
    entries = [Entry(row.values["amount"], row.values["currency"], row.record) for row in statement.entries]
    balances = {
        code: (part, read_currency(part))
        for part in reversed(statement.balances)
        if (code := part.text("Tp/CdOrPrtry/Cd")) and not (part.text("Tp/SubTp/Cd") or part.text("Tp/SubTp/Prtry"))
    }
    return compare(_account(statement) or "", entries, balances, statement.summary)
