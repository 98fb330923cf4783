"""The A/R workbook: what is owed on three clocks, by whom, how it got there, what is owed back, and every KPI.

Here: which figures stand on which sheet, and what must hold between them. Not here: how a sheet looks (`styles`,
`sheets`), grids and tables (`ar_grids`, `ar_tables`, `kpi_sheet`) and what a figure means (the marts).
"""

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks import ar_tables
from pipeline.workbooks.ar_grids import write_clocks, write_cut
from pipeline.workbooks.kpi_sheet import write_kpis
from pipeline.workbooks.sheets import Value, add_sheet, write_formula, write_table
from pipeline.workbooks.styles import open_workbook

CUTS = {"ByPayer": ("Payer", 6), "ByClass": ("Class", 5), "ByLocation": ("Location", 4)}
"""Sheets of one clock, each with the column of the table it is cut by and where that stands in a row."""
TABLES = {
    "Rollforward": (ar_tables.ROLLFORWARD, "How receivables got from one month-end to the next", "Nothing moved."),
    "Credits": (ar_tables.CREDITS, "What we owe back, soonest due first", "No credit balance."),
    "OpenItems": (ar_tables.OPEN_ITEMS, "Open items, largest first", "Nothing is owed."),
    "Aging": (ar_tables.AGING, "The aging behind the sheets before, for pivots", "Nothing is owed."),
}
"""Each sheet that is a table: its columns and query, its title, and what it says when it is empty."""
FROM_MARTS = """select (select coalesce(sum(ending_amount), 0) from marts.ar_rollforward where period = $period),
    (select coalesce(max(right_amount), 0) from marts.checks where check_id = 'credit_balances_equal_open_credits')"""
UNLISTED_CELL = "B3"
Check = tuple[str, str, Decimal, str | None, Decimal]
"""What must be equal, the left formula and its value, the right formula (None where the marts say it) and its value."""


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="A/R aging", as_of=datetime.combine(as_of, time()))
    about, period = f"{practice} · as of {as_of:%Y-%m-%d} · US dollars", f"{as_of:%Y-%m}"
    rows = {name: con.execute(sql).fetchall() for name, ((_, sql), _, _) in TABLES.items()}
    entities = sorted({str(row[3]) for row in rows["Aging"]})
    summary = add_sheet(book, styles, "Summary", "Aged receivables on three clocks", about, as_of)
    total = write_clocks(summary, styles, rows["Aging"], entities)
    _name_headlines(book, total)
    for name, (header, source) in CUTS.items():
        title = f"Aged receivables by {header.lower()}"
        write_cut(add_sheet(book, styles, name, title, about, as_of), styles, rows["Aging"], entities, header, source)
    for name, ((fields, _), title, empty) in TABLES.items():
        sheet = add_sheet(book, styles, name, title, about, as_of)
        write_table(sheet, styles, f"tbl{name}", fields, rows[name], empty=empty, freeze_columns=2)
        sheet.conditional_format(4, 0, 5 + len(rows[name]), 40, _failing(styles))
    write_kpis(add_sheet(book, styles, "KPI", "Every KPI with its parts", about, as_of), styles, con, period)
    unlisted = con.execute(ar_tables.UNLISTED).fetchall()[0][0]
    ending, credits_ = con.execute(FROM_MARTS, {"period": period}).fetchall()[0]
    sheet = add_sheet(book, styles, "Checks", "What must hold", about, as_of)
    sheet.write_string(2, 0, f"Open items beyond the largest {ar_tables.MOST_ITEMS:,}", styles["label"])
    sheet.write_number(2, 1, unlisted, styles["money"])
    checks = _checks(rows, period, (unlisted, ending, credits_))
    _write_checks(sheet, styles, checks)
    passed = all(left == right for _, _, left, _, right in checks)
    verdict = f'=IF(COUNTIF(Checks!E6:E{5 + len(checks)},"FAIL")=0,"EVERY CHECK PASSES","A CHECK FAILS")'
    write_formula(summary, 2, 0, verdict, styles["label_bold"], "EVERY CHECK PASSES" if passed else "A CHECK FAILS")
    fields, sql = ar_tables.DEFINITIONS
    sheet = add_sheet(book, styles, "Definitions", "What the figures mean", about, as_of)
    write_table(sheet, styles, "tblDefinitions", fields, con.execute(sql).fetchall(), empty="The catalog is empty.")
    book.close()


