"""OFX and QFX statements: each STMTTRN becomes a bank_transaction, LEDGERBAL and AVAILBAL become bank_balance.

Here: accounts, signs, references, refusals. Not here: tags (`pipeline.formats.ofx`) and how values are written
(`pipeline.formats.ofx_values`). The sign of TRNAMT gives the direction, TRNTYPE only the type code. A line is booked on
DTPOSTED, the day at the bank. Amounts are in CURDEF, or in CURSYM where the line has CURRENCY (OFX 2.2, 5.2). A balance
is that at DTASOF; one with neither amount nor day says nothing. A line that corrects an earlier one (CORRECTACTION) is
refused: which line the bank wants gone cannot be told here. Pending lines and securities are counted and not read.
"""

import re

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats import ofx_values as values
from pipeline.formats.delimited import decode
from pipeline.formats.ofx import Aggregate, Statement, is_ofx, read_wire
from pipeline.formats.statements import Row, describe_twins, number_twins, to_frames

_BALANCES = {"LEDGERBAL": "015", "AVAILBAL": "045"}
_STRAY = "the line stands outside any statement, so its account is not known"


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_ofx` for a file that starts with an OFX header or its first tag."""
    return "bank_ofx" if is_ofx(decode(head)) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Lines and balances of every account in the file.

    Raises:
        UnreadableFileError: the bank answered with an error instead of a statement.
        IncompleteFileError: the end of the file is missing.
    """
    wire = read_wire(decode(data))
    answers = [f"line {error.line}: the bank answered with error {_code(error)}" for error in wire.errors]
    if answers and not wire.statements:
        raise UnreadableFileError(f"{answers[0]} instead of a statement; sign in at the bank and download it again")
    rows = [row for statement in wire.statements for row in _rows(statement)]
    rows += [Row("bank_transaction", line.line, line.end, {}, _STRAY) for line in wire.strays]
    number_twins(rows)
    frames, refused = to_frames(rows)
    owned = sum(int(frame["_lines"].sum()) for frame in (*frames.values(), refused))
    return Reading(
        records=frames,
        lines=wire.lines,
        envelope=wire.lines - owned,
        refused=refused,
        delivered_at=values.read_instant(wire.made_at),
        notes=answers + describe_twins(rows) if wire.statements else ["The file holds no statement."],
        ignored=dict(sorted(wire.passed.items())),
    )


def _rows(statement: Statement) -> list[Row]:
    """The rows of one statement, refused ones included."""
    first, last = (values.read_day(statement.values.get(tag)) for tag in ("DTSTART", "DTEND"))
    posted = [line.values.get("DTPOSTED", "") for line in statement.transactions]
    days = values.read_six_digits(filter(values.is_six_digits, posted), first, last)
    account = {"account_number": statement.values.get("ACCTID"), "currency": statement.values.get("CURDEF")}
    lines = [_line(line, account, days) for line in statement.transactions]
    stated = [balance for balance in statement.balances if balance.values.keys() & {"BALAMT", "DTASOF"}]
    return lines + [_balance(balance, account) for balance in stated]


def _line(line: Aggregate, account: dict[str, str | None], days: dict[str, str]) -> Row:
    said = line.values
    amount, written = values.read_amount(said.get("TRNAMT")), said.get("DTPOSTED", "").strip()
    is_ambiguous = values.is_six_digits(written) and written.strip("0") and written not in days
    kind = re.sub("[^A-Z0-9._-]+", "_", said.get("TRNTYPE", "").upper())
    check = said.get("CHECKNUM") or said.get("CHKNUM") or ""
    texts = (said.get(tag) for tag in ("NAME", "PAYEE.NAME", "EXTDNAME", "MEMO"))
    row = Row("bank_transaction", line.line, line.end, dict(account))
    row.values |= {
        "currency": said.get("CURRENCY.CURSYM") or account["currency"],
        "statement_date": days.get(written) or values.read_day(written),
        "type_code": f"ofx:{kind}" if kind else None,
        "direction": "debit" if (amount or "").startswith("-") else "credit",
        "amount": amount,
        "value_date": values.read_day(said.get("DTAVAIL") or said.get("VALUEDATE")),
        "bank_reference": said.get("FITID"),
        "customer_reference": check if check.strip("0") else said.get("REFNUM"),
        "description": "\n".join(dict.fromkeys(filter(None, texts))),
    }
    if said.get("CORRECTACTION"):
        row.reason = "the line corrects an earlier line; compare the two and book the difference by hand"
    elif is_ambiguous:
        row.reason = values.AMBIGUOUS
    return row


def _balance(balance: Aggregate, account: dict[str, str | None]) -> Row:
    row = Row("bank_balance", balance.line, balance.end, dict(account))
    row.values |= {
        "statement_date": values.read_day(balance.values.get("DTASOF")),
        "type_code": _BALANCES[balance.name],
        "amount": values.read_amount(balance.values.get("BALAMT")),
    }
    return row


def _code(error: Aggregate) -> str:
    code = error.values.get("CODE", "")
    return code if re.fullmatch("[0-9]{1,6}", code) else "without a number"
