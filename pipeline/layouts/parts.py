"""A large table read part by part, so that memory is that of a part and rows are those of the whole.

Here: which tables can be read so, and what the parts say of the file together. Not here: cutting
(`pipeline.formats.tables`), what a layout makes of rows (`pipeline.layouts.applying`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from pipeline.adapters import Reading
from pipeline.formats.cells import delivered_by_name
from pipeline.formats.tables import Table, join_parts
from pipeline.layouts import Layout
from pipeline.layouts.applying import read_rows
from pipeline.layouts.surroundings import read_printed_date

_PIECES = 5
"""So many pieces of a table make a part: a part costs something, however few rows it has."""


def knows_no_neighbours(layout: Layout) -> bool:
    """True where each row is read by itself: no groups, totals or trees, and the export makes records at all."""
    return not (layout.carry or layout.totals or layout.sections or layout.unreadable)


def is_cut_anywhere(layout: Layout) -> bool:
    """True where rows say the same in whatever part they stand: none asks for the end of the file or for its twins."""
    twins = any(source.twin for block in layout.records for source in block.fields.values())
    return knows_no_neighbours(layout) and not (twins or layout.short_rows_end)


def read_in_parts(layout: Layout, pieces: Iterable[Table], name: str) -> Iterator[Reading]:
    """Readings whose rows, lines and counts are together those of the whole table.

    Args:
        layout: one that `is_cut_anywhere`.
        pieces: the table in order, from `pipeline.formats.tables.cut_table`.
        name: the file's name; it dates the file where no row and no text around them does.
    """
    left, is_dated = iter(pieces), False
    while some := list(islice(left, _PIECES)):
        table = join_parts(some)
        printed = read_printed_date(layout, table)
        is_dated |= printed is not None
        yield replace(read_rows(layout, table, name), delivered_at=printed)
    if not is_dated:
        yield Reading(
            {}, 0, 0, delivered_at=delivered_by_name(name), delivers_everything=layout.delivers == "everything"
        )
