"""The controls workbook: recalculated by another program, its totals the marts', honest where a source lacks."""

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import load_workbooks

NAME = "controls"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=100)


def test_the_summary_adds_up_to_what_the_marts_found(book, sample_run):
    cells = read_cells(book, formulas=False)
    [row] = [cell[1:] for (sheet, cell), value in cells.items() if sheet == "Summary" and value == "All"]
    [(count, amount)] = sample_run.ask("select count(*), sum(amount) from adjustment_controls")
    assert (cells["Summary", f"E{row}"], round(cells["Summary", f"F{row}"] * 100)) == (count, int(amount * 100))
    verdicts = [value for (sheet, _), value in cells.items() if sheet == "Summary" and value in {"PASS", "FAIL"}]
    assert verdicts == ["PASS"] * 4


def test_controls_without_their_source_are_not_called_clean_and_accuse_nobody(sample_run):
    coverage = dict(sample_run.ask("select control, is_provided from control_coverage"))
    found = {control for (control,) in sample_run.ask("select distinct control from adjustment_controls")}
    for control in ("cash_voided_same_day", "refund_not_approved", "login_unknown"):
        assert not coverage[control], control
    assert coverage["contractual_beyond_remittance"]
    assert found <= {control for control, is_provided in coverage.items() if is_provided}


def test_sheets_whose_source_is_missing_stay_and_say_what_that_costs(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        for mart in ("adjustment_controls", "write_offs", "refund_controls", "credit_controls", "duty_conflicts",
                     "productivity", "prior_period_adjustments"):  # fmt: skip
            con.execute(f"delete from marts.{mart}")  # noqa: S608
        con.execute("update marts.control_coverage set is_provided = false, finding_count = 0, finding_amount = 0")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    cells = read_cells(tmp_path / "out.xlsx", formulas=False)
    said = {sheet: str(cells.get((sheet, "A3"), "")) for sheet, _ in cells}
    for sheet in ("WriteOffs", "Refunds", "Duties", "Productivity"):
        assert said[sheet].startswith("Not provided"), sheet
    assert said["Credits"].startswith("No credit balance")
