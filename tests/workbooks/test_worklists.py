"""The worklists workbook: recalculated by another program, its sums those of the list, every claim once."""

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import load_workbooks

NAME = "worklists"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=100)


def test_the_list_is_the_marts_and_its_sums_are_those_of_the_list(book, sample_run):
    cells = read_cells(book, formulas=False)
    claims = [value for (sheet, place), value in cells.items() if sheet == "Worklist" and place[0] == "B"][1:]
    assert claims == [claim for (claim,) in sample_run.ask("select claim_number from worklist order by work_rank")]
    assert len(claims) == len(set(claims)) > 0
    totals = [int(place[1:]) for (sheet, place), value in cells.items() if (sheet, value) == ("Summary", "All")]
    [(count, still_open, expected)] = sample_run.ask(
        "select count(*), sum(open_amount), sum(expected_value) from worklist"
    )
    for row in totals:
        found = [round(cells["Summary", f"{letter}{row}"] * 100) for letter in "BCE"]
        assert found == [count * 100, int(still_open * 100), int(expected * 100)]
    assert len(totals) == 3


def test_without_work_the_sheets_say_so(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        con.execute("delete from marts.worklist")
        con.execute("delete from marts.claim_rejections")
        con.execute("delete from marts.claim_waits")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    said = [str(value) for value in read_cells(tmp_path / "out.xlsx", formulas=False).values()]
    assert sum(words.startswith("No claim") for words in said) == 3
