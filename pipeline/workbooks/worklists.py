"""The worklists workbook: which claims to work, best first, and how much work and money of each kind and payer.

Here: which sheets there are and the sums over the list. Not here: the tables (`worklists_tables`). Every amount is
read from the marts; every sum is a formula over the table of the list.
"""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks import worklists_tables as tables
from pipeline.workbooks.definitions_sheet import write_definitions
from pipeline.workbooks.sheets import FIRST_ROW, HEAD_HEIGHT, Value, add_sheet, write_formula, write_table
from pipeline.workbooks.styles import open_workbook

Rows = Sequence[Sequence[Value]]
SHORT = 15
"""Days left from which on a deadline is marked."""
HEADS = ["Claims", "Open", "At stake", "Expected", "Hours", "Expected per hour", f"{SHORT} days or less"]
TERMS = {
    "Rank": "worklist.work_rank",
    "Kind": "worklist.kind",
    "Open": "worklist.open_amount",
    "At stake": "worklist.amount_at_stake",
    "Chance": "worklist.chance",
    "Chance rests on": "worklist.chance_support",
    "Expected": "worklist.expected_value",
    "Deadline": "worklist.deadline_date",
    "Weight": "worklist.urgency_weight",
    "Minutes": "worklist.effort_minutes",
    "Score per hour": "worklist.priority_score",
    "Similar": "worklist.similar_count",
    "Not on the list": "worklist",
    "Rejected": "claim_rejections",
    "Usual within": "claim_waits.usual_days",
    "Worked by, Outcome": "To be filled in by who works the claim; nothing is read back from here.",
}


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="Worklists", as_of=datetime.combine(as_of, time()))
    about = f"{practice} · as of {as_of:%Y-%m-%d} · US dollars"
    summary = add_sheet(book, styles, "Summary", "Work to do, by kind, payer and time left", about, as_of)
    book.define_name("As_Of", "=Summary!$B$4")
    summary.write_string(3, 0, "As of", styles["label_bold"])
    summary.write_datetime(3, 1, as_of, styles["date"])
    rows: dict[str, Rows] = {}
    for name, ((fields, sql), title, empty) in tables.TABLES.items():
        rows[name] = con.execute(sql, {"most": tables.MOST}).fetchall()
        sheet = add_sheet(book, styles, name, title, about, as_of)
        write_table(sheet, styles, f"tbl{name}", fields, rows[name], empty=empty, freeze_columns=2)
        if name == "Worklist" and rows[name]:
            last = FIRST_ROW + len(rows[name])
            near = {"type": "cell", "criteria": "<=", "value": SHORT, "format": styles["bad"]}
            sheet.conditional_format(FIRST_ROW + 1, tables.DAYS_LEFT, last, tables.DAYS_LEFT, near)
            sheet.print_area(0, 0, last, tables.PRINTED)
    _write_summary(summary, styles, rows["Worklist"])
    write_definitions(book, styles, con, TERMS, about, as_of)
    book.close()


def _write_summary(sheet: Worksheet, styles: dict[str, Format], work: Rows) -> None:
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, len(HEADS), 15)
    row = 5
    for title, header, index in (
        ("By kind", "Kind", tables.KIND),
        ("By payer", "Payer", tables.PAYER),
        ("By time left", "Span", tables.SPAN),
    ):
        row = _write_block(sheet, styles, work, (title, header, index), row) + 2
    whole = sum((Decimal(str(line[tables.OPEN])) for line in work), Decimal(0))
    sheet.write_string(row, 0, "Kinds add up to the list", styles["label"])
    kinds = len({line[tables.KIND] for line in work})
    write_formula(sheet, row, 1, f"=ROUND(C{8 + kinds}-SUM(tblWorklist[Open]),2)", styles["money"], Decimal(0))
    write_formula(sheet, row, 2, f'=IF(B{row + 1}=0,"PASS","FAIL")', styles["text"], "PASS")
    sheet.write_string(row + 1, 0, "Open on the list", styles["label"])
    write_formula(sheet, row + 1, 1, "=SUM(tblWorklist[Open])", styles["money_link"], whole)


def _write_block(sheet: Worksheet, styles: dict[str, Format], work: Rows, about: tuple[str, str, int], row: int) -> int:
    """One table of sums, most expected dollars first, with its total; gives the row below it."""
    title, header, index = about
    sheet.write_string(row, 0, title, styles["section"])
    for column, head in enumerate([header, *HEADS]):
        sheet.write_string(row + 1, column, head, styles["head_right" if column else "head"])
    sheet.set_row(row + 1, HEAD_HEIGHT)
    names = sorted({str(line[index]) for line in work}, key=lambda name: (-_sums(work, index, name)[3], name))
    first = row + 2
    for at, name in enumerate([*names, None], start=first):
        values, cell = _sums(work, index, name), at + 1
        end = "" if name else "_total"
        where = f"tblWorklist[{header}],$A{cell}"
        formulas = [
            f"=COUNTIFS({where})",
            *(f"=SUMIFS(tblWorklist[{column}],{where})" for column in ("Open", "At stake", "Expected")),
            f"=SUMIFS(tblWorklist[Minutes],{where})/60",
            f"=IF(F{cell}=0,0,ROUND(E{cell}/F{cell},2))",
            f'=COUNTIFS({where},tblWorklist[Days left],"<={SHORT}")',
        ]
        if not name:
            ranges = [f"=SUM({letter}{first + 1}:{letter}{at})" for letter in "BCDEFGH"]
            formulas = [*ranges[:5], formulas[5], ranges[6]] if names else ["=0"] * len(HEADS)
        sheet.write_string(at, 0, name or "All", styles["label" if name else "total_label"])
        for column, (formula, value) in enumerate(zip(formulas, values, strict=True), start=1):
            style = "count" if column in (1, len(HEADS)) else "money"
            write_formula(sheet, at, column, formula, styles[style + end], value)
    return first + len(names) + 1


def _sums(work: Rows, index: int, name: str | None) -> list[Decimal]:
    """Claims, open, at stake, expected, hours, expected per hour and how many are due soon, of one name or of all."""
    own = [line for line in work if name in (line[index], None)]
    money = [sum((Decimal(str(line[at])) for line in own), Decimal(0))
             for at in (tables.OPEN, tables.STAKE, tables.EXPECTED)]  # fmt: skip
    hours = Decimal(sum(int(str(line[tables.MINUTES])) for line in own)) / 60
    soon = sum(line[tables.DAYS_LEFT] is not None and int(str(line[tables.DAYS_LEFT])) <= SHORT for line in own)
    rate = (money[2] / hours).quantize(Decimal("0.01"), ROUND_HALF_UP) if hours else Decimal(0)
    return [Decimal(len(own)), *money, hours, rate, Decimal(soon)]
