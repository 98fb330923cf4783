"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: choosing the layout by the header row, and an account of every line. Not here: the layouts' grammar
(`pipeline.layouts`), how one is applied (`pipeline.layouts.mapping`), the wire syntax (`pipeline.formats`). Rows beside
the one that owns their line name that line as parent: refused when its owner is refused.
"""

import polars as pl
from polars import col, lit

from pipeline.adapters import HEAD_BYTES, ControlTotal, Reading, UnreadableFileError
from pipeline.formats import cells
from pipeline.formats.delimited import Header, decode, find_header, read_table
from pipeline.layouts import Layout, load_layouts
from pipeline.layouts.mapping import is_marked, map_rows, split_sections
from pipeline.layouts.surroundings import read_preamble, read_printed_date, sum_up


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the header row alone decides)
    """`delimited/<layout>` where a header row near the top is a layout's; None where nobody knows the header."""
    found = _choose(decode(head))
    return f"delimited/{found[0].name}" if found else None


def read(name: str, data: bytes) -> Reading:
    """The file's rows by its layout.

    Raises:
        UnreadableFileError: the header row is no layout's, or the quoting cannot be followed.
        IncompleteFileError: the file ends inside a quoted cell.
    """
    text = decode(data)
    found = _choose(decode(data[:HEAD_BYTES]))
    if found is None:
        raise UnreadableFileError("no header row of a known layout")
    layout, header = found
    table = read_table(text, header, layout.columns, layout.short_rows_lack)
    rows = table.frame.filter(is_marked((*layout.skip, *layout.totals)).not_())
    totals: list[ControlTotal] = []
    notes: list[str] = []
    if layout.sections:
        rows, totals, notes = split_sections(layout.sections, rows)
    records, unfit = map_rows(layout, rows.filter(col("_missing") == 0), read_preamble(layout, table))
    refused = [
        _refuse(table.overlong, "the row has more cells than the header"),
        _refuse(rows.filter(col("_missing") > 0), "the row has fewer cells than the header"),
        _refuse(unfit, "the row fits no record of the layout"),
    ]
    owned = sum(int(frame["_lines"].sum()) for frame in (*records.values(), *refused))
    return Reading(
        records=records,
        lines=table.lines,
        envelope=table.lines - owned,
        refused=pl.concat(refused).sort("_line"),
        totals=totals + sum_up(layout, table, rows),
        delivered_at=read_printed_date(layout, table) or cells.delivered_by_name(name),
        delivers_everything=layout.delivers == "everything",
        notes=notes,
    )


def _choose(text: str) -> tuple[Layout, Header] | None:
    """The layout whose header the file has; of several the one that asks for most columns."""
    folded = text.casefold()
    layouts = sorted(load_layouts().values(), key=lambda layout: (-len(layout.header), layout.name))
    for layout in layouts:
        if all(any(name.casefold() in folded for name in names) for names in layout.header):
            header = find_header(text, layout.header)
            if header:
                return layout, header
    return None


def _refuse(rows: pl.DataFrame, reason: str) -> pl.DataFrame:
    """Rows as refused ones; the text is that of the cells the layout reads."""
    text = "row_text" if "row_text" in rows.columns else pl.concat_str(
        pl.col(pl.String), separator=" | ", ignore_nulls=True
    )  # fmt: skip
    return rows.select("_line", _lines=lit(1, pl.Int64), reason=lit(reason), row_text=text)
