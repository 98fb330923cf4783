"""Rows of statements given out in parts: twins are counted by worth over all parts, lines are owned once."""

import pytest

from pipeline.formats.statements import Row, to_table
from pipeline.formats.statements_parts import Parts, join_parts


def line(first: int, amount: str | None = "1.00", **values: str) -> Row:
    return Row("bank_transaction", first, first, {"amount": amount, **values})


def read(*parts: list[Row]):
    """The rows of several parts as one reading, and the notes about them."""
    found = Parts()
    readings = []
    for rows in parts:
        found.add(found.own(to_table(rows)))
        readings.append(found.make())
    return join_parts([*readings, found.end(20)]), found.notes


ROWS = [line(1, "5.00"), line(2, "+5"), line(3, "x"), line(4, "x"), line(5, "05.0", type_code="t"), line(6, None)]
ROWS += [line(7, "-0.50"), line(8, "-.5"), line(9, "0.5"), line(10, None), line(11, "5.0"), line(12, "5\n5")]


@pytest.mark.parametrize("size", [1, 2, 5, 12])
def test_twins_are_counted_by_what_they_are_worth_in_whatever_part_they_stand(size):
    reading, notes = read(*(ROWS[at : at + size] for at in range(0, len(ROWS), size)))
    occurrences = reading.records["bank_transaction"]["occurrence"].to_list()
    assert occurrences == ["1", "2", "1", "2", "1", "1", "1", "2", "1", "2", "3", "1"]
    assert notes[0].startswith("line 2: equal to a line above")
    assert notes[0].endswith("(5 such lines)")


def test_twins_with_a_reference_of_the_bank_need_no_word():
    assert read([line(1, bank_reference="r")], [line(2, bank_reference="r")])[1] == []


def test_the_lines_of_all_parts_are_those_of_the_file():
    reading, _ = read([line(3)], [], [line(9)])
    assert (reading.lines, reading.envelope) == (20, 18)
