"""One table, or a part of one, read by its layout: an account of every line of it.

Here: which layout a table has, which of its rows are read, and why the others are refused. Not here: where the table
comes from (`pipeline.adapters.delimited`, `pipeline.adapters.workbook`), what its parts say of it together
(`pipeline.layouts.parts`), what a block makes of a row (`pipeline.layouts.mapping`). Rows beside the one that owns
their line name that line as parent: refused when its owner is refused.
"""

from collections.abc import Callable, Iterable
from functools import cache

import polars as pl
from polars import col, lit, when

from pipeline.adapters import Reading
from pipeline.formats.delimited import DELIMITERS
from pipeline.formats.furniture import normalise
from pipeline.formats.tables import MISSING, Header, Heads, Row, Shape, Table, as_frame, find_header
from pipeline.layouts import Layout, load_layouts
from pipeline.layouts.conditions import holds, is_marked
from pipeline.layouts.doubts import doubts
from pipeline.layouts.mapping import map_rows
from pipeline.layouts.surroundings import read_preamble

_DOUBT = "_doubt"


def choose(text: str, heads: Callable[[str], Heads]) -> tuple[Layout, Header] | None:
    """The layout a table has; of several the one that asks for most columns, then those without a header row.

    Args:
        text: the beginning of the table; a layout whose names it does not hold is not tried.
        heads: gives the first records of the table under each delimiter, by how the layout reads quotes.
    """
    folded = " ".join(text.split()).casefold()  # a name may be broken over two lines
    line = text.lstrip().split("\n", 1)[0]
    widest = max(line.count(delimiter) for delimiter in DELIMITERS) + 1
    for layout, asked in _ranked():
        if not all(any(name in folded for name in names) for names in asked):
            continue
        if layout.positions and widest < len(layout.positions):
            continue
        first = heads(layout.quotes)
        header = find_header(first, layout.header) if layout.header else _fit_positions(layout, first)
        if header:
            return layout, header
    return None


Asking = list[tuple[Layout, list[list[str]]]]
"""Layouts in the order they are tried, each with the names of its header as they are compared."""


def rank(layouts: Iterable[Layout]) -> Asking:
    """Those that ask for most columns first."""
    ranked = sorted(layouts, key=lambda layout: (-len(layout.header), layout.name))
    return [(layout, [list(map(normalise, names)) for names in layout.header]) for layout in ranked]


@cache
def _ranked() -> Asking:
    return rank(load_layouts().values())


def _fit_positions(layout: Layout, heads: Heads) -> Header | None:
    """How a file without a header row is cut, where its first rows are what the layout recognises."""
    width = len(layout.positions)
    for delimiter, records in heads.items():
        rows = [Row(number, 0, 0, cells) for number, cells in enumerate(records) if any(map(str.strip, cells))]
        if not rows or any(len(row.cells) < width for row in rows):
            continue
        at = {name: layout.positions.index(name) for name in layout.positions}
        frame = as_frame(rows, list(layout.positions), at, Shape())
        if frame.select(pl.all_horizontal(holds(rule, layout) for rule in layout.recognise).all()).item():
            names = [*layout.positions, *[""] * (len(rows[0].cells) - width)]
            return Header(-1, names, delimiter)
    return None


def shape(layout: Layout) -> Shape:
    """What the layout says of rows that do not fit, for reading the table."""
    return Shape(
        lack=layout.short_rows_lack,
        open_end=layout.short_rows_end,
        indent_of=layout.sections.column[0] if layout.sections and layout.sections.indented else None,
        nothing=layout.nothing,
    )


def is_read(layout: Layout) -> pl.Expr:
    """Whether a row is neither skipped nor one of totals."""
    return is_marked((*layout.skip, *layout.totals), layout).not_()


def make_records(layout: Layout, table: Table, rows: pl.DataFrame, name: str) -> Reading:
    """The records of a table or a part of one, and every row of it that is refused.

    Args:
        layout: how to read it.
        table: all its rows, and what stands above them.
        rows: those that are read, with all that other rows say of them.
        name: the file's name.
    """
    refused = [table.damaged, _refuse(rows.filter(col(MISSING) > 0), "the row has fewer cells than the header")]
    rows = rows.filter(col(MISSING) == 0)
    reasons = list(doubts(layout))
    told = [when(is_doubtful).then(lit(number)) for number, (is_doubtful, _) in enumerate(reasons)]
    rows = rows.with_columns(pl.coalesce(told).alias(_DOUBT))
    if rows[_DOUBT].null_count() < len(rows):
        refused += [_refuse(rows.filter(col(_DOUBT) == number), reason) for number, (_, reason) in enumerate(reasons)]
        rows = rows.filter(col(_DOUBT).is_null())
    records, unfit = map_rows(layout, rows, read_preamble(layout, table, name))
    refused.append(_refuse(unfit, "the row fits no record of the layout"))
    owned = sum(int(frame["_lines"].sum()) for frame in (*records.values(), *refused))
    return Reading(
        records=records,
        lines=table.lines,
        envelope=table.lines - owned,
        refused=pl.concat(refused).sort("_line"),
        delivers_everything=layout.delivers == "everything",
    )


def _refuse(rows: pl.DataFrame, reason: str) -> pl.DataFrame:
    """Rows as refused ones; the text is that of the cells the layout reads."""
    return rows.select(
        "_line",
        _lines=lit(1, pl.Int64),
        reason=lit(reason),
        row_text=pl.concat_str(pl.col(pl.String), separator=" | ", ignore_nulls=True),
    )
