"""Columns as spans of a buffer: they hold what Python's own strings would hold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.formats.texts import Picked, Text, from_numbers, join, keep_digits, to_frame

VALUES = st.lists(st.one_of(st.none(), st.text(min_size=1, max_size=20)), max_size=12)


@settings(deadline=None)
@given(VALUES)
def test_a_column_comes_back_as_it_went_in(values):
    column = Text.of(values)
    rows = np.arange(len(values))
    assert column.to_list() == values
    assert column.to_arrow().to_pylist() == values
    assert to_frame({"a": column}, rows + 1, rows)["a"].to_list() == values


@settings(deadline=None)
@given(VALUES.filter(len), st.lists(st.integers(0, 100), max_size=9))
def test_picked_rows_repeat_their_values(values, rows):
    rows = np.array([row % len(values) for row in rows], int)
    picked = [values[row] for row in rows]
    assert Text.of(values).take(rows).to_list() == picked
    assert Picked(Text.of(values), rows).to_arrow().to_pylist() == picked


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.one_of(st.none(), st.text(min_size=1, max_size=9))), max_size=12))
def test_pieces_of_a_row_are_joined_by_blanks(pairs):
    pairs.sort(key=lambda pair: pair[0])
    joined = join(np.array([row for row, _ in pairs], int), Text.of(piece for _, piece in pairs), 6)
    expected = [" ".join(piece for row, piece in pairs if row == number and piece) or None for number in range(6)]
    assert joined.to_list() == expected


def test_dates_are_moved_and_what_is_none_stays():
    column = Text.of(
        ["20260901", None, "20260901-20260903", "2026090", "2026090X", "20260901 20260903", "0/0/0", "20260230"]
    )
    iso = ["2026-09-01", None, "2026-09-01", "2026090", "2026090X", "20260901 20260903", "0/0/0", "2026-02-30"]
    assert column.to_iso_dates().to_list() == iso
    assert Text.of([]).to_iso_dates().to_list() == []


def test_words_know_short_values_only():
    column = Text.of(["QC", "Q", None, "12345678", "123456789"])
    assert column.is_one(["QC", "12345678"]).tolist() == [True, False, False, True, False]
    assert column.words()[2] == column.words()[4] == 0


def test_one_column_fills_the_gaps_of_another():
    column = Text.of(["a", None, "c", None])
    filled = column.or_else(column.take(np.array([1, 2, 2, 3])))
    assert filled.to_list() == ["a", "c", "c", None]
    assert filled.only(np.array([True, False, True, True])).to_list() == ["a", None, "c", None]


def test_numbers_and_digits_become_text():
    assert from_numbers(np.array([0, 12, 3])).to_arrow().to_pylist() == ["0", "12", "3"]
    assert from_numbers(np.array([], int)).to_arrow().to_pylist() == []
    assert keep_digits(Text.of(["84-1234567", "x", None])).to_list() == ["841234567", None, None]


@pytest.mark.parametrize("parent", [None, np.array([7])])
def test_a_frame_carries_its_lineage(parent):
    row = to_frame({"a": Text.of(["x"])}, np.array([3]), np.array([True]), parent).row(0, named=True)
    assert row == {"a": "x", "_line": 3, "_lines": 1, "_parent": None if parent is None else 7}
