"""Rows of tagged statements: shared lines have one owner, twins are counted by worth, refused rows keep their text."""

from pipeline.formats.statements import (
    COLUMNS,
    Row,
    count_lines,
    describe_twins,
    number_twins,
    to_frames,
    unify_line_ends,
)


def line(first: int, last: int, amount: str = "1.00", reason: str | None = None, **values: str) -> Row:
    return Row("bank_transaction", first, last, {"amount": amount, **values}, reason)


def test_the_first_row_of_a_shared_line_owns_it():
    frames, refused = to_frames([line(3, 5), line(5, 6), line(5, 5, reason="why"), Row("PDNG", 7, 9)])
    assert frames["bank_transaction"].select("_line", "_lines").rows() == [(3, 3), (5, 1)]
    assert refused.select("_line", "_lines", "reason", "row_text").rows() == [(5, 0, "why", "1.00")]


def test_every_column_is_there_and_nothing_is_empty_text():
    frames, _ = to_frames([line(1, 1, description="")])
    assert set(COLUMNS["bank_transaction"]) < set(frames["bank_transaction"].columns)
    assert frames["bank_transaction"]["description"].to_list() == [None]
    assert frames["bank_balance"].is_empty()


def test_twins_are_counted_by_what_they_are_worth():
    rows = [line(1, 1, "5.00"), line(2, 2, "+5"), line(3, 3, "x"), line(4, 4, "x"), line(5, 5, "5.00", type_code="t")]
    number_twins(rows)
    assert [row.values["occurrence"] for row in rows] == ["1", "2", "1", "2", "1"]


def test_twins_with_a_reference_of_the_bank_need_no_word():
    rows = [line(1, 1, bank_reference="r"), line(2, 2, bank_reference="r")]
    number_twins(rows)
    assert describe_twins(rows) == []


def test_lines_are_counted_whatever_ends_them():
    assert [count_lines(unify_line_ends(text)) for text in ("a\r\nb\r\n", "a\rb", "a\nb\n", "")] == [2, 2, 2, 0]
