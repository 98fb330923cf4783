"""The general ledger: what the bookkeeper enters from bank lines and from the PM system's month-end totals.

Here: accounts and entries, each with two sides that balance. Not here: how a ledger report is written.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from pipeline.simulator import bankdays
from pipeline.simulator.chance import pick
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.money import BankLine, BookEntry
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World, balance

CHECKING, CLEARING, UNDEPOSITED = "Operating Checking", "Remittance Clearing", "Undeposited Funds"
RECEIVABLE, RECOUPMENTS = "Patient A/R", "Payer Recoupments Payable"
REVENUE, CONTRACTUAL, WRITE_OFFS = "Patient Revenue", "Contractual Adjustments", "Discounts and Write-offs"
INTEREST, MERCHANT_FEES, BANK_FEES = "Interest Income", "Merchant Fees", "Bank Fees"
ACCOUNTS = (
    CHECKING, CLEARING, UNDEPOSITED, RECEIVABLE, RECOUPMENTS, REVENUE, CONTRACTUAL, WRITE_OFFS, INTEREST,
    MERCHANT_FEES, BANK_FEES,
)  # fmt: skip
CREDIT_NATURED = {RECOUPMENTS, REVENUE, INTEREST}
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
        ledger.books.extend(_bank_entry(line, booked))
    for month_end, moves in _months(ledger).items():
        for (debit, credit, memo), cents in moves.items():
            number = f"PM-{month_end:%Y%m}"
            ledger.books.extend(_entry(month_end, "Journal Entry", number, "", memo, (debit, credit), cents))
    for remittance in ledger.remittances:
        for item in remittance.provider_adjustments if remittance.posting_date else ():
            other = INTEREST if item.code == "L6" else RECOUPMENTS
            memo = f"{item.code} {item.reference}"
            payer = PAYERS[remittance.payer_id].pm_name
            sides = (other, CLEARING) if item.amount > 0 else (CLEARING, other)
            day = remittance.posting_date or ledger.end
            entry = _entry(day, "Journal Entry", remittance.trace, payer, memo, sides, abs(item.amount))
            ledger.books.extend(entry)
    ledger.books.sort(key=lambda entry: entry.date)


def _bank_entry(line: BankLine, booked: date) -> Iterator[BookEntry]:
    reference = line.evidence_reference
    if line.payout:
        memo, payout = f"Payout {reference}", line.payout
        yield BookEntry(booked, CHECKING, "Deposit", "", STRIPE, memo, "-Split-", payout.net)
        yield BookEntry(booked, MERCHANT_FEES, "Deposit", "", STRIPE, memo, CHECKING, payout.fee)
        yield BookEntry(booked, UNDEPOSITED, "Deposit", "", STRIPE, memo, CHECKING, -payout.gross)
    elif line.evidence_kind == "remittance":
        memo = f"{'Check' if line.customer_reference else 'EFT'} {reference}"
        payer = PAYERS[line.payer_id].pm_name
        yield from _entry(booked, "Deposit", reference, payer, memo, (CHECKING, CLEARING), line.amount)
    elif line.evidence_kind == "pm_batch":
        sides = (CHECKING, UNDEPOSITED)
        yield from _entry(booked, "Deposit", reference, "", "Cash and checks", sides, line.amount)
    elif line.evidence_kind == "interest":
        yield from _entry(booked, "Deposit", "", "Bank", "Interest", (CHECKING, INTEREST), line.amount)
    else:
        yield from _entry(booked, "Expense", "", "Bank", "Account fee", (BANK_FEES, CHECKING), -line.amount)


def _entry(
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
            add(item.date, account, RECEIVABLE, memo, item.paid)
    return {day: found[day] for day in sorted(found)}


def _month_end(day: date, end: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return min(following - bankdays.DAY, end)
