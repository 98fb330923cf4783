"""The denials workbook: how many claims come back, why, from whom, what became of them, down to the line.

Here: which sheets there are and what must hold between them. Not here: the tables (`denials_tables`) and the sheets of
formulas (`denials_sheets`). Every amount is read from the marts; every total is a formula over a table.
"""

from datetime import datetime, time
from decimal import Decimal
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks import denials_tables as tables
from pipeline.workbooks.definitions_sheet import write_definitions
from pipeline.workbooks.denials_sheets import Rows, names_by_dollars, write_matrix, write_months, write_pareto
from pipeline.workbooks.sheets import Value, add_sheet, write_formula, write_table
from pipeline.workbooks.styles import open_workbook

TERMS = {
    "Denied (claims)": "K20c",
    "Denied (charges)": "K20d",
    "Not overturned": "denial_trends.not_overturned_amount",
    "Preventable": "denial_trends.preventable_amount",
    "Decided": "denial_trends.decided_count",
    "Denied line": "denials",
    "Reason": "denials.category",
    "What the code says": "denials.reason",
    "Group": "denials.group_code",
    "First answer": "denials.is_initial",
    "Overturned": "denials.is_overturned",
    "Charged": "The line's charge, on the row of the reason that took most of it, so that charges add up.",
    "Denied": "denials.denied_amount",
    "Pareto": "Reasons with most denied dollars first; the share they make up so far shows the few that matter.",
}


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="Denials", as_of=datetime.combine(as_of, time()))
    about = f"{practice} · as of {as_of:%Y-%m-%d} · US dollars"
    names = {
        "Summary": "Denials", "Pareto": "Denied dollars by reason", "CategoryPayer": "Denied dollars, reason by payer",
        "Trend": "First decisions by month and payer", "Overturns": "What became of denied lines",
        "Lines": "Denied lines",
    }  # fmt: skip
    sheet = {name: add_sheet(book, styles, name, title, about, as_of) for name, title in names.items()}
    trend = con.execute(tables.TREND[1]).fetchall()
    lines = con.execute(tables.LINES[1], {"most": tables.MOST_LINES}).fetchall()
    none = "No denial: no remittance (835) has landed, or none of them denies anything."
    write_table(sheet["Trend"], styles, "tblTrend", tables.TREND[0], trend, empty=none, freeze_columns=2)
    write_table(sheet["Lines"], styles, "tblLines", tables.LINES[0], lines, empty=none, freeze_columns=5)
    write_table(sheet["Overturns"], styles, "tblOverturns", tables.OVERTURNS[0], _overturns(lines), empty=none)
    write_pareto(book, sheet["Pareto"], styles, lines)
    write_matrix(sheet["CategoryPayer"], styles, lines)
    below = write_months(sheet["Summary"], styles, trend, 5)
    sheet["Summary"].set_column(0, 0, 40)
    sheet["Summary"].set_column(1, 10, 13)
    sheet["Summary"].write_string(3, 0, "By month of the first decision of the primary payer", styles["section"])
    _write_checks(sheet["Summary"], styles, con, trend, lines, below + 1)
    write_definitions(book, styles, con, TERMS, about, as_of)
    book.close()


def _overturns(lines: Rows) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for reason in names_by_dollars(lines, tables.REASON):
        of_reason = [line for line in lines if line[tables.REASON] == reason]
        for payer in names_by_dollars(of_reason, tables.PAYER):
            own = [line for line in of_reason if line[tables.PAYER] == payer]
            overturned = [line for line in own if line[tables.OVERTURNED] == "yes"]
            denied, back = (
                sum((Decimal(str(line[tables.DENIED])) for line in part), Decimal(0)) for part in (own, overturned)
            )
            rate = Decimal(len(overturned)) / len(own)
            rows.append((reason, payer, len(own), len(overturned), rate, denied, back, denied - back))
    return rows


def _denied(lines: Rows) -> Decimal:
    return sum((Decimal(str(line[tables.DENIED])) for line in lines), Decimal(0))


def _write_checks(
    sheet: Worksheet,
    styles: dict[str, Format],
    con: duckdb.DuckDBPyConnection,
    trend: Rows,
    lines: Rows,
    row: int,
) -> None:
    """What the lines hold together, and three checks: with the published KPI, and of the sheets with the lines."""
    denied = _denied(lines)
    reasons, payers = len(names_by_dollars(lines, tables.REASON)), len(names_by_dollars(lines, tables.PAYER))
    claims = sum(int(str(line[4])) for line in trend)
    published = con.execute(tables.KPIS).fetchall()[0][0]
    sheet.write_string(row, 0, "Denied lines in this workbook", styles["section"])
    months = sorted({str(line[0]) for line in lines})
    span = f"{months[0]} to {months[-1]}" if months else "none"
    for column, head in enumerate(("", "Left", "Right", "Difference", "Result")):
        sheet.write_string(row + 3, column, head, styles["head_right" if column else "head"])
    sheet.write_string(row + 1, 0, f"Dollars denied, decided {span}", styles["label"])
    write_formula(sheet, row + 1, 1, "=SUM(tblLines[Denied])", styles["money_link"], denied)
    matrix = f"=SUM(CategoryPayer!B6:{xl_col_to_name(payers)}{5 + max(reasons, 1)})"
    for at, (words, left, left_value, right, right_value) in enumerate(
        [
            ("Denied claims of all months = published K20c", "=SUM(tblTrend[Denied])", claims, None, published),
            ("Pareto = lines", f"=SUM(Pareto!C6:C{5 + max(reasons, 1)})", denied, "=SUM(tblLines[Denied])", denied),
            ("Reason by payer = lines", matrix, denied, "=SUM(tblLines[Denied])", denied),
        ],
        start=row + 4,
    ):
        style = styles["count" if right is None else "money"]
        sheet.write_string(at, 0, words, styles["label"])
        write_formula(sheet, at, 1, left, style, left_value)
        if right is None:
            sheet.write_number(at, 2, right_value, style)
        else:
            write_formula(sheet, at, 2, right, style, right_value)
        write_formula(sheet, at, 3, f"=ROUND(B{at + 1}-C{at + 1},2)", styles["money"], left_value - right_value)
        verdict = "PASS" if left_value == right_value else "FAIL"
        write_formula(sheet, at, 4, f'=IF(D{at + 1}=0,"PASS","FAIL")', styles["text"], verdict)
    sheet.conditional_format(row + 4, 4, row + 6, 4, {"type": "cell", "criteria": "==", "value": '"FAIL"',
                                                      "format": styles["bad"]})  # fmt: skip
