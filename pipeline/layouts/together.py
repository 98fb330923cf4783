"""Many small tables of one layout read in one pass, because a pass costs the same for ten rows as for ten thousand.

Here: which tables may stand one behind the other, and whose each row is. Not here: what a layout makes of rows
(`pipeline.layouts.applying`). A layout that reads rows by their neighbours (groups, totals, trees of accounts) has its
tables read alone.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl

from pipeline.adapters import Reading
from pipeline.formats.cells import delivered_by_name
from pipeline.formats.stacks import split_frame
from pipeline.formats.tables import Table
from pipeline.layouts import Layout
from pipeline.layouts.mapping import find_gaps
from pipeline.layouts.parts import knows_no_neighbours, read_rows
from pipeline.layouts.surroundings import read_instants, read_preamble, read_printed_date

Named = tuple[Layout, Table, str]
"""A table with its layout, and the name of the file it is from."""


def read_tables(found: list[Named]) -> list[Reading]:
    """What `read_rows` says of each.

    Raises:
        UnreadableFileError: one of the layouts says that its export alone makes no record.
    """
    stacks: dict[tuple, list[int]] = {}
    for place, (layout, table, name) in enumerate(found):
        stacks.setdefault(_kind(layout, table, name) or (place,), []).append(place)
    readings: dict[int, Reading] = {}
    for places in stacks.values():
        parts = [found[place] for place in places]
        readings |= zip(places, _read_stack(parts) if len(parts) > 1 else [read_rows(*parts[0])], strict=True)
    return [readings[place] for place in range(len(found))]


def _kind(layout: Layout, table: Table, name: str) -> tuple | None:
    """What tables have in common that may be read in one pass; None for one that must be read alone."""
    if not knows_no_neighbours(layout):
        return None
    return layout.name, *read_preamble(layout, table, name).items()


def _read_stack(parts: list[Named]) -> list[Reading]:
    """The readings of tables of one kind."""
    layout, top, name = parts[0]
    tables = [table for _, table, _ in parts]
    first = np.cumsum([0, *(_last_line(table) for table in tables)])
    stack = replace(
        top,
        frame=_stack([table.frame for table in tables], first),
        damaged=_stack([table.damaged for table in tables], first),
        lines=sum(table.lines for table in tables),
    )
    whole = read_rows(layout, stack, name)
    frames = {record: split_frame(frame, first) for record, frame in whole.records.items()}
    refused, dates = split_frame(whole.refused, first), _dates(parts, stack)
    readings = []
    for place, (_, table, name) in enumerate(parts):
        rows = {record: pieces[place] for record, pieces in frames.items()}
        owned = sum(int(frame["_lines"].sum()) for frame in (*rows.values(), refused[place]))
        made = dates[place] or delivered_by_name(name)
        readings.append(
            replace(
                whole,
                records=rows,
                lines=table.lines,
                envelope=table.lines - owned,
                refused=refused[place],
                totals=[],
                delivered_at=made,
                notes=find_gaps(layout, table),
                ignored={},
            )
        )
    return readings


def _dates(parts: list[Named], stack: Table) -> list[str | None]:
    """When each table says it was made."""
    layout = parts[0][0]
    if layout.delivered_at.latest is None:
        return [read_printed_date(layout, table) for layout, table, _ in parts]
    instants = read_instants(layout, stack.frame)
    cuts = np.cumsum([0, *(len(table.frame) for _, table, _ in parts)]).tolist()
    return [instants[at:until].max() for at, until in pairwise(cuts)]


def _last_line(table: Table) -> int:
    """The highest line of a row; a record of several physical lines is counted once, so it may exceed their number."""
    return max(int(frame["_line"].max() or 0) for frame in (table.frame, table.damaged))


def _stack(frames: list[pl.DataFrame], first: np.ndarray) -> pl.DataFrame:
    """The rows of all tables, their lines counted through."""
    before = pl.Series(np.repeat(first[:-1], [len(frame) for frame in frames]))
    return pl.concat(frames).with_columns(pl.col("_line") + before)
