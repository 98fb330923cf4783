"""What stands around the rows of a table: preamble, cells given once for a group, the date of printing.

Here: reading these by what a layout says of them. Not here: the rows themselves (`pipeline.layouts.mapping`), rows of
totals (`pipeline.layouts.totals`).
"""

import re
from datetime import datetime

import polars as pl
from polars import col, when

from pipeline.formats import cells
from pipeline.formats.tables import GROUP, Table
from pipeline.layouts import Layout
from pipeline.layouts.conditions import is_marked
from pipeline.layouts.grammar import Printed


def read_preamble(layout: Layout, table: Table, name: str) -> dict[str, str | None]:
    """For each name of the layout's preamble its text: from the cells above the header, or out of the file name."""
    found = [[cell.strip() for cell in row if cell.strip()] for row in table.preamble]
    return {key: _printed(rule, found, name) for key, rule in layout.preamble.items()}


def _printed(rule: str | Printed, rows: list[list[str]], name: str) -> str | None:
    every = [cell for row in rows for cell in row]
    if isinstance(rule, str):
        return next((cell for cell in every if not re.search(rule, cell)), None)
    if rule.file_name:
        taken = re.search(rule.file_name, name.rsplit("/", 1)[-1])
        return taken[1] if taken else None
    if rule.takes:
        hits = (re.search(rule.takes, cell) for cell in every)
        return next((hit[1] for hit in hits if hit and hit[1]), None)
    behind = (
        row[number + 1]
        for row in rows
        for number, cell in enumerate(row[:-1])
        if rule.after and re.search(rule.after, cell)
    )
    return next(behind, None)


class Carry:
    """Cells that only the first row of a group holds, filled in its other rows; see `carry` of a layout."""

    def __init__(self, layout: Layout) -> None:
        """No group is open."""
        self.layout, self.names = layout, list(map(str, layout.carry))
        self.last: pl.DataFrame | None = None
        """The last row, with the cells it took from its group's first row: the next part may go on with the group."""

    def down(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows of the next part, filled."""
        if not self.names:
            return rows
        above = rows.clear() if self.last is None else self.last
        rows, marks = pl.concat([above, rows]), (*self.layout.skip, *self.layout.totals)
        opens = col(self.names[0]).is_not_null()
        # blank rows, rows of totals and rows that open a group each raise the number, so that it names the group
        breaks = col(GROUP) + is_marked(marks, self.layout).cast(pl.Int64).cum_sum()
        rows = rows.with_columns(_opens=opens, _carried=breaks + opens.cast(pl.Int64).cum_sum())
        given = rows.select(when(col("_opens")).then(col(self.names)).forward_fill().over("_carried"))
        rows = rows.drop("_opens", "_carried")
        self.last = rows.with_columns(given.get_columns()).tail(1)
        own = rows.with_columns(rows[name].fill_null(given[name]) for name in self.names)
        return own.slice(len(above))


def once(frame: pl.DataFrame, value: pl.Expr) -> pl.Series:
    """A column made of others, whose common steps are done once (a frame that is not lazy does each anew)."""
    return frame.lazy().select(value).collect().to_series()


def read_instants(layout: Layout, frame: pl.DataFrame) -> pl.Series:
    """The instant each row states, where the latest of them says when the content was made."""
    return once(frame, cells.instant(col(str(layout.delivered_at.latest)), list(layout.delivered_at.dates)))


def read_printed_date(layout: Layout, table: Table) -> str | None:
    """When the content says it was made."""
    rule = layout.delivered_at
    if rule.latest is not None:  # many rows hold few instants
        few = table.frame.select(col(str(rule.latest)).unique())
        return read_instants(layout, few).max()
    if rule.printed and rule.form:
        below = table.frame.filter(is_marked(layout.skip, layout)).select(pl.col(pl.String)).iter_rows()
        texts = [cell for row in (*table.preamble, *below) for cell in row if cell]
        for found in filter(None, (re.search(rule.printed, cell) for cell in texts)):
            try:
                return f"{datetime.strptime(found[1], rule.form):%Y-%m-%dT%H:%M:%S}"  # noqa: DTZ007
            except ValueError:
                continue
    return None
