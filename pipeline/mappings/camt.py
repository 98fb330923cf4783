"""camt.053 and camt.054: the entries and balances of a statement as rows with their account and day.

Here: accounts, days, balances. Not here: XML (`pipeline.formats.camt`), what an entry says
(`pipeline.formats.camt_entries`), control totals (`pipeline.adapters.bank_camt`). An entry without booking date is of
the statement's day, that of its closing balance. Banks date an opening balance on the day before or on the day itself:
it is kept on the first day that has an entry, or on the statement's own, which is the same amount of money.
"""

from dataclasses import dataclass, field

from pipeline.formats.camt import Part, Statement
from pipeline.formats.camt_entries import clean_code, read_currency, read_day
from pipeline.formats.camt_totals import Tally
from pipeline.formats.statements import Row

_BALANCES = {"OPBD": "010", "CLBD": "015", "OPAV": "040", "CLAV": "045"}


@dataclass
class Account:
    """One statement as far as it was read: what its entries add up to, their first day, lines its balances own."""

    statement: Statement
    tally: Tally = field(default_factory=Tally)
    first: str | None = None
    balance_lines: list[int] = field(default_factory=list)

    def take_rows(self) -> list[Row]:
        """Entries with their account and day, once these are known; of balances the place only."""
        statement = self.statement
        rows, account = statement.rows, statement.account
        closing = self._closing_day
        is_known = account and (
            closing or all(row.values["statement_date"] for row in rows if row.record != "bank_balance")
        )
        if not (is_known or statement.is_over):
            return []
        statement.rows = []
        number, currency = read_account(statement), account.text("Ccy") if account else None
        for row in rows:
            if row.record == "bank_balance":
                continue
            said = row.values
            said["statement_date"] = day = said["statement_date"] or closing
            said |= {"account_number": number, "currency": said["currency"] or currency}
            self.first = day or "" if self.first is None else min(self.first, day or "")
            self.tally.add(said["amount"], said["currency"], is_booked=row.record == "bank_transaction")
        return rows

    @property
    def _closing_day(self) -> str | None:
        return next((read_day(part, "Dt") for part in self.statement.balances if _type(part) == "015"), None)

    def read_balances(self) -> list[Row]:
        """The balances of a statement that is over."""
        statement = self.statement
        first = self._closing_day if self.first is None else self.first
        return [_balance(part, read_account(statement), first or "") for part in statement.balances]


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
