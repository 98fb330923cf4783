"""The controls workbook: which write-offs, voids, refunds and postings need a second look, and what must go back.

Here: which sheet follows which. Not here: the summary (`controls_summary`), what stands in each table
(`controls_tables`, `controls_money`), and what a control means (the marts). For the supervisor: it names logins.
"""

from datetime import datetime, time
from pathlib import Path

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.controls_money import SOURCE
from pipeline.workbooks.controls_summary import write_summary
from pipeline.workbooks.controls_tables import NOBODY, NOT_PROVIDED, TABLES
from pipeline.workbooks.sheets import FIRST_ROW, Value, add_sheet, write_table
from pipeline.workbooks.styles import open_workbook

AS_OF_ROW = 2
CREDIT_CLOCK, CREDIT_DAYS = 8, 7
UNSEEN = "select control, says from marts.control_coverage where not is_provided"


def write(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write the workbook from the marts of the connected snapshot; amounts in US dollars."""
    as_of, practice = con.execute("select as_of, practice_name from marts.run_context").fetchall()[0]
    book, styles = open_workbook(path, title="Controls", as_of=datetime.combine(as_of, time()))
    about = f"{practice} · as of {as_of:%Y-%m-%d} · US dollars · names logins, no patients"
    summary = add_sheet(book, styles, "Summary", "Controls over adjustments, refunds and duties", about, as_of)
    summary.write_string(AS_OF_ROW, 0, "As of", styles["label_bold"])
    summary.write_datetime(AS_OF_ROW, 1, datetime.combine(as_of, time()), styles["date"])
    book.define_name("As_Of", f"=Summary!$B${AS_OF_ROW + 1}")
    unseen = dict(con.execute(UNSEEN).fetchall())
    rows: dict[str, list[tuple[Value, ...]]] = {}
    for name, ((fields, sql), title, empty) in TABLES.items():
        rows[name] = con.execute(sql.replace("{source}", SOURCE)).fetchall()
        sheet = add_sheet(book, styles, name, title, about, as_of)
        missing = unseen.get(NOT_PROVIDED.get(name, ""))
        says = f"{missing} {NOBODY}" if name == "Duties" and missing else missing or empty
        write_table(sheet, styles, f"tbl{name}", fields, rows[name], empty=says)
        if name == "Credits":
            _mark_clocks(sheet, styles, len(rows[name]))
    write_summary(summary, styles, rows, AS_OF_ROW)
    book.close()


def _mark_clocks(sheet: Worksheet, styles: dict[str, Format], count: int) -> None:
    """Colour the clocks that have run out and those that run out within a week; the words stand beside."""
    first, last = FIRST_ROW + 1, FIRST_ROW + max(count, 1)
    for words, style in (("overdue", "bad"), ("due within 7 days", "attention")):
        rule = {"type": "formula", "criteria": f'=$I{first + 1}="{words}"', "format": styles[style]}
        sheet.conditional_format(first, CREDIT_DAYS, last, CREDIT_CLOCK, rule)
