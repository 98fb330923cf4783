"""A table read part by part, so that memory is that of a part and rows are those of the whole.

Here: what a part must be told of the parts above it, and what they say of the file together. Not here: cutting
(`pipeline.formats.tables`), what a layout makes of rows (`pipeline.layouts.applying`).

Held between two parts are sums, the cells that a group of rows goes on with, and what says when the file was made. A
tree of accounts is told from both ends: a total below decides whether what follows a section is its child. So the rows
of such a table are all held until its end, as packed columns.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.cells import delivered_by_name
from pipeline.formats.tables import Table, join_parts
from pipeline.layouts import Layout
from pipeline.layouts.applying import is_read, make_records
from pipeline.layouts.mapping import find_gaps
from pipeline.layouts.sectioning import Sectioning
from pipeline.layouts.surroundings import Carry, read_printed_date
from pipeline.layouts.totals import Sums

_ROWS = 30_000
"""So many rows make a part: one costs something, however few rows it has."""


def knows_no_neighbours(layout: Layout) -> bool:
    """True where each row is read by itself: no groups, totals or trees, and the export makes records at all."""
    return not (layout.carry or layout.totals or layout.sections or layout.unreadable)


def read_rows(layout: Layout, table: Table, name: str) -> Reading:
    """The records of a table, its totals, and every row of it that is refused; raises as `read_in_parts` does."""
    [reading] = read_in_parts(layout, [table], name)
    return reading


def read_in_parts(layout: Layout, pieces: Iterable[Table], name: str) -> Iterator[Reading]:
    """Readings whose rows, lines and counts are together those of the whole table; the last says what is said of all.

    Args:
        layout: how to read it.
        pieces: the table in order, from `pipeline.formats.tables.cut_table`, at least one.
        name: the file's name; it dates the file where no row and no text around them does.

    Raises:
        UnreadableFileError: the layout says that its export alone makes no record.
    """
    if layout.unreadable:
        raise UnreadableFileError(layout.unreadable)
    parts, tree = _gather(pieces), None
    if layout.sections:
        tree = Sectioning(layout, layout.sections)
        held, carry = deque[tuple[Table, bytes]](), Carry(layout)
        for table in parts:
            tree.look(carry.down(table.frame).filter(is_read(layout)))
            packed = table.frame.write_ipc(None, compression="lz4").getvalue()
            held.append((replace(table, frame=table.frame.clear()), packed))
        tree.grow()
        parts = _release(held)
    carry, sums, made, reading = Carry(layout), Sums(layout), None, None
    for table in parts:
        if reading:
            yield reading
        rows = carry.down(table.frame).filter(is_read(layout))
        rows = tree.take(rows) if tree else rows
        reading = replace(make_records(layout, table, rows, name), totals=sums.add(table.frame, rows))
        printed = read_printed_date(layout, table)
        is_latest = layout.delivered_at.latest is not None
        made = max(filter(None, [made, printed]), default=None) if is_latest else made or printed
        gaps = find_gaps(layout, table)
    if reading:
        yield replace(
            reading,
            totals=[*(tree.totals() if tree else []), *reading.totals, *sums.close()],
            delivered_at=made or delivered_by_name(name),
            notes=[*(tree.tree.notes if tree else []), *gaps],
        )


def _gather(pieces: Iterable[Table]) -> Iterator[Table]:
    """Pieces put together until they are a part."""
    some: list[Table] = []
    for piece in pieces:
        some.append(piece)
        if sum(len(table.frame) + len(table.damaged) for table in some) >= _ROWS:
            yield join_parts(some)
            some = []
    if some:
        yield join_parts(some)


def _release(held: deque[tuple[Table, bytes]]) -> Iterator[Table]:
    """The tables one by one, none of them held longer than it is looked at."""
    while held:
        table, packed = held.popleft()
        yield replace(table, frame=pl.read_ipc(packed))
