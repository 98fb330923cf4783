"""BAI2 wire syntax: terminators, continuations, funds types, headers and trailers."""

import time

import pytest

from pipeline.formats.bai2 import is_bai2, read_wire
from pipeline.formats.bai2_headers import compare_trailers, read_accounts, read_made

HEAD = ["01,BANK,US,260902,0600,1,80,,2/", "02,US,BANK,1,260901,2359,USD,2/", "03,4400,USD,010,100,,/"]


def wire_of(*lines: str, end: str = "\n"):
    return read_wire(end.join([*HEAD, *lines, "49,1,9/", "98,1,1,9/", "99,1,1,9/"]).encode())


def transaction_of(*lines: str) -> dict:
    rows = wire_of(*lines).transactions.rows(named=True)
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_gives_the_same_records(end):
    wire = wire_of("16,142,125,,B1,C1,TEXT/", "88,MORE/", end=end)
    assert wire.lines == 8
    assert wire.transactions.select("line", "lines", "text").row(0) == (4, 2, "TEXT\nMORE")


def test_a_file_without_line_ends_is_cut_at_its_record_length():
    lines = [*HEAD, "16,142,125,,B1,C1,TEXT/", "49,225,3/", "98,225,1,5/", "99,225,1,7/"]
    wire = read_wire("".join(line.ljust(80) for line in lines).encode())
    assert wire.lines == len(lines)
    assert wire.transactions["text"].to_list() == ["TEXT"]


def test_a_slash_ends_a_record_only_at_its_end_and_may_be_missing_or_doubled():
    rows = wire_of(
        "16,195,100,,B1,C1,AV 2/MAIN", "88,/LEADING", "16,195,100,,A/B,C/D,X //  ", "16,195,100,,B3,C3/"
    ).transactions
    assert rows["text"].to_list() == ["AV 2/MAIN\n/LEADING", "X", None]
    assert rows["bank_reference"].to_list() == ["B1", "A/B", "B3"]


@pytest.mark.parametrize(
    ("funds", "value_date"),
    [
        ("", None),
        ("0", None),
        ("1", None),
        ("2", None),
        ("Z", None),
        ("S,10,20,70", None),
        ("V,260903,1200", "260903"),
        ("v,260903,", "260903"),
        ("D,2,0,40,1,60", None),
        ("D,0", None),
    ],
)
def test_each_funds_type_leaves_the_references_where_they_are(funds, value_date):
    row = transaction_of(f"16,142,100,{funds},BANKREF,CUSTREF,SOME, TEXT/")
    assert (row["bank_reference"], row["customer_reference"]) == ("BANKREF", "CUSTREF")
    assert row["text"] == "SOME, TEXT"
    assert row["funds_type"] == (funds[:1].upper() or None)
    assert row["value_date"] == value_date


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("16,115,100,S,10,20/", "88,70/", "88,B1,C1,LOCKBOX/", "88,SECOND/"), ("B1", "C1", "LOCKBOX\nSECOND")),
        (("16,115,100/", "88,Z,B1,C1,TEXT/"), ("B1", "C1", "TEXT")),
        (("16,174,100/", "88,JUST TEXT, WITH COMMA/"), (None, None, "JUST TEXT, WITH COMMA")),
        (("16,174,100,Z/", "88,TRN*1*99*1470000033\\/"), (None, None, "TRN*1*99*1470000033\\")),
        (("16,174,100,Z,B1/", "88,C1,TEXT/"), ("B1", "C1", "TEXT")),
        (("16,174,100,Z,,C1,/", "88,TEXT,/"), (None, "C1", "TEXT,")),
        (("16,174,100,Z,B1/",), ("B1", None, None)),
    ],
)
def test_fields_run_into_continuations_until_the_text_begins(lines, expected):
    row = transaction_of(*lines)
    assert (row["bank_reference"], row["customer_reference"], row["text"]) == expected
    assert row["lines"] == len(lines)


