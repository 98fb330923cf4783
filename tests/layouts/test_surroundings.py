"""What stands around the rows of a table."""

import pytest

from pipeline.layouts.surroundings import read_preamble, read_printed_date
from tests.layouts.sheet import column_of, layout_of, reading_of, table_of

AROUND = r"""
preamble:
  merchant: "^(Report|Account.*|4400.*|[0-9/ -]+)$"
  account: {after: "^Account Number:?$"}
  range: {takes: "^(.+) - "}
  site: {file_name: "_([a-z]+)[.]csv$"}
skip: [{column: Payout, matches: "^Printed"}]
totals: [{column: Payout, matches: "^Total$", of: [Net]}]
delivered_at: {printed: "Printed (.+)", form: "%m/%d/%Y %H:%M"}
"""
TEXT = (
    "Report\nAccount Number:,,4400\nCedar Hollow\n1/1 - 1/31\n"
    "Payout,Date,Net\np1,1,5.00\np2,1,$3.50\nTotal,,{total}\nPrinted {printed},,\n"
)
LAYOUT = layout_of(AROUND)


def text_of(total: str = "8.50", printed: str = "2/1/2026 07:30") -> str:
    return TEXT.format(total=total, printed=printed)


def test_the_preamble_gives_texts_by_what_they_are_not_what_they_hold_what_stands_before_them_and_the_file_name():
    assert read_preamble(LAYOUT, table_of(LAYOUT, text_of()), "in/bank_west.csv") == {
        "merchant": "Cedar Hollow",
        "account": "4400",
        "range": "1/1",
        "site": "west",
    }


@pytest.mark.parametrize(("total", "stated"), [("8.50", ["8.50"]), ("$9.00", ["9.00"]), ("", []), ("n/a", [])])
def test_a_row_of_totals_is_verified_against_the_rows_where_it_states_an_amount(total, stated):
    totals = reading_of(LAYOUT, text_of(total)).totals
    assert [item.stated for item in totals] == stated
    assert {(item.found, item.line, item.name, item.severity) for item in totals} <= {("8.50", 8, "Net", "block")}


def test_subtotals_are_verified_against_the_rows_since_the_last_of_them():
    layout = layout_of("""
      totals:
        - {when: [{column: Payout, is: empty}], of: [Net], covers: since_last}
        - {column: Payout, matches: "^All$", of: [Net]}
    """)
    text = "Payout,Date,Net\na,1,1.00\nb,1,2.00\n,,3.00\nc,1,4-\n,,5.00\nAll,,-1.00\n"
    assert [(item.scope, item.stated, item.found) for item in reading_of(layout, text).totals] == [
        ("rows above line 4", "3.00", "3.00"),
        ("rows above line 6", "5.00", "-4.00"),
        ("file", "-1.00", "-1.00"),
    ]


@pytest.mark.parametrize(("printed", "made"), [("2/1/2026 07:30", "2026-02-01T07:30:00"), ("someday", None)])
def test_a_printed_date_says_when_the_file_was_made(printed, made):
    assert read_printed_date(LAYOUT, table_of(LAYOUT, text_of(printed=printed))) == made


def test_a_date_printed_above_the_rows_counts_too():
    text = "Printed 2/1/2026 07:30\n" + text_of(printed="never")
    assert read_printed_date(LAYOUT, table_of(LAYOUT, text)) == "2026-02-01T07:30:00"


def test_cells_given_once_are_carried_down_their_group_and_no_further():
    layout = layout_of("carry: [Payout, Date]\ntotals: [{column: Net, matches: '^T'}]")
    text = "Payout,Date,Net\np1,1,1\n,9,2\n,,3\n\n,,4\np2,,5\n,,6\n,,T\n,,7\n"
    assert column_of(layout, text, "payout_number") == ["p1", "p1", "p1", None, "p2", "p2", None]
    assert column_of(layout, text, "payout_date") == ["1", "9", "1", None, None, None, None]
