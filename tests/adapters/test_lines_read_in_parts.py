"""Files of lines read in parts hold together exactly what they hold when read whole, wherever they are cut."""

from random import Random

import polars as pl
import pytest

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError, ach_nacha, bank_bai2, lockbox_bai
from pipeline.formats import bai_lockbox_parts, bank_lines
from tests.formats import test_bai_lockbox as lockbox
from tests.formats.test_nacha import BATCH, CONTROL, END, ENTRY, HEAD, addenda
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import samples_of

ADAPTERS = pytest.mark.parametrize(
    "adapter", [ach_nacha, bank_bai2, lockbox_bai], ids=lambda one: one.__name__.rpartition(".")[2]
)


def parts_of(adapter, data: bytes, size: int) -> list[Reading]:
    """The parts of the file, cut where about `size` bytes are together."""
    return list(adapter.read_parts("", (data[at : at + size] for at in range(0, len(data), size))))


def join(parts: list[Reading]) -> dict:
    """What the parts say together, in words that can be compared."""
    records = {name: pl.concat([part.records[name] for part in parts]) for name in parts[0].records}
    totals = [total for part in parts for total in part.totals]
    kinds = {kind for part in parts for kind in part.ignored}
    assert min(min(part.lines, part.envelope) for part in parts) >= 0
    for part in parts:
        owned = sum(int(frame["_lines"].sum()) for frame in (*part.records.values(), part.refused))
        assert part.lines == part.envelope + owned
    return {
        "records": {name: frame.to_dicts() for name, frame in records.items()},
        "schemas": {name: frame.schema for name, frame in records.items()},
        "refused": pl.concat([part.refused for part in parts]).to_dicts(),
        "lines": (sum(part.lines for part in parts), sum(part.envelope for part in parts)),
        "totals": sorted(totals, key=lambda total: total.line),
        "ignored": {kind: sum(part.ignored.get(kind, 0) for part in parts) for kind in kinds},
        "notes": [note for part in parts for note in part.notes],
        "delivered_at": [part.delivered_at for part in parts if part.delivered_at],
    }


def say(read) -> dict | str:
    """What reading gives, or why there is nothing to read."""
    try:
        return join(read())
    except UnreadableFileError as error:
        return f"{type(error).__name__}: {error}"


def assert_same(adapter, data: bytes, size: int, monkeypatch) -> None:
    for module in (bank_lines, bai_lockbox_parts):
        monkeypatch.setattr(module, "PART_BYTES", size)
    whole = say(lambda: [adapter.read("", data)])
    assert say(lambda: parts_of(adapter, data, size)) == whole


@ADAPTERS
@pytest.mark.parametrize("size", [100, 333, 1_000])
def test_every_golden_sample_reads_the_same_in_parts(adapter, size, monkeypatch):
    for path in samples_of(adapter.__name__.rpartition(".")[2]):
        assert_same(adapter, path.read_bytes(), size, monkeypatch)


@ADAPTERS
def test_damaged_samples_read_the_same_in_parts(adapter, monkeypatch):
    name = adapter.__name__.rpartition(".")[2]
    golden = [path.read_bytes() for path in samples_of(name)]
    for number in range(50):
        chance = Random(f"{name} {number}")  # noqa: S311  (not for secrets)
        data = mutate(golden[number % len(golden)] * chance.choice([1, 1, 3]), chance, golden)
        if adapter.identify("", data[:HEAD_BYTES]):
            assert_same(adapter, data, chance.choice([60, 150, 400, 900]), monkeypatch)


def batch_of(number: int, entries: int, entry_class: str = "CCD") -> list[str]:
    head = BATCH[:50] + entry_class + BATCH[53:87] + f"{number:07d}"
    lines = [head]
    for entry in range(entries):
        lines.append(f"{ENTRY[:29]}{1000 + entry % 3:010d}{ENTRY[39:]}")
        lines += [addenda(f"TRN*1*A{number}{entry}*147\\", at + 1) for at in range(entry % 3)]
    return [*lines, CONTROL[:87] + f"{number:07d}"]


def file_of(*batches: list[str], made: str = "2609020515", stated: int = 6) -> list[str]:
    return [HEAD.replace("2609020515", made), *(line for batch in batches for line in batch), f"9{stated:06d}{END[7:]}"]


