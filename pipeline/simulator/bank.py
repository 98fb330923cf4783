"""The bank account: every credit and debit of the period, each with the event that explains it.

Here: what the bank books and when; `eft_text` for scenarios that change it. Not here: how a statement file is written.
"""

from typing import TYPE_CHECKING

from pipeline.simulator import bankdays
from pipeline.simulator.banking import BankLine, Evidence
from pipeline.simulator.decisions import Remittance
from pipeline.simulator.lockbox import into_lockbox
from pipeline.simulator.practice import PAYERS, Payer
from pipeline.simulator.world import World

if TYPE_CHECKING:
    from datetime import date

OPENING_BALANCE = 8_412_655
INTEREST_BASIS_POINTS = 4
MONTHLY_FEE = 4_500
FEE_DAY = 12
DEPOSITS = {
    "desk": ("301", ("COMMERCIAL DEPOSIT",)),
    "echeck": ("142", ("ORIG CO NAME:CLEARPAY PORTAL ORIG ID:1470000901 ENTRY DESCR:ECHECK SEC:CCD",)),
    "agency": ("142", ("ORIG CO NAME:NORTHLINE RECOVERY ORIG ID:1470000902 ENTRY DESCR:NET REMIT SEC:CCD",)),
}
"""Type code and text of cash and checks, by how they reach the bank."""


def book_bank(world: World) -> None:
    """Book all bank lines of the period, in order of day and kind, offered to scenarios one by one, and number them."""
    ledger = world.ledger
    ledger.opening_balance = OPENING_BALANCE
    lines = [*_payers(world), *_payouts(world), *_desk(world), *_fees(world)]
    lines = [line for line in lines if ledger.start <= line.date <= ledger.end]
    lines.sort(key=_order)
    for line in lines:
        world.offer("bank line", line.date, line)
    lines = [line for line in [*lines, *world.extra_bank] if line.amount and ledger.start <= line.date <= ledger.end]
    lines += _interest(world, lines)
    lines.sort(key=_order)
    for index, line in enumerate(lines):
        line.bank_reference = f"{line.date:%y%m%d}{index + 1:05d}"
    ledger.bank = lines


def _order(line: BankLine) -> tuple["date", str, str, int]:
    return line.date, line.type_code, line.label, line.amount


def eft_text(payer: Payer, remittance: Remittance) -> tuple[str, ...]:
    """What the bank passes on of an electronic payment: the payer, the entry, and the trace of the addenda."""
    return (
        f"ORIG CO NAME:{payer.name} ORIG ID:{payer.company_id}",
        f"DESC DATE:{remittance.payment_date:%y%m%d} ENTRY DESCR:HCCLAIMPMT SEC:CCD",
        f"TRN*1*{remittance.trace}*{payer.company_id}\\",
    )


def _payers(world: World) -> list[BankLine]:
    found = []
    for remittance in world.ledger.remittances:
        payer = PAYERS[remittance.payer_id]
        if not remittance.bank_date:
            continue
        if remittance.method == "CHK":
            type_code, reference, text = "175", remittance.trace, ("CHECK DEPOSIT",)
        else:
            type_code, reference, text = "142", "", eft_text(payer, remittance)
        evidence = [Evidence("remittance", remittance.trace, remittance.amount, remittance)]
        line = BankLine(remittance.bank_date, type_code, remittance.amount, reference, text, "remittance", evidence,
                        payer.payer_id, remittance.trace, scenario_id=remittance.scenario_id)  # fmt: skip
        line.addenda = text[-1] if type_code == "142" else ""
        if not remittance.is_delivered:
            line.expected_code = "BNK-NOERA"
        found.append(line)
    return into_lockbox(world, found)


def _payouts(world: World) -> list[BankLine]:
    """Payouts; one below zero is taken from the account."""
    found = []
    for payout in world.ledger.payouts:
        text = ("ORIG CO NAME:STRIPE ORIG ID:1800948598 ENTRY DESCR:TRANSFER SEC:CCD", f"ID {payout.number}")
        evidence = [Evidence("card_payout", payout.number, payout.net, payout)]
        type_code = "165" if payout.net >= 0 else "455"
        line = BankLine(payout.bank_date, type_code, payout.net, "", text, "card_payout", evidence,
                        label=payout.number, scenario_id=payout.scenario_id)  # fmt: skip
        found.append(line)
    return found


def _desk(world: World) -> list[BankLine]:
    """Cash and checks of a location and day, with the batch number on the slip."""
    found = []
    for desk in world.ledger.desk_days:
        evidence = [Evidence("pm_batch", desk.batch, desk.deposited, desk)]
        type_code, text = DEPOSITS[desk.channel]
        line = BankLine(desk.bank_date, type_code, desk.deposited, desk.batch, text, "pm_batch", evidence,
                        label=desk.batch, scenario_id=desk.scenario_id)  # fmt: skip
        found.append(line)
    return found


def _fees(world: World) -> list[BankLine]:
    days = [day for day in bankdays.bank_days(world.ledger.start, world.ledger.end) if day.day >= FEE_DAY]
    firsts = {(day.year, day.month): day for day in reversed(days)}
    return [
        BankLine(day, "698", -MONTHLY_FEE, "", ("ACCOUNT ANALYSIS FEE",), "fee", [], label=f"fee {day:%Y-%m}")
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
        found.append(BankLine(day, "354", cents, "", text, "interest", [], label=f"interest {day:%Y-%m}"))
    return found