def test_summaries_go_through_continuations_and_spare_commas():
    account = "03,44,,010,+5,,,015,-7,,,/\n88,100,208,00003,V,260316,,400,9,2,D,1,0,9/"
    data = f"01,B,U,260902,,1,,,2/\n02,U,B,1,260901,,,2/\n{account}\n49,,3/\n98,,1,5/\n99,,1,7/".encode()
    assert read_wire(data).summaries.rows() == [
        (1, "010", "+5", None, None),
        (1, "015", "-7", None, None),
        (1, "100", "208", "00003", "V"),
        (1, "400", "9", "2", "D"),
    ]


def test_lines_of_no_record_code_and_continuations_of_nothing_are_strangers():
    wire = read_wire(b"88,ORPHAN/\n01,B,U,260902,,1,,,2/\nHELLO\n160,142/\n\n99,0,0,3/\n")
    assert wire.strangers["line"].to_list() == [1, 3, 4]
    assert wire.lines == 6


def test_a_truncated_file_gives_what_is_there_and_quickly():
    data = "\n".join([*HEAD, *["16,142,100,,B,C,T/", "88,X/"] * 20_000]).encode()
    started = time.process_time()
    for size in (len(data), len(data) - 7, len(data) // 2, 40, 3, 0):
        assert read_wire(data[:size]).lines >= 0
    assert time.process_time() - started < 10


def test_only_an_01_record_of_a_known_version_makes_a_file_bai2():
    assert is_bai2(b"\xef\xbb\xbf01,121,999,050608,1015,1,80,1,2/\r\n")
    assert is_bai2(b"01,GSBI,cont001,210706,1249,1,,,2/")
    assert is_bai2(b"01,121,999,050608,1015,1,80,1,1/")
    assert not is_bai2(b"01,121,999,050608,1015,1,80,1,7/")
    assert not is_bai2(b"100 0000000000 lockbox")
    assert not is_bai2(b"01,name,other\n1,2,3")


@pytest.mark.parametrize(
    ("header", "made"),
    [
        ("260902,0615", "2026-09-02T06:15:00"),
        ("260902,2400", "2026-09-02T23:59:59"),
        ("260902,9999", "2026-09-02T23:59:59"),
        ("260902,", "2026-09-02T00:00:00"),
        ("20260902,061559", "2026-09-02T06:15:59"),
        ("260232,0600", None),
    ],
)
def test_the_header_says_when_the_file_was_made(header, made):
    assert read_made(read_wire(f"01,B,U,{header},1,,,2/\n99,0,0,2/".encode()).records) == made


def test_an_account_takes_day_status_and_missing_currency_from_its_group():
    wire = read_wire(b"01,B,U,260902,,1,,,2/\n03,1/\n02,U,B,3,260901,,cad,2/\n03,2/\n03,3,USD/\n99,0,1,6/")
    columns = ("account_number", "currency", "group_status", "as_of")
    assert read_accounts(wire).select(columns).rows() == [
        ("1", None, None, None),
        ("2", "CAD", "3", "260901"),
        ("3", "USD", "3", "260901"),
    ]


def test_trailers_stand_beside_sums_as_written_and_physical_counts():
    lines = [
        *HEAD,
        "16,142,200,,,/",
        "88,T/",
        "16,475,50,,,/",
        "49,350,5/",
        "03,5,,010,-100,,/",
        "49,,2/",
        "98,250,2,9/",
    ]
    wire = read_wire("\n".join([*lines, "99,+250,1,11/"]).encode())
    figures = [(t.record.code, t.name, t.stated, t.found, t.is_stated) for t in compare_trailers(wire)]
    assert figures == [
        ("49", "control total", "350", 350, True),
        ("49", "records", "5", 5, True),
        ("49", "control total", "", -100, False),
        ("49", "records", "2", 2, True),
        ("98", "control total", "250", 250, True),
        ("98", "accounts", "2", 2, True),
        ("98", "records", "9", 9, True),
        ("99", "control total", "+250", 250, True),
        ("99", "groups", "1", 1, True),
        ("99", "records", "11", 11, True),
    ]


def test_many_continuations_of_one_record_are_read_in_a_moment():
    data = "\n".join([*HEAD, *["88,100,5,,,/"] * 30_000, "49,,/", "98,,,/", "99,,1,9/"]).encode()
    started = time.process_time()
    assert read_wire(data).summaries.height == 30_001
    assert time.process_time() - started < 5
