"""The daily reconciliation: is every bank credit explained, and what needs a person today.

Here: which figures stand on which sheet. Not here: how a sheet looks (`styles`, `sheets`) and what a figure means
(the marts). Every amount is read from the marts; every total on `Proof` and `Checks` is a live formula over sheets.
"""

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.daily_tables import SHEETS
from pipeline.workbooks.proof_sheet import write_proof
from pipeline.workbooks.sheets import Value, add_sheet, write_formula, write_table
from pipeline.workbooks.styles import open_workbook
from pipeline.workbooks.unposted import SAYS

Rows = list[tuple[Value, ...]]
PROVED = "bank_credits_proved"


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="Daily reconciliation", as_of=datetime.combine(as_of, time()))
    proof = add_sheet(
        book, styles, "Proof", practice, f"Daily reconciliation as of {as_of:%Y-%m-%d} · US dollars", as_of
    )
    rows: dict[str, Rows] = {}
    for name, ((fields, sql), title, empty) in SHEETS.items():
        rows[name] = con.execute(sql).fetchall()
        sheet = add_sheet(book, styles, name, title, f"{practice} · as of {as_of:%Y-%m-%d} · US dollars", as_of)
        write_table(sheet, styles, f"tbl{name}", fields, rows[name], empty=empty)
        if name == "Unposted" and rows[name]:
            sheet.write_string(2, 0, SAYS, styles["subtitle"])
        if name == "Checks":
            _add_own_checks(sheet, styles, rows)
    write_proof(proof, styles, rows, as_of)
    book.close()


def _add_own_checks(sheet: Worksheet, styles: dict[str, Format], rows: dict[str, Rows]) -> None:
    """Two checks of the workbook itself: the deposits sheet adds up, and its total is the one the marts proved."""
    zero = Decimal(0)
    deposits = sum((row[3] for row in rows["Deposits"]), zero)
    explained = sum((row[4] + row[5] + row[6] for row in rows["Deposits"]), zero)
    proved = next((row[2] for row in rows["Checks"] if row[0] == PROVED), zero)
    parts = "+".join(f"SUM(tblDeposits[{part}])" for part in ("Matched", "Classified", "Exceptions"))
    found = f'IFERROR(INDEX(tblChecks[Left],MATCH("{PROVED}",tblChecks[Check],0)),0)'
    top = len(rows["Checks"]) + 7
    sheet.write_string(top, 0, "This workbook", styles["section"])
    for row, says, formula, right in (
        (top + 1, "Deposits sheet: amount = matched + classified + exceptions", f"={parts}", explained),
        (top + 2, "Deposits sheet: amount = bank credits the marts proved", f"={found}", proved),
    ):
        cell, difference = row + 1, deposits - right
        sheet.write_string(row, 1, says, styles["label"])
        write_formula(sheet, row, 2, "=SUM(tblDeposits[Amount])", styles["money_link"], deposits)
        write_formula(sheet, row, 3, formula, styles["money_link"], right)
        write_formula(sheet, row, 4, f"=ROUND(C{cell}-D{cell},2)", styles["money"], difference)
        verdict = "FAIL" if difference else "PASS"
        write_formula(sheet, row, 6, f'=IF(E{cell}=0,"PASS","FAIL")', styles["text"], verdict)
