"""Headers of two rows: which title a column has, and what a layout calls it."""

import pytest

from pipeline.onboarding.headings import name_columns, title_columns

GROUPS = (["", "", "Insurance", "", "Patient", ""], ["Date", "Claim", "Paid", "Adjusted", "Paid", "Adjusted"])


def test_a_group_stands_over_every_name_below_it():
    expected = ["Date", "Claim", "Insurance / Paid", "Insurance / Adjusted", "Patient / Paid", "Patient / Adjusted"]
    assert title_columns(*GROUPS) == expected


def test_a_name_that_goes_on_below_stands_over_its_own_column_only():
    titles = title_columns(["Posting", "Account", "", "Amount", ""], ["Date", "Number", "Details", "(USD)", "Balance"])
    assert titles == ["Posting / Date", "Account / Number", "Details", "Amount / (USD)", "Balance"]


@pytest.mark.parametrize(
    "above",
    [
        None,
        ["", "", ""],
        ["Payments of July", "", ""],
        ["Practice", "", "", "", "", "", ""],
        ["Account:", "Main", ""],
        ["From", "07/01/2026", ""],
        ["As of", "2026", "July"],
    ],
)
def test_what_stands_above_a_header_is_no_part_of_it_where_it_is_a_title_or_has_a_value(above):
    assert title_columns(above, ["Date", "Claim", "Paid"]) == ["Date", "Claim", "Paid"]


def test_a_layout_calls_a_column_by_the_name_it_can_find_and_else_by_its_place():
    titles = title_columns(["Day", *GROUPS[0][1:]], ["", *GROUPS[1][1:]])
    assert name_columns(["", *GROUPS[1][1:]], titles) == {
        1: "Day", "Claim": "Claim", "Paid@1": "Insurance / Paid", "Adjusted@1": "Insurance / Adjusted",
        "Paid@2": "Patient / Paid", "Adjusted@2": "Patient / Adjusted",
    }  # fmt: skip


def test_a_name_that_comes_again_under_no_group_is_told_by_its_number():
    assert name_columns(["Date", "Paid", "Paid"], ["Date", "Paid", "Paid"]) == {
        "Date": "Date",
        "Paid@1": "Paid@1",
        "Paid@2": "Paid@2",
    }
