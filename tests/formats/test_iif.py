"""The wire syntax of IIF: headers that repeat, quoted cells, padding, transactions."""

import pytest

from pipeline.formats.iif import is_iif, read_wire, to_frame

HEAD = ["!TRNS\tTRNSTYPE\tACCNT\tAMOUNT", "!SPL\tTRNSTYPE\tACCNT\tAMOUNT", "!ENDTRNS"]


def rows_of(*lines: str):
    return read_wire("\n".join([*HEAD, *lines]).encode()).rows


@pytest.mark.parametrize("head", [b"!HDR\tPROD\n", b"\r\n!ACCNT\tNAME\r\n", b"\xef\xbb\xbf!TRNS\tDATE\n"])
def test_the_first_line_that_holds_anything_is_a_header(head):
    assert is_iif(head)


@pytest.mark.parametrize("head", [b"", b"TRNS\tDATE\n", b"!,a,b\n", b"!TRNS,DATE\n", b"Date\tAmount\n!TRNS\tDATE\n"])
def test_anything_else_is_not_iif(head):
    assert not is_iif(head)


def test_a_later_header_replaces_the_columns():
    rows = rows_of("TRNS\tCHECK\tCash\t-1", "ENDTRNS", "!TRNS\tAMOUNT\tACCNT", "TRNS\t-2\tCash", "ENDTRNS")
    assert [row.cells for row in rows if row.keyword == "TRNS"] == [
        {"TRNSTYPE": "CHECK", "ACCNT": "Cash", "AMOUNT": "-1"},
        {"AMOUNT": "-2", "ACCNT": "Cash"},
    ]


def test_of_two_columns_of_one_name_the_first_counts():
    (row,) = read_wire(b"!BUD\tACCNT\tAMOUNT\tAMOUNT\nBUD\tRent\t1\t2\n").rows
    assert row.cells == {"ACCNT": "Rent", "AMOUNT": "1"}


@pytest.mark.parametrize(
    ("cell", "text"), [('"1,5"', "1,5"), ('"a ""b"" c"', 'a "b" c'), ('5" tape', '5" tape'), ("a\\nb", "a\\nb")]
)
def test_quoted_cells_are_quoted_as_in_csv(cell, text):
    assert rows_of(f"TRNS\tCHECK\t{cell}\t1")[0].cells["ACCNT"] == text


def test_padding_is_no_cell_and_a_cell_too_many_is_a_fault():
    padded, longer = rows_of("TRNS\tCHECK\tCash\t1\t\t\t", "SPL\tCHECK\tRent\t1\tx")
    assert padded.fault is None
    assert "more cells" in longer.fault


def test_a_line_without_header_and_an_open_quote_are_faults():
    stranger, quoted = rows_of("VEND\tSAMPLE", 'TRNS\t"CHECK\tCash')
    assert "no header line" in stranger.fault
    assert "quotes" in quoted.fault


def test_lines_belong_to_the_transaction_that_is_open():
    rows = rows_of("TRNS\tA", "SPL\tA", "ENDTRNS", "SPL\tB", "TRNS\tC", "ENDTRNS")
    assert [row.transaction for row in rows] == [1, 1, 1, 0, 2, 2]


def test_transactions_that_nothing_closes_are_told():
    wire = read_wire("\n".join([*HEAD, "TRNS\tA", "SPL\tA", "TRNS\tB", "SPL\tB"]).encode())
    assert (wire.unclosed, wire.open_at_end) == ([4, 6], 6)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_counts_under_every_line_end(end):
    wire = read_wire(end.join([*HEAD, "", "TRNS\tA", "ENDTRNS", ""]).encode())
    assert (wire.lines, [row.line for row in wire.rows]) == (6, [5, 6])


def test_what_a_split_leaves_out_is_its_openers():
    wire = read_wire("\n".join([*HEAD, "TRNS\tCHECK\tCash\t-1", "SPL\t\tRent\t1", "ENDTRNS"]).encode())
    frame = to_frame([wire], ("TRNSTYPE", "ACCNT"), ("TRNSTYPE",))
    assert frame["TRNSTYPE"].to_list()[:2] == ["CHECK", "CHECK"]
    assert frame["ACCNT"].to_list()[:2] == ["Cash", "Rent"]


def test_an_empty_file_has_no_lines():
    assert read_wire(b"").lines == 0
