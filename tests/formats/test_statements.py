"""Rows of tagged statements: shared lines have one owner, refused rows keep their text."""

from pipeline.formats.statements import COLUMNS, Row, count_lines, own_lines, to_frames, to_table, unify_line_ends


def line(first: int, last: int, amount: str = "1.00", reason: str | None = None, **values: str) -> Row:
    return Row("bank_transaction", first, last, {"amount": amount, **values}, reason)


def test_the_first_row_of_a_shared_line_owns_it():
    rows = to_table([line(3, 5), line(5, 5, reason="why"), line(5, 6), Row("PDNG", 7, 9)])
    frames, refused = to_frames(own_lines(rows))
    assert frames["bank_transaction"].select("_line", "_lines").rows() == [(3, 3), (5, 1)]
    assert refused.select("_line", "_lines", "reason", "row_text").rows() == [(5, 0, "why", "1.00")]


def test_a_line_that_a_row_before_stands_on_is_owned_by_that():
    frames, _ = to_frames(own_lines(to_table([line(5, 6)]), covered=5))
    assert frames["bank_transaction"].select("_line", "_lines").rows() == [(5, 1)]


def test_every_column_is_there_and_nothing_is_empty_text():
    frames, _ = to_frames(own_lines(to_table([line(1, 1, description="")])))
    assert set(COLUMNS["bank_transaction"]) < set(frames["bank_transaction"].columns)
    assert frames["bank_transaction"]["description"].to_list() == [None]
    assert frames["bank_balance"].is_empty()


def test_lines_are_counted_whatever_ends_them():
    assert [count_lines(unify_line_ends(text)) for text in ("a\r\nb\r\n", "a\rb", "a\nb\n", "")] == [2, 2, 2, 0]
