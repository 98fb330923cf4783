"""ACH wire syntax: lines, places, positions by entry class, addenda that run on."""

import time

import polars as pl
import pytest

from pipeline.formats.nacha import is_nacha, read_wire
from pipeline.formats.nacha_controls import compare_controls

HEAD = f"101 9999999921888888883{'2609020515'}A094101{'BANK':<23}{'PAYER BANK':<23}{'':8}"
BATCH = f"5220{'FIXTURE HEALTH':<36}1470000033CCDHCCLAIMPMT{'':6}2609022451888888880000001"
ENTRY = f"62299999999{'24400012345':<18}0000019709{'841234567':<15}{'SAMPLE CLINIC':<22}  1888888880000001"
CONTROL = f"8220{2:06d}{99999999:010d}{0:012d}{19709:012d}1470000033{'':25}888888880000001"
END = f"9{1:06d}{1:06d}{2:08d}{99999999:010d}{0:012d}{19709:012d}{'':39}"


def addenda(text: str, number: int = 1) -> str:
    return f"705{text:<80}{number:04d}0000001"


def entries_of(*lines: str, batch: str = BATCH) -> list[dict]:
    return read_wire("\n".join([HEAD, batch, *lines, CONTROL, END]).encode()).entries.to_dicts()


def test_each_record_of_these_tests_is_94_characters_long():
    assert {len(line) for line in (HEAD, BATCH, ENTRY, CONTROL, END, addenda("X"))} == {94}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_every_line_end_and_none_gives_the_same_entries(end):
    lines = [HEAD, BATCH, ENTRY, addenda("TRN*1*A1*147\\"), CONTROL, END, *["9" * 94] * 4]
    wire = read_wire(end.join(lines).encode())
    assert (wire.lines, len(wire.strays)) == (10, 0)
    assert wire.entries.select("line", "lines", "amount").rows() == [(3, 2, "0000019709")]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_positions_are_characters_however_many_bytes_a_name_takes(encoding):
    text = "\n".join([HEAD, BATCH, ENTRY.replace("SAMPLE CLINIC ", "SÄMPLÉ CLÏNIC "), CONTROL, END])
    entry = read_wire(text.encode(encoding)).entries.row(0, named=True)
    assert (entry["individual_name"], entry["entry_trace_number"]) == ("SÄMPLÉ CLÏNIC", "888888880000001")


def test_trailing_blanks_may_be_missing():
    entry = entries_of(ENTRY, "705TRN*1*A1*1470000033\\")[0]
    assert (entry["remittance_trace_number"], entry["lines"]) == ("A1", 2)


@pytest.mark.parametrize(
    ("text", "trace", "payer"),
    [
        ("TRN*1*A100*1470000033\\", "A100", "1470000033"),
        ("TRN*1*A100*1470000033~", "A100", "1470000033"),
        ("TRN*1*A100*1470000033*000088882\\", "A100", "1470000033"),
        ("TRN*1*A100*1470000033", "A100", "1470000033"),
        ("TRN|1|A100|1470000033\\", "A100", "1470000033"),
        ("TRN*1*A100\\", "A100", None),
        ("TRN 1 A100 1470000033", None, None),
        ("PATRN*1*A100*147\\", None, None),
    ],
)
def test_the_trace_is_read_where_the_delimiters_are_there(text, trace, payer):
    entry = entries_of(ENTRY, addenda(text))[0]
    assert (entry["remittance_trace_number"], entry["remittance_payer_identifier"]) == (trace, payer)
    assert entry["addenda_text"] == text


@pytest.mark.parametrize("before", range(55, 81))
def test_a_word_runs_on_wherever_the_record_ends(before):
    text = f"{'X' * before}\\TRN*1*A100*1470000033\\"
    entry = entries_of(ENTRY, addenda(text[:80], 1), addenda(text[80:], 2))[0]
    assert (entry["remittance_trace_number"], entry["remittance_payer_identifier"]) == ("A100", "1470000033")


def test_an_entry_takes_thousands_of_addenda_in_a_moment():
    texts = [addenda(f"RMR*IV*{number:09d}**100\\" + "X" * 40, number % 10_000) for number in range(1, 10_000)]
    started = time.process_time()
    entry = entries_of(ENTRY, *texts)[0]
    assert entry["lines"] == 10_000
    assert entry["addenda_text"].count("\n") == 9_998
    assert time.process_time() - started < 5


