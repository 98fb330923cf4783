"""The A/R workbook: recalculated by another program, three clocks that agree, a roll-forward that foots, no person."""

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import ar_grids, load_workbooks

NAME = "ar_aging"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


@pytest.fixture(scope="module")
def cells(book):
    return read_cells(book, formulas=False)


def cents(value):
    return round(float(value) * 100)


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=300)


def test_each_clock_of_the_summary_is_the_mart(cells, sample_run):
    sums = sample_run.ask("select clock, sum(debit_amount), sum(net_amount) from ar_aging group by clock")
    owed = {clock: (cents(debit), cents(net)) for clock, debit, net in sums}
    shares = dict(sample_run.ask("select kpi_id, sum(numerator) / sum(denominator) from kpi_values "
                                 "where grain = 'practice' and is_measurable group by kpi_id"))  # fmt: skip
    for clock, debit, net in zip(ar_grids.CLOCKS, "CGK", "EIM", strict=True):
        assert tuple(cents(cells["Summary", f"{column}18"]) for column in (debit, net)) == owed[clock]
        assert cells["Summary", f"{debit}20"] == pytest.approx(shares[f"K05_{clock}"], abs=1e-12)


@pytest.mark.parametrize("sheet", ["ByPayer", "ByClass", "ByLocation"])
def test_every_cut_adds_up_to_the_summary(cells, sheet):
    rows = [row for (of, address), value in cells.items() if of == sheet and value == "Total" for row in [address[1:]]]
    assert [cents(cells[sheet, f"{column}{rows[0]}"]) for column in "KNO"] == [
        cents(cells["Summary", f"{column}18"]) for column in "CDE"
    ]


def test_the_roll_forward_foots_and_every_check_passes(cells):
    verdicts = [value for (sheet, address), value in cells.items() if sheet == "Rollforward" and address[0] in "RT"]
    assert set(verdicts) == {"Foots", "Goes on", "PASS"}
    results = [value for (sheet, address), value in cells.items() if sheet == "Checks" and address[0] == "E"]
    assert results[0] == "Result"
    assert set(results[1:]) == {"PASS"}
    assert cells["Summary", "A3"] == "EVERY CHECK PASSES"


def test_a_month_that_does_not_foot_is_said_in_red_words(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        con.execute("update marts.ar_rollforward set charge_amount = charge_amount + 0.01 where ar_rollforward_id = "
                    "(select max(ar_rollforward_id) from marts.ar_rollforward)")  # fmt: skip
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    said = read_cells(tmp_path / "out.xlsx", formulas=False)
    assert list(said.values()).count("FAIL") >= 2
    assert said["Summary", "A3"] == "A CHECK FAILS"


def test_without_charges_every_sheet_is_there_and_says_that_nothing_is_owed(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        for mart in ("ar_aging", "ar_open_items", "ar_rollforward", "credit_balances", "kpi_values"):
            con.execute(f"delete from marts.{mart}")  # noqa: S608
        con.execute("delete from marts.checks")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    said = read_cells(tmp_path / "out.xlsx", formulas=False)
    assert [said[sheet, "A3"] for sheet in ("OpenItems", "Credits", "KPI")] == [
        "Nothing is owed.",
        "No credit balance.",
        "No KPI is defined.",
    ]


def test_open_items_name_claims_and_charges_and_no_person(book):
    [head] = [[cell.value for cell in row] for row in _sheet(book, "OpenItems").iter_rows(min_row=5, max_row=5)]
    assert {"Charge", "Claim"} <= set(head)
    assert not {word for name in head for word in ("patient", "member", "birth", "name") if word in name.lower()}


def _sheet(book, name):
    openpyxl = pytest.importorskip("openpyxl")
    return openpyxl.load_workbook(book, read_only=True)[name]
