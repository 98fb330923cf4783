"""The bank reconciliation workbook: recalculated by another program, proved to the cent, honest when a side lacks."""

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import load_workbooks

NAME = "bank_reconciliation"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=150)


def test_both_sides_of_every_account_and_month_arrive_at_the_same_balance(book, sample_run):
    cells = read_cells(book, formulas=False)
    words = {cell: value for cell, value in cells.items() if cell[0] == "BankRec"}
    [row] = [int(cell[1][1:]) for cell, value in words.items() if value == "Difference (must be 0.00)"]
    months = sample_run.ask("select count(*) from bank_reconciliations")[0][0]
    assert [round(words["BankRec", f"{'BCDEFGHIJKLM'[month]}{row}"] * 100) for month in range(months)] == [0] * months
    [adjusted] = [int(cell[1][1:]) for cell, value in words.items() if value == "= adjusted bank"]
    newest = sample_run.ask("select adjusted_bank_amount from bank_reconciliations order by period desc limit 1")
    assert round(words["BankRec", f"B{adjusted}"] * 100) == int(newest[0][0] * 100)


def test_proposed_entries_balance_on_their_sheet(book, sample_run):
    cells = read_cells(book, formulas=False)
    [(debits,)] = sample_run.ask("select sum(debit_amount) from journal_entries where state = 'proposed'")
    assert round(cells["Journal", "F3"] * 100) == round(cells["Journal", "G3"] * 100) == int(debits * 100)


def test_without_a_ledger_the_sheets_say_what_is_missing(sample_run, tmp_path):
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        con.execute("delete from marts.proof_of_cash")
        con.execute("delete from marts.proof_of_cash_items")
        con.execute("delete from marts.bank_reconciliations")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    said = [str(value) for (sheet, _), value in read_cells(tmp_path / "out.xlsx", formulas=False).items()
            if sheet in ("BankRec", "ProofOfCash")]  # fmt: skip
    assert sum(words.startswith("Not provided") for words in said) == 2
