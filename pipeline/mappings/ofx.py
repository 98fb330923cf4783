"""OFX and QFX: the lines and balances of a statement as rows with their account and day.

Here: accounts, signs, references, refusals. Not here: tags (`pipeline.formats.ofx`), how values are written
(`pipeline.formats.ofx_values`), what becomes of a file (`pipeline.adapters.bank_ofx`). The sign of TRNAMT gives the
direction, TRNTYPE only the type code. A line is booked on DTPOSTED, the day at the bank. Amounts are in CURDEF, or in
CURSYM where the line has CURRENCY (OFX 2.2, 5.2). A balance is that at DTASOF; one with neither amount nor day says
nothing. A line that corrects an earlier one (CORRECTACTION) is refused: which line the bank wants gone cannot be told
here.
"""

import re

from pipeline.formats import ofx_values as values
from pipeline.formats.ofx import Aggregate, Statement
from pipeline.formats.statements import Row

_BALANCES = {"LEDGERBAL": "015", "AVAILBAL": "045"}


def read_rows(statement: Statement) -> list[Row]:
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
