"""The general ledger: what the bookkeeper enters from bank lines and from the PM system's month-end totals.

Here: accounts and entries, each with two sides that balance. Not here: how a ledger report is written.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine, BookEntry
from pipeline.simulator.chance import pick
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World, balance

CHECKING, CLEARING, UNDEPOSITED = "Operating Checking", "Remittance Clearing", "Undeposited Funds"
RECEIVABLE, RECOUPMENTS = "Patient A/R", "Payer Recoupments Payable"
REVENUE, CONTRACTUAL, WRITE_OFFS = "Patient Revenue", "Contractual Adjustments", "Discounts and Write-offs"
INTEREST, MERCHANT_FEES, BANK_FEES = "Interest Income", "Merchant Fees", "Bank Fees"
CHARGEBACKS, RESERVE, UNIDENTIFIED = "Chargebacks Receivable", "Processor Reserve", "Unidentified Cash"
AFFILIATES = "Due from Affiliates"
OTHER_INCOME, REFUNDS, TRANSFERS = "Other Income", "Patient and Payer Refunds", "Transfers"
ACCOUNTS = (
    CHECKING, CLEARING, UNDEPOSITED, CHARGEBACKS, RESERVE, TRANSFERS, AFFILIATES, RECEIVABLE, RECOUPMENTS,
    UNIDENTIFIED, REVENUE, CONTRACTUAL, WRITE_OFFS, REFUNDS, INTEREST, OTHER_INCOME, MERCHANT_FEES, BANK_FEES,
)  # fmt: skip
CREDIT_NATURED = {RECOUPMENTS, REVENUE, INTEREST, UNIDENTIFIED, OTHER_INCOME}
MOVEMENT_ACCOUNTS = {
    "refund": UNDEPOSITED, "dispute": CHARGEBACKS, "dispute_reversal": CHARGEBACKS, "reserve": RESERVE,
    "fee": MERCHANT_FEES, "virtual_card": CLEARING,
}  # fmt: skip
"""The account of each movement of a payout that is no charge."""
LINE_ACCOUNTS = {"transfer": TRANSFERS, "refund": REFUNDS, "capitation": OTHER_INCOME, "returned_item": UNDEPOSITED,
                 "payer_refund": RECOUPMENTS, "redeposit": UNDEPOSITED, "card_fee": MERCHANT_FEES}  # fmt: skip
"""The account of each further kind of bank line; a kind not named here is unidentified cash."""
ADJUSTMENT_ACCOUNTS = {"L6": INTEREST, "CT": OTHER_INCOME}
"""The account of each provider adjustment that is no recoupment."""
STRIPE = "Stripe"


def opening_balances(ledger: Ledger) -> dict[str, int]:
    """Balance of each account before the first day, in cents of its natural sign."""
    eve = ledger.start - bankdays.DAY
    lines = [charge for encounter in ledger.encounters for charge in encounter.charges]
    receivable = sum(balance(ledger, charge, eve).total for charge in lines)
    return dict.fromkeys(ACCOUNTS, 0) | {CHECKING: ledger.opening_balance, RECEIVABLE: receivable}


def keep_books(world: World) -> None:
    """Enter every bank line, and at each month-end what the PM system recorded."""
    rng, ledger = world.chance("books"), world.ledger
    for line in ledger.bank:
        choices = ((0, 75), (1, 25)) if line.type_code != "301" else ((0, 80), (1, 5), (-1, 15))
        booked = max(bankdays.add_days(line.date, pick(rng, choices)), ledger.start)
        entry = list(_bank_entry(line, booked))
        for side in entry:
            side.bank_line = line
        world.offer("gl entry", booked, entry)
        ledger.books.extend(entry)
    for month_end, moves in _months(ledger).items():
        for (debit, credit, memo), cents in moves.items():
            number = f"PM-{month_end:%Y%m}"
            ledger.books.extend(balanced_entry(month_end, "Journal Entry", number, "", memo, (debit, credit), cents))
    for remittance in ledger.remittances:
        for item in remittance.provider_adjustments if remittance.posting_date else ():
            other = ADJUSTMENT_ACCOUNTS.get(item.code, RECOUPMENTS)
            memo = f"{item.code} {item.reference}"
            payer = PAYERS[remittance.payer_id].pm_name
            sides = (other, CLEARING) if item.amount > 0 else (CLEARING, other)
            day = remittance.posting_date or ledger.end
            entry = balanced_entry(day, "Journal Entry", remittance.trace, payer, memo, sides, abs(item.amount))
            ledger.books.extend(entry)
    ledger.books.extend(world.extra_books)
    ledger.books.sort(key=lambda entry: entry.date)


def _bank_entry(line: BankLine, booked: date) -> Iterator[BookEntry]:
    payout = line.payout
    if payout:
        memo, kind = f"Payout {line.label}", "Deposit" if line.amount > 0 else "Expense"
        yield BookEntry(booked, CHECKING, kind, "", STRIPE, memo, "-Split-", line.amount)
        fees = payout.fee + sum(item.fee for item in payout.movements)
        yield BookEntry(booked, MERCHANT_FEES, kind, "", STRIPE, memo, CHECKING, fees)
        if payout.gross:
            yield BookEntry(booked, UNDEPOSITED, kind, "", STRIPE, memo, CHECKING, -payout.gross)
        for item in payout.movements:
            if item.gross:
                account = MOVEMENT_ACCOUNTS[item.kind]
                yield BookEntry(booked, account, kind, "", STRIPE, f"{memo} {item.kind}", CHECKING, -item.gross)
        return
    payer = PAYERS[line.payer_id].pm_name if line.payer_id else "Bank"
    if line.kind == "remittance":
        what = ("Deposit", line.label, payer, f"{'Check' if line.customer_reference else 'EFT'} {line.label}", CLEARING)
    elif line.kind == "pm_batch":
        what = ("Deposit", line.label, "", "Cash and checks", UNDEPOSITED)
    elif line.kind == "interest":
        what = ("Deposit", "", payer, "Interest", INTEREST)
    elif line.kind == "fee":
        what = ("Expense", "", payer, "Account fee", BANK_FEES)
    else:
        kind = "Deposit" if line.amount > 0 else "Expense"
        what = (kind, line.customer_reference, "", line.label, LINE_ACCOUNTS.get(line.kind, UNIDENTIFIED))
    kind, number, name, memo, other = what
    sides = (CHECKING, other) if line.amount > 0 else (other, CHECKING)
    yield from balanced_entry(booked, kind, number, name, memo, sides, abs(line.amount))


def balanced_entry(
    day: date, kind: str, number: str, name: str, memo: str, sides: tuple[str, str], cents: int
) -> Iterator[BookEntry]:
    """Both lines of an entry: the debited account first, then the credited one (cents, not negative)."""
    debit, credit = sides
    yield BookEntry(day, debit, kind, number, name, memo, credit, -cents if debit in CREDIT_NATURED else cents)
    yield BookEntry(day, credit, kind, number, name, memo, debit, cents if credit in CREDIT_NATURED else -cents)


def _months(ledger: Ledger) -> dict[date, dict[tuple[str, str, str], int]]:
    """By month-end: debit account, credit account and memo of what the PM system recorded in the month, in cents."""
    found: dict[date, dict[tuple[str, str, str], int]] = defaultdict(lambda: defaultdict(int))

    def add(day: date, debit: str, credit: str, memo: str, cents: int) -> None:
        if cents and ledger.start <= day <= ledger.end:
            found[_month_end(day, ledger.end)][debit, credit, memo] += cents

    for encounter in ledger.encounters:
        add(encounter.posting_date, RECEIVABLE, REVENUE, "Charges posted", encounter.amount)
    for posted in ledger.postings.values():
        for item in posted:
            add(item.date, CONTRACTUAL, RECEIVABLE, "Contractual adjustments posted", item.contractual)
            add(item.date, WRITE_OFFS, RECEIVABLE, "Discounts and write-offs posted", item.written_off)
            money = (UNDEPOSITED, "Patient payments posted") if item.source == "patient" else None
            account, memo = money or (CLEARING, "Insurance payments posted")
            add(item.entered or item.date, account, RECEIVABLE, memo, item.paid)
    return {day: found[day] for day in sorted(found)}


def _month_end(day: date, end: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return min(following - bankdays.DAY, end)
