"""The figures a camt statement states about itself, beside what its entries add up to.

Here: opening balance + booked entries = closing balance, and the totals of TxsSummry. Not here: entries
(`pipeline.formats.camt_entries`). Sums are in whole cents, made by moving characters; a figure that is no amount is not
compared. TxsSummry covers every entry, booked or not. TtlNtries/Sum is the sum without signs; some banks print the net
sum there, so a stated sum that equals the net one is taken as that.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from pipeline.adapters import ControlTotal
from pipeline.formats.bank_lines import call_account
from pipeline.formats.camt import Part
from pipeline.formats.cells import dollars

_MOST_DIGITS = 16
"""More digits than this no total has."""
_MIXED = 2
"""So many currencies cannot be added up."""


@dataclass
class Tally:
    """What the entries of a statement add up to, in cents; of their currencies two are kept, for two are no sum."""

    count: int = 0
    booked: int = 0
    credits: int = 0
    debits: int = 0
    credit_count: int = 0
    debit_count: int = 0
    currencies: set[str | None] = field(default_factory=set)
    booked_currencies: set[str | None] = field(default_factory=set)

    def add(self, amount: str | None, currency: str | None, *, is_booked: bool) -> None:
        """Count one entry; an amount with sign that is none counts as nothing."""
        cents = _cents(amount) or 0
        self.count += 1
        self.credits += max(cents, 0)
        self.debits += max(-cents, 0)
        self.credit_count += cents > 0
        self.debit_count += cents < 0
        if len(self.currencies) < _MIXED:
            self.currencies.add(currency)
        if is_booked:
            self.booked += cents
            if len(self.booked_currencies) < _MIXED:
                self.booked_currencies.add(currency)


def compare(
    account: str, tally: Tally, balances: dict[str, tuple[Part, str | None]], summary: Part | None
) -> list[ControlTotal]:
    """Every figure of one statement beside what was found.

    Args:
        account: its account number.
        tally: of all entries, booked or not.
        balances: by code, the first of each.
        summary: TxsSummry, where there is one.
    """
    scope = call_account(account)
    totals = _closing(scope, tally, balances)
    if summary and len(tally.currencies) < _MIXED:
        totals += _summary(scope, tally, summary)
    return totals


def _closing(scope: str, tally: Tally, balances: dict[str, tuple[Part, str | None]]) -> list[ControlTotal]:
    opening, currency = balances.get("OPBD") or balances.get("PRCD") or (None, None)
    closing, closing_currency = balances.get("CLBD", (None, None))
    if opening is None or closing is None or {closing_currency, *tally.booked_currencies} != {currency}:
        return []
    start, stated = _signed(opening), _signed(closing)
    if start is None or stated is None:
        return []
    found = start + tally.booked
    return [ControlTotal(scope, "closing balance", "amount", dollars(stated), dollars(found), closing.line)]


def _summary(scope: str, tally: Tally, summary: Part) -> list[ControlTotal]:
    """The totals of TxsSummry: a wrong amount blocks, a wrong count warns."""
    gross, net = tally.credits + tally.debits, tally.credits - tally.debits
    is_net = _cents(summary.text("TtlNtries/Sum")) == net
    figures = (
        ("entries", "TtlNtries", tally.count, net if is_net else gross),
        ("credits", "TtlCdtNtries", tally.credit_count, tally.credits),
        ("debits", "TtlDbtNtries", tally.debit_count, tally.debits),
    )
    totals = []
    for name, tag, count, amount in figures:
        said_count, said = summary.text(f"{tag}/NbOfNtries"), _cents(summary.text(f"{tag}/Sum"))
        if said_count and re.fullmatch(f"[0-9]{{1,{_MOST_DIGITS}}}", said_count):
            counts = said_count, str(count)
            totals.append(ControlTotal(scope, f"number of {name}", "count", *counts, summary.line, "warn"))
        if said is not None:
            sums = dollars(abs(said) if tag == "TtlDbtNtries" else said), dollars(amount)
            totals.append(ControlTotal(scope, f"sum of {name}", "amount", *sums, summary.line))
    return totals


def _signed(balance: Part) -> int | None:
    amount = _cents(balance.text("Amt"))
    return -amount if amount is not None and balance.text("CdtDbtInd") == "DBIT" else amount


def _cents(text: str | None) -> int | None:
    """Whole cents of an amount with at most two significant decimals; None for anything else."""
    try:
        cents = Decimal(text or "") * 100
    except ArithmeticError:  # no number, or 1E999999
        return None
    if not cents.is_finite() or cents.adjusted() > _MOST_DIGITS or cents != cents.to_integral_value():
        return None  # looked at before int() writes out the zeros of 1E999999999
    return int(cents)