FILLER = ["9" * 94] * 7
LONG = "6" + "X" * 700
CLOSED_TWICE = [*file_of(batch_of(1, 9)), ENTRY, *batch_of(2, 9), ENTRY, END, *FILLER, ENTRY, END]
STRANGE = ["5" + BATCH[1:], *[ENTRY, f"742{'':91}", f"702{'':91}"] * 5, CONTROL]
ACH = {
    "one huge batch": file_of(batch_of(1, 40)),
    "many small batches": file_of(*(batch_of(number, number % 3) for number in range(1, 30))) + FILLER,
    "advices": file_of(batch_of(1, 9, "ADV"), batch_of(2, 9, "ADV")),
    "advices and others": file_of(batch_of(1, 9, "ADV"), batch_of(2, 9)),
    "several files, the first made last": file_of(batch_of(1, 9), made="2609300515") + FILLER + file_of(batch_of(1, 9)),
    "twins in different parts": file_of(batch_of(1, 20), batch_of(1, 20)) + file_of(batch_of(1, 20)),
    "no control of the first file": file_of(batch_of(1, 9))[:-1] + file_of(batch_of(1, 9)),
    "truncated": file_of(batch_of(1, 9), batch_of(2, 9))[:-6],
    "a header too long": [HEAD + "X", *file_of(batch_of(1, 9))[1:]],
    "a header too long, then a file": [HEAD + "X", *file_of(batch_of(1, 9))[1:], *file_of(batch_of(1, 9))],
    "a batch header too long": file_of([BATCH + "X", *batch_of(2, 9)[1:]], batch_of(3, 9)),
    "lines longer than a part": file_of([*batch_of(1, 9), LONG, "5" + LONG, *batch_of(1, 9), "?" + LONG]),
    "stray lines": file_of([*batch_of(1, 9)[:9], "", "XYZ", addenda("Y"), "  ", CONTROL, CONTROL, ENTRY, addenda("Z")]),
    "entries behind the file control": CLOSED_TWICE,
    "strange addenda": file_of(*[STRANGE] * 4),
    "odd letters": file_of([line.replace("SAMPLE CLINIC ", "SÄMPLÉ CLÏNIC ") for line in batch_of(1, 20)]),
    "no entries": file_of([BATCH, CONTROL] * 9),
}
MARK, AFTER = b"\xef\xbb\xbf\r\n", b"\r\n\x1a"


@pytest.mark.parametrize("lines", ACH.values(), ids=ACH)
def test_an_ach_file_reads_the_same_in_parts(lines, monkeypatch):
    one_line = "".join(line.ljust(94) for line in lines)
    assert_same(ach_nacha, "\n".join(lines).encode(), 94, monkeypatch)
    assert_same(ach_nacha, MARK + "\r\n".join(lines).encode() + AFTER, 500, monkeypatch)
    assert_same(ach_nacha, "\r".join(lines).encode("latin-1"), 1_500, monkeypatch)
    assert_same(ach_nacha, MARK + one_line.encode() + AFTER, 500, monkeypatch)
    assert_same(ach_nacha, one_line.encode("latin-1"), 1_000, monkeypatch)
    assert_same(ach_nacha, "\n".join([one_line, *lines[2:]]).encode(), 500, monkeypatch)


def test_an_ach_file_is_really_cut(monkeypatch):
    monkeypatch.setattr(bank_lines, "PART_BYTES", 500)
    for end in ("\n", ""):
        assert len(parts_of(ach_nacha, end.join(ACH["one huge batch"]).encode(), 500)) > 10


def account_of(number: int, transactions: int, currency: str = "") -> list[str]:
    lines = [f"03,440{number},{currency},015,100,,/", "88,040,25,,/"]
    for row in range(transactions):
        lines += [f"16,142,{100 + row % 3},,B{row % 4},,TEXT {row}", *["88,MORE TEXT/"] * (row % 3)]
    return [*lines, f"49,{100 * transactions},{len(lines) + 1}/"]


def group_of(*accounts: list[str], status: str = "1") -> list[str]:
    return [
        f"02,US,BANK,{status},260901,2359,USD,2/",
        *(line for account in accounts for line in account),
        f"98,0,{len(accounts)},9/",
    ]


def statement_of(*groups: list[str], made: str = "260902", size: str = "", version: int = 2) -> list[str]:
    head = f"01,BANK,US,{made},0600,1,{size},,{version}/"
    return [head, *(line for group in groups for line in group), f"99,0,{len(groups)},9/"]


def wrap(lines: list[str], width: int) -> list[str]:
    return [line[at : at + width] for line in lines for at in range(0, len(line), width)]


