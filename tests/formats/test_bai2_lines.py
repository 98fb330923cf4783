"""Physical records of BAI2: files without line ends, and lines a transfer has wrapped."""

import pytest

from pipeline.formats.bai2 import read_wire
from pipeline.formats.bai2_headers import compare_trailers
from pipeline.formats.bai2_lines import cut_lines, read_records

LINES = [
    "01,BANK,US,260902,0600,1,,,2/",
    "02,US,BANK,1,260901,2359,USD,2/",
    "03,4400,USD,010,100,,/",
    "16,142,19709,,BANKREF,CUSTREF,HCCLAIMPMT FIXTURE HEALTH TRN*1*FIX1/2*1470000033/",
    "88,SECOND LINE OF THE TEXT THAT IS LONG ENOUGH TO BE WRAPPED BY A TRANSFER/",
    "49,19809,4/",
    "98,19809,1,6/",
    "99,19809,1,8/",
]


def sized(length: int) -> list[str]:
    return [LINES[0].replace(",1,,,2", f",1,{length},,2"), *LINES[1:]]


def agrees(data: bytes) -> bool:
    return all(int(t.stated) == t.found for t in compare_trailers(read_wire(data)) if t.is_stated)


def test_each_line_is_a_record():
    lines = cut_lines("\n".join(["", *LINES, ""]).encode())
    count, (table, _) = len(lines), read_records([lines])
    assert (count, table["line"].to_list()) == (9, list(range(2, 10)))


@pytest.mark.parametrize("end", ["", " ", "   "])
def test_a_file_without_line_ends_is_cut_behind_its_slashes(end):
    wire = read_wire(end.join(LINES).encode())
    assert wire.transactions["text"].to_list()[0].startswith("HCCLAIMPMT FIXTURE HEALTH TRN*1*FIX1/2*")
    assert agrees(end.join(LINES).encode())


def test_a_file_without_line_ends_is_cut_at_its_record_length_where_that_makes_records():
    padded = "".join(line.ljust(96) for line in sized(96)).encode()
    assert read_wire(padded).lines == 8
    assert agrees(padded)
    unpadded = "".join(sized(96)).encode()
    assert agrees(unpadded)


@pytest.mark.parametrize("width", [32, 40, 50, 60, 72])
@pytest.mark.parametrize("is_stated", [True, False])
def test_wrapped_lines_are_put_together_again(width, is_stated):
    lines = sized(width) if is_stated else LINES
    wrapped = [line[start : start + width] for line in lines for start in range(0, len(line), width)]
    data = "\n".join(wrapped).encode()
    wire = read_wire(data)
    assert wire.lines == len(wrapped)
    assert wire.strangers.is_empty()
    assert wire.transactions.row(0, named=True)["text"] == read_wire("\n".join(LINES).encode()).transactions["text"][0]
    assert agrees(data)
    assert wire.transactions["lines"][0] == sum(-(-len(line) // width) for line in LINES[3:5])


def test_a_line_below_one_that_is_not_full_is_a_stranger():
    data = "\n".join([*LINES[:4], "HELLO", *LINES[4:]]).encode()
    assert read_wire(data).strangers["line"].to_list() == [5]
