"""An IIF file read in parts holds together what it holds when read whole, wherever it is cut."""

import polars as pl
import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.adapters.ledger_iif import read, read_parts
from pipeline.formats import iif_parts
from pipeline.settings import PROJECT

GOLDEN = sorted((PROJECT / "data/samples/golden/ledger_iif").glob("*.iif"))
HEAD = (
    "!HDR\tPROD\tVER\tDATE\nHDR\tSAMPLE\t1\t9/3/2026\n!CUST\tNAME\nCUST\tSAMPLE\n"
    "!TRNS\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tMEMO\n!SPL\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tMEMO\n!ENDTRNS\n"
)
AGAIN = "!TRNS\tACCNT\tDATE\tTRNSTYPE\tAMOUNT\n!SPL\tACCNT\tDATE\tTRNSTYPE\tAMOUNT\n"


def entry(number, split="", closing="ENDTRNS\n"):
    day = f"9/{1 + number % 28}/2026"
    return (
        f"TRNS\tDEPOSIT\t{day}\tCash\t{number}.10\té\nSPL\tDEPOSIT\t{day}\tFees\t{split or f'-{number}.10'}\n{closing}"
    )


def swapped(number):
    return f"TRNS\tCash\t9/2/2026\tCHECK\t-{number}\nSPL\tRent\t9/2/2026\tCHECK\t{number}\nENDTRNS\n"


LONG = "".join(map(entry, range(1, 30)))
FILES = {
    "plain": HEAD + LONG,
    "headers replaced": HEAD + LONG + AGAIN + "".join(map(swapped, range(1, 9))),
    "out of balance": HEAD + LONG + entry(7, split="-6.00") + LONG + entry(8, split="-8.11"),
    "not closed": HEAD + LONG + entry(3, closing="") + LONG,
    "strays and blank lines": HEAD + LONG + "\n\nSPL\tX\nJANE\tSAMPLE\n" + LONG + "\n\n",
    "no last line end": (HEAD + LONG).removesuffix("\n"),
    "lists behind": HEAD + LONG + "!CUST\tNAME\n" + "CUST\tSAMPLE\n" * 40,
    "closed by no known keyword": HEAD + (LONG + entry(5, closing="ENDTRNSX\n")) * 2 + LONG,
    "headers below their lines": HEAD + "JANE\tSAMPLE\nVEND\tSAMPLE\n" + LONG + "!VEND\tNAME\nVEND\tSAMPLE\n",
    "dated twice": HEAD + LONG + "!HDR\tDATE\nHDR\t9/9/2026\n" + LONG,
    "dated by its name": "".join(HEAD.splitlines(keepends=True)[2:]) + LONG,
}


def read_in(name, data, size, monkeypatch):
    monkeypatch.setattr(iif_parts, "PART_CHARACTERS", size)
    return list(read_parts(name, [data[at : at + size] for at in range(0, len(data), size)]))


def assert_equal(parts, whole):
    for record, frame in whole.records.items():
        assert pl.concat([part.records[record] for part in parts if part.records]).to_dicts() == frame.to_dicts()
    assert pl.concat([part.refused for part in parts]).to_dicts() == whole.refused.to_dicts()
    for count in ("lines", "envelope"):
        assert sum(getattr(part, count) for part in parts) == getattr(whole, count)
    assert all(part.envelope >= 0 for part in parts)
    assert [total for part in parts for total in part.totals] == whole.totals
    assert [note for part in parts for note in part.notes] == whole.notes
    assert [part.delivered_at for part in parts if part.delivered_at] == [whole.delivered_at] * bool(whole.delivered_at)
    kinds = {kind for part in parts for kind in part.ignored}
    assert {kind: sum(part.ignored.get(kind, 0) for part in parts) for kind in kinds} == whole.ignored


@pytest.mark.parametrize("size", [60, 1_000])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_parts_hold_together_what_the_whole_holds(text, end, size, monkeypatch):
    data = text.replace("\n", end).encode()
    assert_equal(read_in("gl/books_202609.iif", data, size, monkeypatch), read("gl/books_202609.iif", data))


def test_lines_that_end_with_a_lone_carriage_return_are_held_and_read_alike(monkeypatch):
    data = FILES["plain"].replace("\n", "\r").encode()
    assert_equal(read_in("books.iif", data, 60, monkeypatch), read("books.iif", data))


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_every_golden_sample_reads_the_same_in_parts(path, monkeypatch):
    assert_equal(read_in(path.name, path.read_bytes(), 50, monkeypatch), read(path.name, path.read_bytes()))


def test_a_file_of_many_transactions_is_really_cut(monkeypatch):
    assert len(read_in("books.iif", FILES["plain"].encode(), 200, monkeypatch)) > 5


@pytest.mark.parametrize(
    ("text", "error"),
    [(HEAD + LONG + entry(3, closing=""), IncompleteFileError), ("!CUST\tNAME\nCUST\tSAMPLE\n", UnreadableFileError)],
)
def test_a_file_that_cannot_be_read_says_so_in_the_same_sentence(text, error, monkeypatch):
    with pytest.raises(error) as whole:
        read("books.iif", text.encode())
    with pytest.raises(error) as parts:
        read_in("books.iif", text.encode(), 100, monkeypatch)
    assert str(parts.value) == str(whole.value)
