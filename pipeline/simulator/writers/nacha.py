"""Electronic credits as the bank passes them on: NACHA files with CCD entries and their addenda, one for each bank day.

Here: records of 94 characters, entry hashes and control totals. Not here: what the bank booked.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from functools import partial

from pipeline.simulator.banking import BankLine
from pipeline.simulator.deliveries import Delivery
from pipeline.simulator.ledger import Ledger
from pipeline.simulator.practice import ACCOUNT, NAME, PAYERS, ROUTING, TAX_ID

EXTRA = True
ELECTRONIC, PURPOSE = "142", "HCCLAIMPMT"
ORIGIN = "99999998"
"""Routing number of the payers' bank, without its check digit."""
BLOCK, HASH_DIGITS = 10, 10_000_000_000
CREDITS_ONLY, TO_CHECKING, PAYMENT_ADDENDA = "220", "22", "05"


def files(ledger: Ledger) -> Iterator[Delivery]:
    """The file of every bank day on which payers sent electronic credits."""
    booked: dict[date, list[BankLine]] = defaultdict(list)
    for line in ledger.bank:
        if line.type_code == ELECTRONIC and line.payer_id and any(PURPOSE in text for text in line.text):
            booked[line.date].append(line)
    for day, lines in sorted(booked.items()):
        yield Delivery(f"ach/ach_{day:%Y%m%d}.ach", day, partial(_file, day, lines))


def _file(day: date, lines: list[BankLine]) -> bytes:
    by_payer: dict[str, list[BankLine]] = defaultdict(list)
    for line in lines:
        by_payer[line.payer_id].append(line)
    records = [
        f"101 {ROUTING}1{ORIGIN}9{day:%y%m%d}0515A094101{'CEDAR HOLLOW BANK':<23}{'PAYERS CLEARING BANK':<23}{'':8}"
    ]
    for number, (payer_id, found) in enumerate(sorted(by_payer.items()), start=1):
        records += _batch(day, number, payer_id, found)
    entries = len(lines) + sum(1 for line in lines if line.addenda)
    blocks = -(-(len(records) + 1) // BLOCK)
    total = sum(line.amount for line in lines)
    records.append(f"9{len(by_payer):06d}{blocks:06d}{entries:08d}{_hash(lines)}{0:012d}{total:012d}{'':39}")
    records += ["9" * 94] * (blocks * BLOCK - len(records))
    return "".join(f"{record}\n" for record in records).encode("ascii")


def _batch(day: date, number: int, payer_id: str, lines: list[BankLine]) -> Iterator[str]:
    payer = PAYERS[payer_id]
    settled = f"{day.timetuple().tm_yday:03d}"
    yield (
        f"5{CREDITS_ONLY}{payer.name[:16]:<16}{'':20}{payer.company_id}CCD{PURPOSE:<10}{day:%y%m%d}{day:%y%m%d}"
        f"{settled}1{ORIGIN}{number:07d}"
    )
    for index, line in enumerate(lines, start=1):
        trace = number * 1_000 + index
        has_addenda = int(bool(line.addenda))
        yield (
            f"6{TO_CHECKING}{ROUTING}{ACCOUNT:<17}{line.amount:010d}{TAX_ID:<15}{NAME[:22]:<22}  {has_addenda}"
            f"{ORIGIN}{trace:07d}"
        )
        if line.addenda:
            yield f"7{PAYMENT_ADDENDA}{line.addenda:<80}{1:04d}{trace:07d}"
    entries = len(lines) + sum(1 for line in lines if line.addenda)
    total = sum(line.amount for line in lines)
    yield (
        f"8{CREDITS_ONLY}{entries:06d}{_hash(lines)}{0:012d}{total:012d}{payer.company_id}{'':19}{'':6}{ORIGIN}"
        f"{number:07d}"
    )


def _hash(lines: list[BankLine]) -> str:
    """Sum of the receiving banks' routing numbers without check digit, its last ten digits."""
    return f"{len(lines) * int(ROUTING[:8]) % HASH_DIGITS:010d}"
