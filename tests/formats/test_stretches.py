"""Stretches of usual rows: cut at once, they say what cutting them cell by cell says."""

from random import Random

import polars as pl
import pytest

from pipeline.formats import stretches
from pipeline.formats.delimited import read_records, read_stretches
from pipeline.formats.stretches import Stretch
from pipeline.formats.tables import HEADER_WITHIN, Header, Shape, cut_table, find_usual, join_parts

HEADER = Header(0, ["Date", "Name", "Amount", "Note"], ",")
CELLS = ("1", "SAMPLE", "", " ", '"a"', '"a,b"', '"a""b"', '""', '"x\ny"', "é", " -x", "\u00a0", "Da")
ODD = (
    "", ",,,", "1,2", "1,2,3,4,5", "1,2,3,4,", "---,---,---,---", "====", "Date,Name,Amount,Note", "Page 9",
    '5" board,2,3,4', '1, "a",3,4', '"a"b,2,3,4', "1,\x00,3,4", "\u2028,,,", " date ,NAME,amount,note", "1,2\r,3,4",
)  # fmt: skip
USUAL = (
    "Page 9,,,",
    '1,"a\nb,c",3,4',
    '"""Date""",2,3,4',
    "\u212a,2,3,4",
    "-1,2,3,4",
    ",,,4",
    '"-","--",,',
    "Dated,,,",
)


@pytest.fixture(autouse=True)
def _short_stretches(monkeypatch):
    monkeypatch.setattr(stretches, "_LEAST", 3)


def text_of(chance: Random, odd: float, end: str) -> str:
    rows = [",".join(chance.choices(CELLS, k=4)) for _ in range(chance.randrange(1, 400))]
    rows = [chance.choice(ODD + USUAL) if chance.random() < odd else row for row in rows]
    return end.join(["Date,Name,Amount,Note", *rows, *[""] * chance.randrange(2)])


def cut(records, shape) -> tuple:
    table = join_parts(list(cut_table(records, HEADER, ["Name", "Amount", 4, "Lost"], shape)))
    return table.frame.rows(), table.damaged.rows(), table.lines, table.blank_lines


def attempt(records, shape) -> tuple | str:
    try:
        return cut(records, shape)
    except Exception as error:  # noqa: BLE001  (which one, and what it says, is compared)
        return repr(error)


@pytest.mark.parametrize("start", range(40))
def test_random_tables_are_cut_alike_fast_and_slowly(start):
    chance = Random(start)  # noqa: S311  (not for secrets)
    end, quotes = chance.choice(["\n", "\r\n", "\r"]), chance.choice(["double", "double", "none"])
    text = text_of(chance, chance.choice([0, 0.003, 0.02]), end)
    shape = Shape(open_end=chance.random() < 0.2, nothing=("sample",) if chance.random() < 0.2 else ())
    size = chance.choice([50, 700, 10**6])
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    usual = find_usual(HEADER, ["Name", "Amount", 4], shape, quotes)
    fast = attempt(read_stretches(pieces, ",", quotes, usual), shape)
    assert fast == attempt(read_records(text, ",", quotes), shape)


def stretches_of(rows: list[str]) -> list[int]:
    usual = find_usual(HEADER, ["Name"], Shape(), "double")
    text = "\n".join(["Date,Name,Amount,Note", *rows, ""])
    return [len(found) for found in read_stretches([text], ",", "double", usual) if isinstance(found, Stretch)]


def test_usual_rows_are_cut_at_once_but_for_those_at_either_end():
    rows = ['1,"SAMPLE, ""A""\nB",3,4'] * 500
    assert stretches_of(rows) == [500 - HEADER_WITHIN // 2 - HEADER_WITHIN]


@pytest.mark.parametrize("odd", ODD)
def test_an_unusual_row_and_those_right_above_it_are_no_part_of_a_stretch(odd):
    rows = ["1,2,3,4"] * 500
    rows[300] = odd
    assert all(found <= 300 - HEADER_WITHIN for found in stretches_of(rows))


@pytest.mark.parametrize("row", USUAL)
def test_rows_that_only_begin_as_furniture_does_are_usual(row):
    lines = 1 + row.count("\n")
    assert stretches_of([row] * 400) == [400 - HEADER_WITHIN - HEADER_WITHIN // lines + (lines == 1)]


def test_columns_of_a_stretch_are_those_of_its_rows():
    usual = find_usual(HEADER, ["Name"], Shape(), "double")
    found, left = stretches.cut_stretch('1,"a ""b""",,\r\n' * 9 + "rest", 7, usual, 4)
    assert (found.line.tolist(), found.lines, left) == ([7, 8, 9, 10, 11], 5, '1,"a ""b""",,\r\n' * 4 + "rest")
    assert found.column(1).equals(pl.Series(['a "b"'] * 5))
    assert found.column(3).null_count() == 5
