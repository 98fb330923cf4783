"""What stands around the rows of a delimited file: preamble, rows of totals, the date it was printed.

Here: reading these by what a layout says of them. Not here: the rows themselves (`pipeline.layouts.mapping`).
"""

import re
from datetime import datetime

import polars as pl
from polars import col

from pipeline.adapters import ControlTotal
from pipeline.formats import cells
from pipeline.formats.delimited import Table
from pipeline.layouts import Layout
from pipeline.layouts.mapping import is_marked


def read_preamble(layout: Layout, table: Table) -> dict[str, str | None]:
    """For each name of the layout's preamble the first cell above the header that does not fit its pattern."""
    found = [cell.strip() for row in table.preamble for cell in row if cell.strip()]
    return {
        name: next((cell for cell in found if not re.search(pattern, cell)), None)
        for name, pattern in layout.preamble.items()
    }


def sum_up(layout: Layout, table: Table, rows: pl.DataFrame) -> list[ControlTotal]:
    """What the rows of totals state, beside the sums of the rows."""
    totals = []
    for mark in layout.totals:
        for name in map(str, mark.of):
            amount = cells.cents(cells.money(col(name)))
            found = rows.select(amount.sum()).item()
            stating = table.frame.filter(is_marked((mark,))).select("_line", amount).drop_nulls()
            totals += [
                ControlTotal("file", name, "amount", cells.dollars(stated), cells.dollars(found), line)
                for line, stated in stating.iter_rows()
            ]
    return totals


def read_printed_date(layout: Layout, table: Table) -> str | None:
    """When the content says it was made."""
    rule = layout.delivered_at
    if rule.latest is not None:
        return table.frame.select(cells.instant(col(str(rule.latest)), rule.dates).max()).item()
    if rule.printed and rule.form:
        texts = table.frame.filter(is_marked(layout.skip)).select(pl.col(pl.String)).iter_rows()
        printed = [re.search(rule.printed, cell) for row in texts for cell in row if cell]
        for found in filter(None, printed):
            try:
                return f"{datetime.strptime(found[1], rule.form):%Y-%m-%dT%H:%M:%S}"  # noqa: DTZ007
            except ValueError:
                continue
    return None
