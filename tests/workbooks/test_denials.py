"""The denials workbook: recalculated by another program, its figures those of the marts, honest without denials."""

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import load_workbooks

NAME = "denials"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=150)


def test_months_reasons_and_the_matrix_agree_with_the_marts(book, sample_run):
    cells = read_cells(book, formulas=False)
    row = next(int(place[1:]) for (sheet, place), value in cells.items() if (sheet, value) == ("Summary", "All months"))
    found = [round(cells.get(("Summary", f"{letter}{row}"), 0) * 100) for letter in "BCDFGHI"]
    (expected,) = sample_run.ask(
        "select sum(decided_count), sum(denied_count), sum(not_overturned_count), sum(decided_amount), "
        "sum(denied_amount), sum(not_overturned_amount), sum(preventable_amount) from denial_trends"
    )
    assert found == [int(value * 100) for value in expected]
    [(denied,)] = sample_run.ask("select sum(denied_amount) from denials")
    lines = [value for (sheet, place), value in cells.items() if sheet == "Lines" and place[0] == "R" and place != "R5"]
    assert round(sum(lines) * 100) == int(denied * 100)
    assert [value for (sheet, _), value in cells.items() if sheet == "Summary"].count("PASS") == 3


def test_every_table_is_ready_for_a_pivot_and_the_words_are_defined(book):
    openpyxl = pytest.importorskip("openpyxl")
    loaded = openpyxl.load_workbook(book)
    assert loaded.sheetnames == ["Summary", "Pareto", "CategoryPayer", "Trend", "Overturns", "Lines", "Definitions"]
    for name in ("Trend", "Overturns", "Lines", "Definitions"):
        assert list(loaded[name].tables) == [f"tbl{name}"]
        assert loaded[name].freeze_panes
    meanings = [row[1].value for row in loaded["Definitions"].iter_rows(min_row=6)]
    assert all(meanings)


def test_without_denials_the_sheets_say_so(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        con.execute("delete from marts.denials")
        con.execute("delete from marts.denial_trends")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    said = [str(value) for (sheet, _), value in read_cells(tmp_path / "out.xlsx", formulas=False).items()
            if sheet in ("Trend", "Lines")]  # fmt: skip
    assert sum(words.startswith("No denial") for words in said) == 2
