"""Files of lines read in parts hold together exactly what they hold when read whole, wherever they are cut."""

from random import Random

import polars as pl
import pytest

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError, ach_nacha
from pipeline.formats import bank_lines
from tests.formats.test_nacha import BATCH, CONTROL, END, ENTRY, HEAD, addenda
from tests.fuzz.mutate import mutate
from tests.fuzz.seeds import samples_of

ADAPTERS = pytest.mark.parametrize("adapter", [ach_nacha], ids=lambda one: one.__name__.rpartition(".")[2])


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
    monkeypatch.setattr(bank_lines, "PART_BYTES", size)
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
    for number in range(100):
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
