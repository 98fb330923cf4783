"""What stands around the rows of a table: preamble, rows of totals, cells given once for a group, the date of printing.

Here: reading these by what a layout says of them. Not here: the rows themselves (`pipeline.layouts.mapping`).
"""

import re
from datetime import datetime

import polars as pl
from polars import col, when

from pipeline.adapters import ControlTotal
from pipeline.formats import cells
from pipeline.formats.tables import GROUP, Table
from pipeline.layouts import Layout
from pipeline.layouts.conditions import is_marked, writing
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


def carry_down(layout: Layout, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with the cells filled that only the first row of a group holds; see `carry` of a layout."""
    if not layout.carry:
        return rows
    opens = col(str(layout.carry[0])).is_not_null()
    # blank rows, rows of totals and rows that open a group each raise the number, so that it names the group
    breaks = col(GROUP) + is_marked((*layout.skip, *layout.totals), layout).cast(pl.Int64).cum_sum()
    rows = rows.with_columns(_opens=opens, _carried=breaks + opens.cast(pl.Int64).cum_sum())
    carried = [
        pl.coalesce(col(name), when(col("_opens")).then(col(name)).forward_fill().over("_carried")).alias(name)
        for name in map(str, layout.carry)
    ]
    return rows.with_columns(carried).drop("_opens", "_carried")


def sum_up(layout: Layout, table: Table, rows: pl.DataFrame) -> list[ControlTotal]:
    """What the rows of totals state, beside the sums of the rows they cover."""
    totals = []
    for mark in layout.totals:
        stating = table.frame.filter(is_marked((mark,), layout))
        lines = stating["_line"].to_list()
        for name in map(str, mark.of):
            amount = cells.cents(cells.money(col(name), writing=writing(layout)))
            amounts = _once(rows, amount) if lines else rows["_line"]
            for above, line, stated in zip([0, *lines], lines, _once(stating, amount), strict=False):
                if stated is None:
                    continue
                first = 0 if mark.covers == "file" else above
                covered = amounts if mark.covers == "file" else amounts.filter(rows["_line"].is_between(first, line))
                scope = "file" if mark.covers == "file" else f"rows above line {line}"
                found = cells.dollars(covered.sum())
                totals.append(ControlTotal(scope, name, "amount", cells.dollars(stated), found, line))
    return totals


def _once(frame: pl.DataFrame, value: pl.Expr) -> pl.Series:
    """A column made of others, whose common steps are done once (a frame that is not lazy does each anew)."""
    return frame.lazy().select(value).collect().to_series()


def read_instants(layout: Layout, frame: pl.DataFrame) -> pl.Series | None:
    """The instant each row states, where the latest of them says when the content was made."""
    rule = layout.delivered_at
    return _once(frame, cells.instant(col(str(rule.latest)), rule.dates)) if rule.latest is not None else None


def read_printed_date(layout: Layout, table: Table) -> str | None:
    """When the content says it was made."""
    rule = layout.delivered_at
    instants = read_instants(layout, table.frame)
    if instants is not None:
        return instants.max()
    if rule.printed and rule.form:
        below = table.frame.filter(is_marked(layout.skip, layout)).select(pl.col(pl.String)).iter_rows()
        texts = [cell for row in (*table.preamble, *below) for cell in row if cell]
        for found in filter(None, (re.search(rule.printed, cell) for cell in texts)):
            try:
                return f"{datetime.strptime(found[1], rule.form):%Y-%m-%dT%H:%M:%S}"  # noqa: DTZ007
            except ValueError:
                continue
    return None