def _name_headlines(book: Workbook, total: int) -> None:
    """Names for the figures people link to: of the service-date clock, for the entity chosen on the sheet."""
    for name, cell in {"AR_Debit": f"C${total}", "AR_Credit": f"D${total}", "AR_Net": f"E${total}",
                       "AR_Over_90": f"C${total + 1}", "AR_Over_90_Share": f"C${total + 2}"}.items():  # fmt: skip
        book.define_name(name, f"=Summary!${cell}")


def _checks(
    rows: dict[str, list[tuple[Value, ...]]], period: str, known: tuple[Decimal, Decimal, Decimal]
) -> list[Check]:
    """What must hold: words, a formula with its value, and the formula and value it must equal."""
    unlisted, ending, credits_ = known
    zero = Decimal(0)
    net = {clock: sum((row[10] for row in rows["Aging"] if row[0] == clock), zero) for clock in ("dos", "bill", "resp")}
    of = {clock: f'=SUMIFS(tblAging[Net],tblAging[Clock],"{clock}")' for clock in net}
    rolled, listed = rows["Rollforward"], sum((row[15] for row in rows["OpenItems"]), zero)
    ends = f'=SUMIFS(tblRollforward[Ending],tblRollforward[Month],"{period}")'
    footed = sum((row[15] for row in rolled if row[0] == period), zero)
    misfooted, broken = (Decimal(sum(row[column] == "FAIL" for row in rolled)) for column in (17, 19))
    owed = sum((row[5] for row in rows["Credits"]), zero)
    return [
        ("Aging since the service = aging since the first bill", of["dos"], net["dos"], of["bill"], net["bill"]),
        ("Aging since the service = aging since responsibility", of["dos"], net["dos"], of["resp"], net["resp"]),
        ("Aging = endings of the roll-forward", of["dos"], net["dos"], ends, footed),
        ("Roll-forward = endings of the ledger", ends, footed, None, ending),
        ("Open items listed, and those not listed = aging", f"=SUM(tblOpenItems[Open])+{UNLISTED_CELL}",
         listed + unlisted, of["dos"], net["dos"]),
        ("Months that do not foot = none", '=COUNTIF(tblRollforward[Foots],"FAIL")', misfooted, None, zero),
        ("Months that do not go on = none", '=COUNTIF(tblRollforward[Goes on],"FAIL")', broken, None, zero),
        ("Transfers between charge lines = nothing", "=SUM(tblRollforward[Transfers])",
         sum((row[14] for row in rolled), zero), None, zero),
        ("Credit balances = charge lines below zero", "=SUM(tblCredits[Amount])", owed, None, credits_),
    ]  # fmt: skip


def _write_checks(sheet: Worksheet, styles: dict[str, Format], checks: list[Check]) -> None:
    sheet.set_column(0, 0, 52)
    sheet.set_column(1, 3, 18)
    sheet.set_column(4, 4, 10)
    for column, head in enumerate(("What must be equal", "Left", "Right", "Difference", "Result")):
        sheet.write_string(4, column, head, styles["head_right" if 0 < column < 4 else "head"])  # noqa: PLR2004
    for row, (says, left, left_value, right, right_value) in enumerate(checks, start=5):
        sheet.write_string(row, 0, says, styles["label"])
        write_formula(sheet, row, 1, left, styles["money_link"], left_value)
        if right:
            write_formula(sheet, row, 2, right, styles["money_link"], right_value)
        else:
            sheet.write_number(row, 2, right_value, styles["money"])
        write_formula(sheet, row, 3, f"=ROUND(B{row + 1}-C{row + 1},2)", styles["money"], left_value - right_value)
        verdict = "FAIL" if left_value != right_value else "PASS"
        write_formula(sheet, row, 4, f'=IF(D{row + 1}=0,"PASS","FAIL")', styles["text"], verdict)
    sheet.conditional_format(5, 4, 4 + len(checks), 4, _failing(styles))
    sheet.freeze_panes(5, 1)


def _failing(styles: dict[str, Format]) -> dict[str, object]:
    return {"type": "cell", "criteria": "==", "value": '"FAIL"', "format": styles["bad"]}
