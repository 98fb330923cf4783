"""What stands around the rows of a delimited file."""

import pytest

from pipeline.formats.delimited import find_header, read_table
from pipeline.layouts import Layout
from pipeline.layouts.mapping import is_marked
from pipeline.layouts.surroundings import read_preamble, read_printed_date, sum_up

LAYOUT = Layout.model_validate(
    {
        "name": "card_s",
        "title": "t",
        "system": "s",
        "kind": "card",
        "evidence": {"grade": "user-defined", "source": "x"},
        "header": ["Payout", "Date", "Net"],
        "preamble": {"merchant": "^(Report|[0-9/ -]+)$"},
        "skip": [{"column": "Payout", "matches": "^Printed"}],
        "totals": [{"column": "Payout", "matches": "^Total$", "of": ["Net"]}],
        "delivered_at": {"printed": "Printed (.+)", "form": "%m/%d/%Y %H:%M"},
        "records": [
            {
                "record": "card_payout",
                "fields": {
                    "processor": {"constant": "s"},
                    "payout_number": "Payout",
                    "payout_date": "Date",
                    "amount": "Net",
                },
            }
        ],
    }
)
TEXT = "Report\nCedar Hollow\n1/1 - 1/31\nPayout,Date,Net\np1,1,5.00\np2,1,$3.50\nTotal,,{total}\nPrinted {printed},,\n"


def table_of(total: str = "8.50", printed: str = "2/1/2026 07:30"):
    text = TEXT.format(total=total, printed=printed)
    return read_table(text, find_header(text, LAYOUT.header), LAYOUT.columns)


def test_the_preamble_gives_the_first_cell_that_is_no_title_or_range():
    assert read_preamble(LAYOUT, table_of()) == {"merchant": "Cedar Hollow"}


@pytest.mark.parametrize(("total", "stated"), [("8.50", ["8.50"]), ("$9.00", ["9.00"]), ("", []), ("n/a", [])])
def test_a_row_of_totals_is_verified_against_the_rows_where_it_states_an_amount(total, stated):
    table = table_of(total)
    rows = table.frame.filter(is_marked((*LAYOUT.skip, *LAYOUT.totals)).not_())
    totals = sum_up(LAYOUT, table, rows)
    assert [item.stated for item in totals] == stated
    assert {(item.found, item.line, item.name, item.severity) for item in totals} <= {("8.50", 7, "Net", "block")}


@pytest.mark.parametrize(("printed", "made"), [("2/1/2026 07:30", "2026-02-01T07:30:00"), ("someday", None)])
def test_a_printed_date_says_when_the_file_was_made(printed, made):
    assert read_printed_date(LAYOUT, table_of(printed=printed)) == made
