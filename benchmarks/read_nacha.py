"""A large NACHA file. No package that reads one is kept up, so beside it stands a plain cutting of the records."""

from collections.abc import Callable
from pathlib import Path

import pyarrow as pa

from benchmarks.measuring import TIEOUT, read_and_store, store

TITLE, SIZE, REPEATS = "NACHA, one file of 100 MB (no library: plain cutting)", 526_000, 1
BLOCK, HASH_DIGITS, ROUTING, ORIGIN = 10, 10_000_000_000, "021000021", "09999999"


def write(landing: Path, entries: int) -> None:
    """One batch of CCD credits, each with one addenda."""
    amounts = [10_000 + number * 7_919 % 900_000 for number in range(entries)]
    total, check = sum(amounts), entries * int(ROUTING[:8]) % HASH_DIGITS
    lines = [
        f"101 {ROUTING}1{ORIGIN}92609020515A094101{'CEDAR HOLLOW BANK':<23}{'PAYERS CLEARING BANK':<23}{'':8}",
        f"5220{'BLUE PRAIRIE':<16}{'':20}1470000033CCDHCCLAIMPMT2609022609022451{ORIGIN}0000001",
    ]
    for number, amount in enumerate(amounts, start=1):
        lines += [
            f"622{ROUTING}{'4400012345':<17}{amount:010d}{'841234567':<15}{'CEDAR HOLLOW':<22}  1{ORIGIN}{number:07d}",
            f"705{f'TRN*1*EFT{number:09d}*1470000033':<80}0001{number:07d}",
        ]
    blocks = -(-(len(lines) + 2) // BLOCK)
    lines += [
        f"8220{2 * entries:06d}{check:010d}{0:012d}{total:012d}1470000033{'':19}{'':6}{ORIGIN}0000001",
        f"9000001{blocks:06d}{2 * entries:08d}{check:010d}{0:012d}{total:012d}{'':39}",
    ]
    lines += ["9" * 94] * (blocks * BLOCK - len(lines))
    (landing / "credits.ach").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")


def cut_store(landing: Path, folder: Path) -> int:
    """Entries cut at their positions, with the addenda behind each; nothing checked."""
    rows: list[list[str]] = []
    for path in landing.iterdir():
        for line in path.read_text().splitlines():
            if line[0] == "6":
                rows.append([line[1:3], line[12:29].strip(), line[29:39], line[54:76].strip(), line[79:94], ""])
            elif line[0] == "7":
                rows[-1][-1] += line[3:83].strip()
    names = ("code", "account", "amount", "name", "trace", "addenda")
    return store({"entries": pa.table(dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)))}, folder)


WAYS: dict[str, Callable[[Path, Path], int]] = {TIEOUT: read_and_store, "cut at positions, not checked": cut_store}
