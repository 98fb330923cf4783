"""Bank statements: BAI2 previous-day reports, one file for each bank day, opening and closing balances chained.

Here: how bank lines are written, with true control totals and record counts. Not here: what the bank booked.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import ACCOUNT, ROUTING

RECEIVER = "841234567"
MADE_AT = "0600"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The statement of every bank day of the period."""
    balance = ledger.opening_balance
    booked: dict[date, list[BankLine]] = defaultdict(list)
    for line in ledger.bank:
        booked[line.date].append(line)
    for day in bankdays.bank_days(ledger.start, ledger.end):
        lines = booked[day]
        closing = balance + sum(line.amount for line in lines)
        yield Delivery(f"bank/bank_{day:%Y%m%d}.bai", day, partial(_statement, day, lines, balance, closing))
        balance = closing


def _statement(day: date, lines: list[BankLine], opening: int, closing: int) -> bytes:
    paid_in = [line.amount for line in lines if line.amount > 0]
    paid_out = [-line.amount for line in lines if line.amount < 0]
    summary = (("010", opening, ""), ("015", closing, ""), ("100", sum(paid_in), str(len(paid_in))))
    summary += (("400", sum(paid_out), str(len(paid_out))),)
    account = ["03," + ",".join((ACCOUNT, "USD", *(f"{code},{cents},{count}," for code, cents, count in summary)))]
    account[0] = account[0].removesuffix(",")
    for line in lines:
        account.extend(_detail(line))
    total = sum(cents for _, cents, _ in summary) + sum(abs(line.amount) for line in lines)
    account.append(f"49,{total},{len(account) + 1}")
    group = [f"02,{RECEIVER},{ROUTING},1,{day:%y%m%d},2359,USD,2", *account]
    group.append(f"98,{total},1,{len(group) + 1}")
    records = [f"01,{ROUTING},{RECEIVER},{day:%y%m%d},{MADE_AT},{day:%y%m%d},,,2", *group]
    records.append(f"99,{total},1,{len(records) + 1}")
    return "".join(record + "/\n" for record in records).encode("ascii")


def _detail(line: BankLine) -> Iterator[str]:
    first, *rest = line.text
    references = f"{line.bank_reference},{line.customer_reference}"
    yield f"16,{line.type_code},{abs(line.amount)},0,{references},{first}"
    for text in rest:
        yield f"88,{text}"