def test_fields_stand_where_their_entry_class_has_them():
    counted = ENTRY[:54] + "0002" + f"{'SAMPLE CLINIC':<16}" + "  1" + ENTRY[79:]
    entry = entries_of(counted, batch=BATCH.replace("CCD", "CTX"))[0]
    assert (entry["addenda_count"], entry["individual_name"]) == ("0002", "SAMPLE CLINIC")
    named = ENTRY[:39] + f"{'ANNA SAMPLE OF FIXTURE':<22}{'ID-77':<15}" + ENTRY[76:]
    entry = entries_of(named, batch=BATCH.replace("CCD", "CIE"))[0]
    assert (entry["individual_name"], entry["individual_identifier"]) == ("ANNA SAMPLE OF FIXTURE", "ID-77")


def test_an_international_entry_takes_its_names_from_its_addenda():
    batch = f"5220{'':16}FF3{'':15}US1470000055IATHCCLAIMPMTEURUSD2609032461888888880000001"
    entry = f"6229999999920007{'':13}0000012345{'4400012345':<39}1888888880000001"
    names = [f"710BUS{0:018d}{'':22}{'SAMPLE CLINIC':<48}", f"711{'FIXTURE GMBH':<91}", f"717{'TRN*1*A1*147~':<91}"]
    row = entries_of(entry, *names, batch=batch)[0]
    assert (row["individual_name"], row["company_name"], row["company_identifier"]) == (
        "SAMPLE CLINIC",
        "FIXTURE GMBH",
        "1470000055",
    )
    assert (row["receiving_account"], row["receiving_currency"], row["remittance_trace_number"]) == (
        "4400012345",
        "USD",
        "A1",
    )


def test_the_last_return_or_change_of_an_entry_counts():
    first = f"799R01{'888888880000017':<15}{'':6}88888888{'FIRST':<44}888888880000002"
    entry = entries_of(ENTRY, first, first.replace("R01", "R68").replace("FIRST ", "SECOND"))[0]
    assert (entry["return_code"], entry["original_trace_number"]) == ("R68", "888888880000017")
    assert (entry["notice_text"], entry["change_code"]) == ("SECOND", None)


@pytest.mark.parametrize(
    ("lines", "number", "reason"),
    [
        ([HEAD, "XYZ", BATCH, ENTRY, CONTROL, END], 2, "no record type"),
        ([HEAD, BATCH, ENTRY + "X", CONTROL, END], 3, "longer than the 94"),
        ([ENTRY, HEAD, END], 1, "before any file header"),
        ([HEAD, ENTRY, END], 2, "outside any batch"),
        ([HEAD, BATCH, CONTROL, ENTRY, END], 4, "outside any batch"),
        ([HEAD, BATCH, addenda("X"), CONTROL, END], 3, "follows no entry"),
        ([HEAD, CONTROL, END], 2, "closes no batch"),
    ],
)
def test_a_line_without_a_place_is_a_stray_with_its_reason(lines, number, reason):
    wire = read_wire("\n".join(lines).encode())
    assert wire.strays["line"].to_list() == [number]
    assert reason in wire.strays["reason"][0]


def test_controls_stand_beside_what_is_found():
    wire = read_wire("\n".join([HEAD, BATCH, ENTRY, addenda("X"), CONTROL, END.replace("19709", "19700")]).encode())
    directions = pl.DataFrame({"line": [3], "direction": ["credit"]})
    figures = [(f.scope, f.name, f.line, int(f.stated), f.found) for f in compare_controls(wire, directions)]
    assert figures == [
        ("batch 1", "entries and addenda", 5, 2, 2),
        ("batch 1", "entry hash", 5, 99999999, 99999999),
        ("batch 1", "debits", 5, 0, 0),
        ("batch 1", "credits", 5, 19709, 19709),
        ("file 1", "batches", 6, 1, 1),
        ("file 1", "blocks", 6, 1, 1),
        ("file 1", "entries and addenda", 6, 2, 2),
        ("file 1", "entry hash", 6, 99999999, 99999999),
        ("file 1", "debits", 6, 0, 0),
        ("file 1", "credits", 6, 19700, 19709),
    ]


def test_a_truncated_file_gives_what_is_there():
    data = "\n".join([HEAD, BATCH, *[ENTRY, addenda("TRN*1*A1*147\\")] * 500, CONTROL, END]).encode()
    for size in (len(data), len(data) - 50, len(data) // 2, 100, 3, 0):
        assert read_wire(data[:size]).lines >= 0


def test_only_a_file_header_of_94_characters_makes_a_file_ach():
    assert is_nacha(HEAD.encode())
    assert is_nacha(b"\xef\xbb\xbf" + HEAD.encode())
    assert not is_nacha(HEAD.replace("094101", "080101").encode())
    assert not is_nacha(b"100ABCDEFGHIJ00999999911605271800\n2ABC")
    assert not is_nacha(b"Date,Amount\n")
