"""A sheet that says what the columns and figures of a workbook mean, in the words of the catalog.

Here: the sheet Definitions every workbook of claims ends with. Not here: the words themselves (the marts' catalog).
"""

from collections.abc import Mapping
from datetime import date

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from pipeline.workbooks.sheets import Field, Value, add_sheet, write_table

FIELDS = [Field("Term", 26), Field("Meaning", 110, "wrap"), Field("Where", 34)]
MEANINGS = """select case when parent is null then name else parent || '.' || name end as key, description
from marts.catalog where kind in ('mart', 'column')"""
KPI_MEANINGS = "select name, title, description, formula from marts.catalog where kind = 'kpi'"


def write_definitions(
    book: Workbook,
    styles: dict[str, Format],
    con: duckdb.DuckDBPyConnection,
    terms: Mapping[str, str],
    about: str,
    as_of: date,
) -> None:
    """Write the sheet.

    Args:
        book: the workbook.
        styles: its formats.
        con: connection to the snapshot.
        terms: each term with the name of a mart, `mart.column` or KPI of the catalog, or with its meaning itself.
        about: subtitle of every sheet.
        as_of: the day the figures stand for.
    """
    known = dict(con.execute(MEANINGS).fetchall())
    known |= {name: f"{title}: {formula}. {text or ''}" for name, title, text, formula in
              con.execute(KPI_MEANINGS).fetchall()}  # fmt: skip
    rows: list[tuple[Value, ...]] = [
        (term, known.get(name, name), name if name in known else "this workbook") for term, name in terms.items()
    ]
    sheet = add_sheet(book, styles, "Definitions", "What the figures mean", about, as_of)
    write_table(sheet, styles, "tblDefinitions", FIELDS, rows, empty="Nothing to define.")