SEVERAL = statement_of(group_of(account_of(1, 9)), made="260930") + statement_of(group_of(account_of(1, 9)), version=3)
STRAY = ["16,142,5,,,/", "HELLO", "88,MORE/", "", "17,1/", "16,890,,,,NOTHING/", "16,142,x,,,/", "88,100,5,,/"]
BEGUN = ["02,US,BANK,2,260901,,USD,2/", *STRAY, *account_of(1, 9)]
STATED = statement_of(group_of(account_of(1, 30)), size="0040")
BAI = {
    "one huge account": statement_of(group_of(account_of(1, 60))),
    "many small accounts": statement_of(*(group_of(account_of(1, 0), account_of(n, n % 3)) for n in range(2, 16))),
    "several files": SEVERAL,
    "twins in different parts": statement_of(group_of(account_of(1, 20), account_of(1, 20))),
    "another currency": statement_of(group_of(account_of(1, 9), account_of(2, 9, "JPY"), account_of(3, 9, "CAD"))),
    "deletions": statement_of(
        group_of(status="2"), group_of(account_of(1, 9), status="2"), group_of(status="2"), group_of(account_of(1, 9))
    ),
    "corrections and tests": statement_of(*(group_of(account_of(1, 9), status=status) for status in "345")),
    "stray lines": statement_of(group_of([*account_of(1, 9), *STRAY], STRAY, account_of(2, 9)), STRAY, STRAY),
    "groups that begin without an account": statement_of(BEGUN, BEGUN),
    "truncated": statement_of(group_of(account_of(1, 9)))[:-1],
    "a file without its end": statement_of(group_of(account_of(1, 9)))[:-1] + statement_of(group_of(account_of(1, 9))),
    "wrapped as stated": wrap([line.replace("TEXT", "TEXT " * 9) for line in STATED], 40),
    "wrapped, nothing stated": wrap(statement_of(group_of(account_of(1, 30))), 13),
    "wrapped from its middle on": [
        *statement_of(group_of(account_of(1, 30)))[:40],
        *wrap(statement_of(group_of(account_of(1, 30)))[40:], 38),
    ],
    "a line longer than a part": statement_of(group_of([*account_of(1, 9), "16,142,5,,,," + "X" * 2_000, *STRAY])),
    "odd letters": [line.replace("TEXT", "ÄÖ") for line in statement_of(group_of(account_of(1, 30)))],
    "no amounts": ["01,BANK,US,260902,0600,1,,,2/", "99,0,0,2/"],
}  # fmt: skip


@pytest.mark.parametrize("lines", BAI.values(), ids=BAI)
def test_a_bai2_file_reads_the_same_in_parts(lines, monkeypatch):
    assert_same(bank_bai2, "\n".join(lines).encode(), 20, monkeypatch)
    assert_same(bank_bai2, MARK + "\r\n".join(lines).encode() + AFTER, 150, monkeypatch)
    assert_same(bank_bai2, "\r".join(lines).encode("latin-1"), 600, monkeypatch)
    assert_same(bank_bai2, "".join(lines).encode(), 150, monkeypatch)


def test_a_bai2_file_is_really_cut(monkeypatch):
    monkeypatch.setattr(bank_lines, "PART_BYTES", 200)
    for name in ("one huge account", "many small accounts", "wrapped as stated"):
        data = "\n".join(BAI[name]).encode()
        assert len(parts_of(bank_bai2, data, 200)) > len(data) // 400


MONTH_FIRST = lockbox.BANK[1:] + "00044007710000005120082826"
PAID = ["40010016010CLM-1               0000003000", "40010016029CLM-2               0000002000"]


def deposit_of(checks: int, *lines: str, paid: tuple[str, ...] = (), rest: tuple[str, ...] = ()) -> list[str]:
    found = [line for item in range(checks) for line in (lockbox.check(item % 7, 5000, *rest), *paid)]
    return [*lockbox.HEAD, *found, *lines, *lockbox.totals(checks, 5000 * checks)]


LOCKBOX = {
    "checks that are twins": deposit_of(40),
    "checks that pay invoices": deposit_of(20, paid=PAID),
    "text instead of invoices": deposit_of(9, paid=["40010016019CE554"]),
    "several lockboxes": [*deposit_of(9)[:-1], *deposit_of(9, paid=PAID)[2:-1], *deposit_of(9)[1:]],
    "several files": deposit_of(9) + deposit_of(20),
    "days with the month first, most of them": deposit_of(2) + deposit_of(20, rest=(MONTH_FIRST,)),
    "numbers proved by late checks": deposit_of(9, *deposit_of(9, rest=(lockbox.BANK + "00",))[3:-3], rest=("12345",)),
    "stray lines": deposit_of(9, "XYZ", "", PAID[0], "8001000", lockbox.check(1, 7), *PAID, "2" + " " * 40, PAID[0]),
    "no total that agrees": deposit_of(9, lockbox.check(1, 7)),
    "truncated": deposit_of(20)[:-1],
    "no checks": deposit_of(0) * 9,
}


@pytest.mark.parametrize("lines", LOCKBOX.values(), ids=LOCKBOX)
def test_a_lockbox_file_reads_the_same_in_parts(lines, monkeypatch):
    assert_same(lockbox_bai, "\n".join(lines).encode(), 20, monkeypatch)
    assert_same(lockbox_bai, MARK + "\r\n".join(lines).encode() + AFTER, 150, monkeypatch)
    assert_same(lockbox_bai, "\r".join(lines).encode("latin-1"), 600, monkeypatch)
    assert_same(lockbox_bai, "".join(line.ljust(80) for line in lines).encode(), 150, monkeypatch)
