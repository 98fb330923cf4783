"""The shared shape of a sheet: title block, table, print set-up, formulas that carry their value.

Here: layout that every workbook uses. Not here: which figures a workbook shows, and formats (see `styles`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

Value = str | int | Decimal | date | None
LINE_HEIGHT, HEAD_HEIGHT = 15, 32
"""Points: a line of text, and a header of two lines."""
INDENT = 2
"""Characters of a text column's width that its indent takes, with the cell's own margin."""
FIRST_ROW = 4
"""Row of a table's header (0-based): four rows of title block stand above it."""


@dataclass(frozen=True)
class Field:
    """One column of a table: its header, width in characters and style.

    `formula` makes it a calculated column: a formula over the row's other columns, written as `{Header}`.
    """

    header: str
    width: float
    style: str = "text"
    formula: str | None = None


def add_sheet(
    book: Workbook, styles: dict[str, Format], name: str, title: str, subtitle: str, as_of: date
) -> Worksheet:
    """A new sheet with the title block and the print set-up every sheet has."""
    sheet = book.add_worksheet(name)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, title, styles["title"])
    sheet.write_string(1, 0, subtitle, styles["subtitle"])
    sheet.set_landscape()
    sheet.set_paper(1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&F · &A&CSource: Tieout snapshot as of {as_of:%Y-%m-%d}&RPage &P of &N")
    return sheet


def write_value(sheet: Worksheet, row: int, column: int, value: Value, style: Format) -> None:
    """Write one value as what it is; text stays text, empty stays empty."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    else:
        sheet.write_number(row, column, value, style)


def write_formula(sheet: Worksheet, row: int, column: int, formula: str, style: Format, value: Value) -> None:
    """Write a live formula with the value it has now, so that viewers that do not calculate show true figures."""
    cached = value if isinstance(value, str) else float(value or 0)
    sheet.write_formula(row, column, formula, style, cached)


def write_table(
    sheet: Worksheet,
    styles: dict[str, Format],
    table: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Value]],
    *,
    empty: str,
    freeze_columns: int = 1,
) -> None:
    """Write rows as a named Excel table with filters, frozen header and repeated print header.

    Each row has one value per field; for a calculated column it is the computed value its formula carries. A table
    without rows gets one blank row and the sentence `empty` in the title block, so that formulas over it still work.
    """
    last = FIRST_ROW + max(len(rows), 1)
    columns = [
        {"header": field.header, "header_format": styles["head_right" if _is_number(field) else "head"]}
        for field in fields
    ]
    options = {"name": table, "columns": columns, "style": "Table Style Light 1", "banded_rows": True}
    sheet.add_table(FIRST_ROW, 0, last, len(fields) - 1, options)
    for offset, row in enumerate(rows, start=FIRST_ROW + 1):
        sheet.set_row(offset, LINE_HEIGHT * _count_lines(fields, row))
    for index, field in enumerate(fields):
        sheet.set_column(index, index, field.width)
        for offset, row in enumerate(rows, start=FIRST_ROW + 1):
            if field.formula:
                write_formula(
                    sheet, offset, index, _in_row(field.formula, fields, offset), styles[field.style], row[index]
                )
            else:
                write_value(sheet, offset, index, row[index], styles[field.style])
    if not rows:
        sheet.write_string(2, 0, empty, styles["attention"])
    sheet.set_row(FIRST_ROW, HEAD_HEIGHT)
    sheet.freeze_panes(FIRST_ROW + 1, freeze_columns)
    sheet.repeat_rows(FIRST_ROW)


def _count_lines(fields: Sequence[Field], row: Sequence[Value]) -> int:
    """Lines the row's longest wrapped text takes; readers do not agree on fitting heights themselves."""
    texts = [(field.width - INDENT, value) for field, value in zip(fields, row, strict=True) if field.style == "wrap"]
    return max((ceil(len(value) / width) for width, value in texts if isinstance(value, str)), default=1) or 1


def _is_number(field: Field) -> bool:
    return field.style.startswith(("money", "count", "number", "percent"))


def _in_row(formula: str, fields: Sequence[Field], row: int) -> str:
    return formula.format_map({field.header: xl_rowcol_to_cell(row, i) for i, field in enumerate(fields)})
