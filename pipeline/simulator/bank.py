"""The bank account: every credit and debit of the period, each with the event that explains it.

Here: what the bank books and when. Not here: how a statement file is written.
"""

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline.simulator import bankdays
from pipeline.simulator.money import BankLine
from pipeline.simulator.practice import PAYERS
from pipeline.simulator.world import World

if TYPE_CHECKING:
    from datetime import date

OPENING_BALANCE = 8_412_655
INTEREST_BASIS_POINTS = 4
MONTHLY_FEE = 4_500
FEE_DAY = 12


def book_bank(world: World) -> None:
    """Book all bank lines of the period, in order of day and kind, and number them."""
    ledger = world.ledger
    ledger.opening_balance = OPENING_BALANCE
    lines = [*_payers(world), *_payouts(world), *_desk(world), *_fees(world)]
    lines = [line for line in lines if ledger.start <= line.date <= ledger.end]
    lines += _interest(world, lines)
    lines.sort(key=lambda line: (line.date, line.type_code, line.evidence_reference))
    for index, line in enumerate(lines):
        line.bank_reference = f"{line.date:%y%m%d}{index + 1:05d}"
    ledger.bank = lines


def _payers(world: World) -> list[BankLine]:
    found = []
    for remittance in world.ledger.remittances:
        payer = PAYERS[remittance.payer_id]
        if not remittance.bank_date:
            continue
        if remittance.method == "CHK":
            type_code, reference, text = "175", remittance.trace, ("CHECK DEPOSIT",)
        else:
            type_code, reference = "142", ""
            text = (
                f"ORIG CO NAME:{payer.name} ORIG ID:{payer.company_id}",
                f"DESC DATE:{remittance.payment_date:%y%m%d} ENTRY DESCR:HCCLAIMPMT SEC:CCD",
                f"TRN*1*{remittance.trace}*{payer.company_id}\\",
            )
        line = BankLine(remittance.bank_date, type_code, remittance.amount, "", reference, text, "remittance",
                        remittance.trace, payer.payer_id, remittance=remittance)  # fmt: skip
        found.append(line)
    return found


def _payouts(world: World) -> list[BankLine]:
    return [
        BankLine(
            payout.bank_date,
            "165",
            payout.net,
            "",
            "",
            ("ORIG CO NAME:STRIPE ORIG ID:1800948598 ENTRY DESCR:TRANSFER SEC:CCD", f"ID {payout.number}"),
            "card_payout",
            payout.number,
            payout=payout,
        )
        for payout in world.ledger.payouts
    ]


def _desk(world: World) -> list[BankLine]:
    """Cash and checks of a location and day go to the bank on the next bank day, with the batch number on the slip."""
    batches: dict[tuple[date, str], int] = defaultdict(int)
    for payment in world.ledger.payments:
        if payment.method != "card":
            batches[payment.posted, payment.batch] += payment.amount
    return [
        BankLine(bankdays.add_days(day, 1), "301", cents, "", batch, ("COMMERCIAL DEPOSIT",), "pm_batch", batch)
        for (day, batch), cents in batches.items()
    ]


def _fees(world: World) -> list[BankLine]:
    days = [day for day in bankdays.bank_days(world.ledger.start, world.ledger.end) if day.day >= FEE_DAY]
    firsts = {(day.year, day.month): day for day in reversed(days)}
    return [
        BankLine(day, "698", -MONTHLY_FEE, "", "", ("ACCOUNT ANALYSIS FEE",), "fee", f"fee {day:%Y-%m}")
        for day in firsts.values()
    ]


def _interest(world: World, lines: list[BankLine]) -> list[BankLine]:
    """Interest on the month's closing balance, credited on its last bank day."""
    days = list(bankdays.bank_days(world.ledger.start, world.ledger.end))
    lasts = {(day.year, day.month): day for day in days if bankdays.add_days(day, 1).month != day.month}
    found = []
    for day in lasts.values():
        balance = world.ledger.opening_balance + sum(line.amount for line in lines if line.date <= day)
        cents = balance * INTEREST_BASIS_POINTS // 10_000
        text = ("INTEREST PAYMENT",)
        found.append(BankLine(day, "354", cents, "", "", text, "interest", f"interest {day:%Y-%m}"))
    return found
