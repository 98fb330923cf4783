"""A large BAI2 file: beside the bai2 package."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from benchmarks.measuring import TIEOUT, read_and_store, store

TITLE, SIZE, REPEATS = "BAI2, one file of 100 MB", 676_000, 1


def write(landing: Path, transactions: int) -> None:
    """One account and day, every transaction with two continuations."""
    amounts = [10_000 + number * 7_919 % 900_000 for number in range(transactions)]
    total, records = sum(amounts), 3 * transactions
    lines = [
        "01,021000021,CEDARHOLLOW,260902,0600,1,,,2/",
        "02,CEDARHOLLOW,021000021,1,260901,,USD,2/",
        f"03,4400012345,USD,010,100000,,,015,{100_000 + total},,/",
    ]
    for number, amount in enumerate(amounts):
        lines += [
            f"16,142,{amount},0,B{number:08d},C{number:08d},BLUE PRAIRIE HEALTH",
            f"88,HCCLAIMPMT TRN*1*EFT{number:09d}*1470000033",
            "88,ENTRY CLASS CCD CEDAR HOLLOW FAMILY MEDICINE",
        ]
    control = total + 100_000 + 100_000 + total
    lines += [f"49,{control},{records + 2}/", f"98,{control},1,{records + 4}/", f"99,{control},1,{records + 6}/"]
    (landing / "bank.bai").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def bai2_store(landing: Path, folder: Path) -> int:
    """The package's transactions, as they are."""
    from bai2 import bai2  # noqa: PLC0415  (each way imports only its own)

    rows = [
        (entry.type_code.code, entry.amount, entry.bank_reference, entry.customer_reference, entry.text)
        for path in landing.iterdir()
        for group in bai2.parse_from_string(path.read_text()).children
        for account in group.children
        for entry in account.children
    ]
    names = ("type_code", "amount", "bank_reference", "customer_reference", "text")
    return store({"entries": pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "bai2, its transactions": bai2_store}
