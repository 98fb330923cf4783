"""General ledger: QuickBooks Online's General Ledger report as CSV in its classic form, one file for each month.

Here: the report's preamble, sections, running balances and totals. Not here: what was booked.
"""

from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.banking import BookEntry
from pipeline.simulator.books import ACCOUNTS, opening_balances
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import COMPANY
from pipeline.simulator.writers.csvtext import month_ends, to_csv, us_date

HEADER = ("", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance")


GL = "quickbooks"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The report of every month."""
    balances = opening_balances(ledger)
    for month_end in month_ends(ledger.start, ledger.end):
        entries = [item for item in ledger.books if _in_month(item.date, month_end)]
        render = partial(_render, entries, dict(balances), month_end)
        yield Delivery(f"gl/general_ledger_{month_end:%Y%m}.csv", month_end, render)
        for item in entries:
            balances[item.account] += item.amount


def _render(entries: list[BookEntry], balances: dict[str, int], month_end: date) -> bytes:
    return to_csv(_report(entries, balances, month_end))


def _in_month(day: date, month_end: date) -> bool:
    return (day.year, day.month) == (month_end.year, month_end.month) and day <= month_end


def _report(entries: list[BookEntry], balances: dict[str, int], month_end: date) -> Iterator[list[str]]:
    yield [COMPANY, *[""] * 8]
    yield ["General Ledger", *[""] * 8]
    yield [f"{month_end:%B} 1-{month_end.day}, {month_end.year}", *[""] * 8]
    yield [""] * 9
    yield list(HEADER)
    for account in ACCOUNTS:
        found = [item for item in entries if item.account == account]
        if not found and not balances[account]:
            continue
        yield [account, *[""] * 8]
        running = balances[account]
        yield ["", "Beginning Balance", *[""] * 6, _money(running)]
        for item in found:
            running += item.amount
            what = (us_date(item.date), item.kind, item.number, item.name, item.memo, item.split)
            yield ["", *what, _money(item.amount), _money(running)]
        yield [f"Total for {account}", *[""] * 6, _dollars(sum(item.amount for item in found)), ""]
    yield [""] * 9
    yield [f"Accrual Basis {month_end:%A, %B} {month_end.day}, {month_end.year} 06:30 PM GMT-04:00", *[""] * 8]


def _money(cents: int) -> str:
    """Cents with thousands commas, as the report prints lines."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def _dollars(cents: int) -> str:
    """Cents with a dollar sign, as the report prints totals."""
    return f"{'-' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"
