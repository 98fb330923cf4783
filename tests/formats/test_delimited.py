"""Delimited wire syntax: encodings, delimiters, quoting, where the header stands, rows that do not fit."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.delimited import decode, find_header, read_table

NAMES = [["Date", "Day"], ["Amount"]]


def table_of(text: str, wanted=("Date", "Amount"), **options):
    return read_table(text, find_header(text, NAMES), wanted, **options)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_usual_encoding_is_read(encoding):
    assert decode("Date,Amount\nSão José,1\n".encode(encoding)) == "Date,Amount\nSão José,1\n"


def test_a_head_cut_inside_a_character_is_still_utf_8():
    assert decode("ärger ä".encode()[:-1]) == "ärger "


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_the_delimiter_is_the_one_that_makes_a_header(delimiter):
    header = find_header(delimiter.join(["x", " amount ", "DAY"]) + "\n", NAMES)
    assert header.delimiter == delimiter


def test_a_header_is_found_below_a_preamble_and_only_when_every_name_is_there():
    assert find_header("A company\n\nLedger\nDate,Amount\n", NAMES).record == 3
    assert find_header("Date,Total\n", NAMES) is None
    assert find_header("Amount\n", NAMES) is None


def test_line_numbers_are_those_of_the_file_through_preamble_blanks_and_quoted_line_ends():
    table = table_of('Company\n\nDate,Amount\n1,"2\n3"\n\n,,\n4,5\n')
    assert table.frame.select("_line", "Date", "Amount").rows() == [(4, "1", "2\n3"), (8, "4", "5")]
    assert (table.lines, table.blank_lines, table.preamble) == (7, 3, [["Company"]])


def test_columns_are_taken_by_name_or_number_and_missing_ones_are_null():
    table = table_of(",Amount,Date,Amount\nx, 1 ,2,9\n", (1, "Amount", "Day"))
    assert table.frame.select("1", "Amount", "Day").rows() == [("x", "1", None)]


def test_short_rows_are_counted_and_overlong_ones_set_aside():
    table = table_of("Date,x,Amount\n1\n1,2,3,,\n1,2,3,4\n")
    assert table.frame.select("_line", "_missing").rows() == [(2, 2), (3, 0)]
    assert table.overlong.rows() == [(4, "1,2,3,4")]


def test_a_row_that_leaves_out_a_known_column_is_filled_up_there():
    table = table_of(",Date,Name,Amount\n,1,5\nTotal,1,5\n", short_rows_lack="Name")
    assert table.frame.select("Date", "Amount", "_missing").rows() == [("1", "5", 0), ("1", None, 1)]


def test_quotes_inside_a_cell_do_not_swallow_the_rest():
    table = table_of('Date,x,Amount\n1,5" board,2\n"3 ""x""",y,4\n')
    assert table.frame.select("Date", "Amount").rows() == [("1", "2"), ('3 "x"', "4")]


def test_a_file_that_ends_inside_a_quoted_cell_is_incomplete():
    with pytest.raises(IncompleteFileError, match="line 3"):
        table_of('Date,Amount\n1,2\n"3,4\n5,6\n')


def test_a_quoted_cell_without_end_is_unreadable_and_says_only_where():
    with pytest.raises(UnreadableFileError, match="line 2") as error:
        table_of('Date,Amount\n"secret' + "x\n" * 100_000)
    assert "secret" not in str(error.value)
