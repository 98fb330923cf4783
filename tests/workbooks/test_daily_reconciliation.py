"""The daily workbook: recalculated by another program, cell by cell the same; text never a formula; same bytes."""

import zipfile

import duckdb
import pytest
from libreoffice import assert_recalculates, read_cells

from pipeline.workbooks import load_workbooks

NAME = "daily_reconciliation"


@pytest.fixture(scope="module")
def book(sample_run):
    return sample_run.snapshot / "workbooks" / f"{NAME}.xlsx"


def test_libreoffice_recalculates_every_formula_to_the_value_it_carries(book, common_folder):
    assert_recalculates(book, common_folder, at_least=300)


def test_the_proof_sheet_balances_and_its_parts_are_the_marts(book, sample_run):
    cells = read_cells(book, formulas=False)
    [(credited, matched, classified, opened)] = sample_run.ask(
        "select sum(amount), sum(matched_amount), sum(classified_amount), sum(exception_amount) from deposits"
    )
    found = [round(cells["Proof", f"C{row}"] * 100) for row in (7, 8, 9, 10)]
    assert found == [int(amount * 100) for amount in (credited, matched, classified, opened)]
    assert cells["Proof", "C12"] == "BALANCED"


def test_every_sheet_has_a_frozen_header_a_named_table_and_repeats_its_head_in_print(book):
    openpyxl = pytest.importorskip("openpyxl")
    loaded = openpyxl.load_workbook(book)
    assert loaded.sheetnames[0] == "Proof"
    for sheet in loaded.worksheets[1:]:
        assert sheet.freeze_panes, sheet.title
        assert sheet.tables, sheet.title
        assert sheet.print_title_rows, sheet.title


def test_text_of_a_source_never_becomes_a_formula_or_a_link(sample_run, tmp_path):
    payloads = [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        '=HYPERLINK("http://x")',
        "http://example.org",
        "mailto:a@b",
        "\t=1",
        "00123",
    ]
    work = tmp_path / "warehouse.duckdb"
    work.write_bytes((sample_run.snapshot / "warehouse.duckdb").read_bytes())
    with duckdb.connect(work) as con:
        for number, payload in enumerate(payloads):
            con.execute(
                "update marts.exceptions set reference = ?, payer_name = ? where exception_id = "
                "(select exception_id from marts.exceptions order by exception_id limit 1 offset ?)",
                [payload, payload, number % 6],
            )
        con.execute("update marts.deposits set payer_name = '=cmd()'")
        load_workbooks()[NAME].write(con, tmp_path / "out.xlsx")
    own = set(map(str, read_cells(sample_run.snapshot / "workbooks" / f"{NAME}.xlsx", formulas=True).values()))
    assert set(map(str, read_cells(tmp_path / "out.xlsx", formulas=True).values())) <= own
    with zipfile.ZipFile(tmp_path / "out.xlsx") as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]
        assert not [name for name in parts.namelist() if name.endswith(".rels") and b"http://x" in parts.read(name)]


def test_the_same_marts_give_the_same_bytes(sample_run, tmp_path):
    with duckdb.connect(sample_run.snapshot / "warehouse.duckdb", read_only=True) as con:
        for name in ("one.xlsx", "two.xlsx"):
            load_workbooks()[NAME].write(con, tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
