"""The figures a camt statement states about itself, beside what its entries add up to.

Here: opening balance + booked entries = closing balance, and the totals of TxsSummry. Not here: entries
(`pipeline.formats.camt_entries`). Sums are in whole cents, made by moving characters; a figure that is no amount is not
compared. TxsSummry covers every entry, booked or not. TtlNtries/Sum is the sum without signs; some banks print the net
sum there, so a stated sum that equals the net one is taken as that.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from pipeline.adapters import ControlTotal
from pipeline.formats.bank_lines import call_account
from pipeline.formats.camt import Part
from pipeline.formats.cells import dollars

_MOST_DIGITS = 16
"""More digits than this no total has."""


@dataclass(frozen=True)
class Entry:
    """Amount with sign, currency and record of one entry."""

    amount: str | None
    currency: str | None
    record: str


def compare(
    account: str, entries: list[Entry], balances: dict[str, tuple[Part, str | None]], summary: Part | None
) -> list[ControlTotal]:
    """Every figure of one statement beside what was found.

    Args:
        account: its account number.
        entries: all entries, booked or not.
        balances: by code, the first of each.
        summary: TxsSummry, where there is one.
    """
    scope = call_account(account)
    totals = _closing(scope, entries, balances)
    if summary and len({entry.currency for entry in entries}) <= 1:
        totals += _summary(scope, [_cents(entry.amount) or 0 for entry in entries], summary)
    return totals


def _closing(scope: str, entries: list[Entry], balances: dict[str, tuple[Part, str | None]]) -> list[ControlTotal]:
    opening, currency = balances.get("OPBD") or balances.get("PRCD") or (None, None)
    closing, closing_currency = balances.get("CLBD", (None, None))
    booked = [entry for entry in entries if entry.record == "bank_transaction"]
    if opening is None or closing is None or {closing_currency, *(entry.currency for entry in booked)} != {currency}:
        return []
    start, stated = _signed(opening), _signed(closing)
    if start is None or stated is None:
        return []
    found = start + sum(_cents(entry.amount) or 0 for entry in booked)
    return [ControlTotal(scope, "closing balance", "amount", dollars(stated), dollars(found), closing.line)]


def _summary(scope: str, cents: list[int], summary: Part) -> list[ControlTotal]:
    """The totals of TxsSummry: a wrong amount blocks, a wrong count warns."""
    paid_in, paid_out = [amount for amount in cents if amount > 0], [-amount for amount in cents if amount < 0]
    gross, net = sum(map(abs, cents)), sum(cents)
    is_net = _cents(summary.text("TtlNtries/Sum")) == net
    figures = (
        ("entries", "TtlNtries", len(cents), net if is_net else gross),
        ("credits", "TtlCdtNtries", len(paid_in), sum(paid_in)),
        ("debits", "TtlDbtNtries", len(paid_out), sum(paid_out)),
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
