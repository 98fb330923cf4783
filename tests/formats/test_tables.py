"""Records as columns: where the header stands, report furniture, rows that do not fit, names that stand twice."""

import pytest

from pipeline.adapters import UnreadableFileError
from pipeline.formats.delimited import DELIMITERS, read_heads, read_records
from pipeline.formats.tables import GROUP, INDENT, Header, Shape, find_header, locate, read_table

NAMES = [["Date", "Day"], ["Amount"]]


def table_of(text: str, wanted=("Date", "Amount"), **shape):
    header = find_header(read_heads(text), NAMES)
    return read_table(read_records(text, header.delimiter), header, wanted, Shape(**shape))


def rows_of(table, *names):
    return table.frame.select("_line", *names).rows()


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_the_delimiter_is_the_one_that_makes_a_header(delimiter):
    header = find_header(read_heads(delimiter.join(["x", " amount ", "DAY"]) + "\n"), NAMES)
    assert header.delimiter == delimiter


def test_a_header_is_found_below_a_preamble_and_only_when_every_name_is_there():
    assert find_header(read_heads("A company\n\nLedger\nDate,Amount\n"), NAMES).record == 3
    assert find_header(read_heads("Date,Total\n"), NAMES) is None
    assert find_header(read_heads("Amount\n"), NAMES) is None


def test_line_numbers_are_those_of_the_file_through_preamble_blanks_and_quoted_line_ends():
    table = table_of('Company\n\nDate,Amount\n1,"2\n3"\n\n,,\n4,5\n')
    assert rows_of(table, "Date", "Amount") == [(4, "1", "2\n3"), (8, "4", "5")]
    assert (table.lines, table.blank_lines, table.preamble) == (7, 3, [["Company"]])


def test_columns_are_taken_by_name_or_number_and_missing_ones_are_null():
    table = table_of(",Amount,Date,x\nx, 1 ,2,9\n", (1, "Amount", "Day", 9))
    assert table.frame.select("1", "Amount", "Day", "9").rows() == [("x", "1", None, None)]


def test_short_rows_are_counted_and_overlong_ones_set_aside():
    table = table_of("Date,x,Amount\n1\n1,2,3,,\n1,2,3,4\n")
    assert rows_of(table, "_missing") == [(2, 2), (3, 0)]
    assert table.damaged.rows() == [(4, 1, "the row has more cells than the header", "1,2,3,4")]


def test_a_row_that_leaves_out_a_known_column_is_filled_up_there():
    table = table_of(",Date,Name,Amount\n,1,5\nTotal,1,5\n", lack="Name")
    assert table.frame.select("Date", "Amount", "_missing").rows() == [("1", "5", 0), ("1", None, 1)]


@pytest.mark.parametrize(("end", "missing"), [("\n", 0), ("\r", 0), ("", 1)])
def test_cells_missing_at_the_end_are_empty_where_that_is_known_but_not_in_a_row_cut_short(end, missing):
    table = table_of(f"Date,Amount,x\n1,2\n3,4{end}", open_end=True)
    assert rows_of(table, "Amount", "_missing") == [(2, "2", 0), (3, "4", missing)]


def test_a_zero_byte_in_a_row_refuses_it():
    table = table_of("Date,Amount\n1,2\n3,\x004\n")
    assert rows_of(table, "Amount") == [(2, "2")]
    assert table.damaged.select("_line", "reason").rows() == [
        (3, "the row holds a NUL byte: the file was damaged on its way")
    ]


def test_the_furniture_of_a_printed_report_is_no_row():
    page = "Ledger\nPage {}\n-----------\n| Date | Amount |\n|------|--------|\n"
    text = page.format(1) + "| 1 | 2 |\n" + page.format(2) + "| 3 | 4- |\n===========\n"
    table = table_of(text)
    assert rows_of(table, "Date", "Amount") == [(6, "1", "2"), (12, "3", "4-")]
    assert table.lines == 13


def test_blank_rows_and_other_breaks_number_the_groups_of_rows():
    table = table_of("Date,Amount\n1,2\n,3\n\n4,5\n")
    assert rows_of(table, GROUP) == [(2, 1), (3, 1), (5, 2)]


def test_leading_blanks_of_a_column_are_counted():
    table = table_of("Date,Amount\n1,2\n  3,4\n", indent_of="Date")
    assert rows_of(table, "Date", INDENT) == [(2, "1", 0), (3, "3", 2)]


def test_texts_that_mean_nothing_are_empty_cells():
    assert rows_of(table_of("Date,Amount\nNULL,\\N\n", nothing=("null", "\\N")), "Date", "Amount") == [(2, None, None)]


def test_a_name_that_stands_twice_is_read_only_where_both_columns_agree():
    assert rows_of(table_of("Date,Amount,Amount\n1,2,2\n"), "Amount") == [(2, "2")]
    with pytest.raises(UnreadableFileError, match="line 3: the header names the column Amount 2 times"):
        table_of("Date,Amount,Amount\n1,2,2\n1,2,9\n")


def test_a_name_that_stands_twice_and_is_not_needed_disturbs_nobody():
    assert rows_of(table_of("Date,Amount,x,x\n1,2,3,4\n"), "Amount") == [(2, "2")]


def test_one_of_several_columns_of_a_name_is_told_by_its_number():
    header = ["Provider", "Date", "Provider", "Check@2"]
    assert locate(header, ["Provider@2", "Provider", "Provider@3", "Check@2"]) == {
        "Provider@2": 2,
        "Provider": 0,
        "Check@2": 3,
    }


def test_a_file_without_header_has_rows_from_its_first_record():
    table = read_table(read_records("1,2,x\n3,4,y\n", ","), Header(-1, ["Date", "Amount", ""], ","), ("Amount", 3))
    assert rows_of(table, "Amount", "3") == [(1, "2", "x"), (2, "4", "y")]


def test_many_rows_are_read_as_few_are():
    text = "Date,Amount\n" + "".join(f"{number},1\n" for number in range(45_000))
    table = table_of(text)
    assert table.frame["_line"].to_list() == list(range(2, 45_002))
    assert table.frame["Date"].to_list() == [str(number) for number in range(45_000)]
