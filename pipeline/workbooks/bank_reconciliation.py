"""The bank reconciliation: does every account agree with the ledger, by which items, and which entries are missing.

Here: which figures stand on which sheet. Not here: how a sheet looks (`styles`, `sheets`), the laid-out proofs
(`cash_proof_sheet`) and what a figure means (the marts). Every amount is read from the marts; every total is a formula.
"""

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks import bank_tables
from pipeline.workbooks.cash_proof_sheet import write_proofs, write_reconciliation
from pipeline.workbooks.sheets import Field, Value, add_sheet, write_formula, write_table
from pipeline.workbooks.styles import open_workbook

TABLES = {
    "Items": (bank_tables.ITEMS, "Items only one of bank and books knows", "No item: bank and books know the same."),
    "GLTieOut": (bank_tables.TIES, "Control accounts of the ledger against their sub-ledgers", "No ledger delivered."),
    "GLItems": (bank_tables.TIE_ITEMS, "What lies between ledger and sub-ledgers", "Nothing lies between."),
    "Journal": (bank_tables.ENTRIES, "Journal entries proposed, not booked", "The books lack no entry."),
    "Templates": (bank_tables.TEMPLATES, "Journal entries by template", "No entry: no bank line and no posting."),
}
"""Each sheet that is a table: its columns and query, its title, and what it says when it is empty."""
CHECKED = [
    Field("Check", 30),
    Field("What must hold", 78, "wrap"),
    Field("Left", 16, "money"),
    Field("Right", 16, "money"),
    Field("Difference", 14, "money"),
    Field("Result", 9),
]
ABSENT = "Not provided: the proof needs bank statements and the ledger account the seed bank_accounts names for them."


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="Bank reconciliation", as_of=datetime.combine(as_of, time()))
    about = f"{practice} · as of {as_of:%Y-%m-%d} · US dollars"
    reconciled = add_sheet(book, styles, "BankRec", "Bank reconciliation", about, as_of)
    proved = add_sheet(book, styles, "ProofOfCash", "Four-column proof of cash", about, as_of)
    proofs = con.execute(bank_tables.PROOF).fetchall()
    for name, ((fields, sql), title, empty) in TABLES.items():
        rows = con.execute(sql).fetchall()
        sheet = add_sheet(book, styles, name, title, about, as_of)
        write_table(sheet, styles, f"tbl{name}", fields, rows, empty=empty)
        if name == "Journal":
            _write_balance(sheet, styles, rows)
    checked = con.execute(bank_tables.CHECKS).fetchall()
    sheet = add_sheet(book, styles, "Checks", "What must hold", about, as_of)
    passed = [(*row[:5], row[5].upper()) for row in checked]
    write_table(sheet, styles, "tblChecks", CHECKED, passed, empty="No check of this kind ran.")
    if proofs:
        places = write_proofs(proved, styles, proofs)
        cells: dict[tuple[str, str], dict[str, tuple[Decimal, Decimal, Decimal, Decimal]]] = {}
        for row in proofs:
            cells.setdefault((row[0], row[1]), {})[row[2]] = row[6:]
        write_reconciliation(reconciled, styles, con.execute(bank_tables.RECONCILIATIONS).fetchall(), cells, places)
    else:
        reconciled.write_string(3, 0, ABSENT, styles["attention"])
        proved.write_string(3, 0, ABSENT, styles["attention"])
    book.close()


def _write_balance(sheet: Worksheet, styles: dict[str, Format], rows: list[tuple[Value, ...]]) -> None:
    """Above the entries: debits, credits and their difference."""
    debits, credits_ = (sum((row[index] for row in rows), Decimal(0)) for index in (5, 6))
    sheet.write_string(2, 4, "Debits, credits, difference", styles["label_bold"])
    write_formula(sheet, 2, 5, "=SUM(tblJournal[Debit])", styles["money_link"], debits)
    write_formula(sheet, 2, 6, "=SUM(tblJournal[Credit])", styles["money_link"], credits_)
    write_formula(sheet, 2, 7, "=ROUND(F3-G3,2)", styles["money"], debits - credits_)
