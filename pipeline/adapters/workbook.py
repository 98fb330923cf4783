"""Workbooks of named systems: each sheet is a table of its own, read by its layout in `schemas/layouts/`.

Here: sheets to tables, and one reading of all of them. Not here: cells (`pipeline.formats.sheets`), layouts
(`pipeline.layouts`). A line is a row of a sheet; the rows of later sheets are numbered on, and notes say which sheet
begins where. Sheets are named by number: their names are text of the file.
"""

from functools import partial

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.sheets import Sheet, date_serials, is_workbook, read_sheets
from pipeline.formats.tables import HEADER_WITHIN, Header, Heads, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import choose, read_rows, shape
from pipeline.layouts.mapping import number_twins


def identify(name: str, head: bytes) -> str | None:
    """`workbook` for every workbook: which layouts its sheets have is told by its notes."""
    return "workbook" if is_workbook(name, head) else None


def read(name: str, data: bytes) -> Reading:
    """The rows of every sheet a layout knows.

    Raises:
        UnreadableFileError: no sheet has a header row of a layout, or the workbook is damaged, locked or too large.
        IncompleteFileError: it ends before its end.
    """
    sheets, is_1904 = read_sheets(data)
    found = [(sheet, _choose(sheet)) for sheet in sheets]
    if not any(chosen for _, chosen in found):
        raise UnreadableFileError("no sheet of the workbook has a header row of a known layout")
    whole, layouts, first = Reading(records={}, lines=0, envelope=0), [], 0
    for sheet, chosen in found:
        if chosen:
            layouts.append(chosen[0])
            _add(whole, _read_sheet(sheet, chosen, first, name, is_1904), chosen[0].name, sheet, first)
        else:
            filled = sum(any(map(str.strip, cells)) for cells in sheet.rows)
            whole.lines, whole.envelope = whole.lines + len(sheet.rows), whole.envelope + len(sheet.rows)
            whole.notes += [f"sheet {sheet.number} has no layout: {filled} filled rows were not read"] if filled else []
        first += len(sheet.rows)
    number_twins(whole.records, layouts)
    whole.delivers_everything = bool(layouts) and all(layout.delivers == "everything" for layout in layouts)
    return whole


def _choose(sheet: Sheet) -> tuple[Layout, Header] | None:
    top = sheet.rows[:HEADER_WITHIN]
    heads: Heads = {"": top}
    return choose("\n".join("\t".join(row) for row in top), lambda _: heads)


def _read_sheet(sheet: Sheet, chosen: tuple[Layout, Header], first: int, name: str, is_1904: bool) -> Reading:
    layout, header = chosen
    table = read_table(enumerate(sheet.rows, first + 1), header, layout.columns, shape(layout))
    table.frame = date_serials(table.frame, layout.date_columns, is_1904=is_1904)
    return read_rows(layout, table, name)


def _add(whole: Reading, part: Reading, layout: str, sheet: Sheet, first: int) -> None:
    """One sheet's reading beside those before it."""
    together = partial(pl.concat, how="vertical")
    for record, frame in part.records.items():
        whole.records[record] = together([whole.records[record], frame]) if record in whole.records else frame
    whole.lines, whole.envelope = whole.lines + part.lines, whole.envelope + part.envelope
    whole.refused = together([whole.refused, part.refused])
    whole.totals += part.totals
    whole.delivered_at = max(filter(None, [whole.delivered_at, part.delivered_at]), default=None)
    hidden = ", which is hidden," if sheet.is_hidden else ""
    whole.notes += [f"sheet {sheet.number}{hidden} is {layout}, from line {first + 1}", *part.notes]
