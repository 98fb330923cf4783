"""camt.053 and camt.054: the entries and balances of a statement as rows with their account and day.

Here: accounts, days, balances. Not here: XML (`pipeline.formats.camt`), what an entry says
(`pipeline.formats.camt_entries`), control totals (`pipeline.adapters.bank_camt`). An entry without booking date is of
the statement's day, that of its closing balance. Banks date an opening balance on the day before or on the day itself:
it is kept on the first day that has an entry, or on the statement's own, which is the same amount of money.
"""

from pipeline.formats.camt import Part, Statement
from pipeline.formats.camt_entries import clean_code, read_currency, read_day
from pipeline.formats.statements import Row

_BALANCES = {"OPBD": "010", "CLBD": "015", "OPAV": "040", "CLAV": "045"}


def read_rows(statement: Statement) -> list[Row]:
    """Entries and balances of one statement with their account."""
    account, currency = read_account(statement), statement.account.text("Ccy") if statement.account else None
    closing = next((read_day(part, "Dt") for part in statement.balances if _type(part) == "015"), None)
    for row in statement.entries:
        row.values["statement_date"] = row.values["statement_date"] or closing
        row.values |= {"account_number": account, "currency": row.values["currency"] or currency}
    first = min((row.values["statement_date"] or "" for row in statement.entries), default=closing) or ""
    return statement.entries + [_balance(part, account, first) for part in statement.balances]


def read_account(statement: Statement) -> str | None:
    """The number of the account: its IBAN, else its other one; None where it has neither."""
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
