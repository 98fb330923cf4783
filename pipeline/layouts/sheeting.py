"""Sheets of a workbook as tables, and one reading of all of them.

Here: which sheets a layout knows, how their readings become one. Not here: cells (`pipeline.formats.sheets`), what a
layout makes of a table (`pipeline.layouts.applying`). A line is a row of a sheet; the rows of later sheets are numbered
on, and notes say which sheet begins where. Sheets are named by number: their names are text of the file.
"""

from collections.abc import Iterator
from functools import partial

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.sheets import Sheet, date_serials, read_sheets
from pipeline.formats.tables import HEADER_WITHIN, Header, Heads, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import choose, shape
from pipeline.layouts.together import Named
from pipeline.layouts.twins import number_twins

Part = tuple[Sheet, int, Named | None]
"""A sheet, how many lines stand before it, and its table where a layout knows it."""


def cut(name: str, data: bytes) -> list[Part]:
    """The sheets of a workbook.

    Raises:
        UnreadableFileError: no sheet has a header row of a layout, or the workbook is damaged, locked or too large.
        IncompleteFileError: it ends before its end.
    """
    sheets, is_1904 = read_sheets(data)
    parts, first = list[Part](), 0
    for sheet in sheets:
        chosen = _choose(sheet)
        parts.append((sheet, first, _table(sheet, chosen, first, name, is_1904) if chosen else None))
        first += len(sheet.rows)
    if not any(table for _, _, table in parts):
        raise UnreadableFileError("no sheet of the workbook has a header row of a known layout")
    return parts


def tables_of(parts: list[Part]) -> list[Named]:
    """The tables of the sheets that a layout knows."""
    return [table for _, _, table in parts if table]


def join(parts: list[Part], readings: Iterator[Reading]) -> Reading:
    """The reading of a workbook, made of the next reading for each of its tables."""
    whole = Reading(records={}, lines=0, envelope=0)
    for sheet, first, table in parts:
        if table:
            _add(whole, next(readings), table[0].name, sheet, first)
        else:
            filled = sum(any(map(str.strip, cells)) for cells in sheet.rows)
            whole.lines, whole.envelope = whole.lines + len(sheet.rows), whole.envelope + len(sheet.rows)
            whole.notes += [f"sheet {sheet.number} has no layout: {filled} filled rows were not read"] if filled else []
    layouts = [layout for layout, _, _ in tables_of(parts)]
    number_twins(whole.records, layouts)
    whole.delivers_everything = all(layout.delivers == "everything" for layout in layouts)
    return whole


def _choose(sheet: Sheet) -> tuple[Layout, Header] | None:
    top = sheet.rows[:HEADER_WITHIN]
    heads: Heads = {"": top}
    return choose("\n".join("\t".join(row) for row in top), lambda _: heads)


def _table(sheet: Sheet, chosen: tuple[Layout, Header], first: int, name: str, is_1904: bool) -> Named:
    layout, header = chosen
    table = read_table(enumerate(sheet.rows, first + 1), header, layout.columns, shape(layout))
    table.frame = date_serials(table.frame, layout.date_columns, is_1904=is_1904)
    return layout, table, name


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
