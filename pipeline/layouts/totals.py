"""Rows that state sums, beside the sums of the rows they cover, over all parts of a table.

Here: adding up, and the totals that come of it. Not here: which rows state sums (`totals` of a layout), the totals of a
tree of accounts (`pipeline.layouts.sectioning`).
"""

from itertools import pairwise

import polars as pl
from polars import col

from pipeline.adapters import ControlTotal
from pipeline.formats import cells
from pipeline.layouts import Layout
from pipeline.layouts.conditions import is_marked, writing
from pipeline.layouts.surroundings import once

Stated = tuple[int, int]
"""The line of a row that states a sum, and the sum in cents."""


class Sums:
    """What the rows so far add up to, in cents, and what rows of totals state of the whole file."""

    def __init__(self, layout: Layout) -> None:
        """No row was seen yet."""
        self.layout = layout
        asked = [(number, name) for number, mark in enumerate(layout.totals) for name in map(str, mark.of)]
        self.found = dict.fromkeys(asked, 0)
        """By row of totals and column: of all rows, or of those since the last such row."""
        self.stated: dict[tuple[int, str], list[Stated]] = {key: [] for key in asked}

    def add(self, frame: pl.DataFrame, rows: pl.DataFrame) -> list[ControlTotal]:
        """The totals of the next part that cover the rows since the last of them; those of the file wait for its end.

        Args:
            frame: all its rows.
            rows: those that are read.
        """
        totals = []
        for number, name in self.found:
            mark = self.layout.totals[number]
            amount = cells.cents(cells.money(col(name), writing=writing(self.layout)))
            stating = frame.filter(is_marked((mark,), self.layout))
            stated = list(zip(stating["_line"], once(stating, amount), strict=True))
            before = self.found[number, name]
            running = pl.concat([pl.Series([before]), once(rows, amount).fill_null(0).cum_sum() + before])
            self.found[number, name] = running[-1]
            if mark.covers == "file":
                self.stated[number, name] += [(line, cents) for line, cents in stated if cents is not None]
                continue
            places = rows["_line"].search_sorted(stating["_line"], side="right") if stated else []
            closed = [0, *running.gather(places)]
            self.found[number, name] -= closed[-1]
            totals += [
                _total(f"rows above line {line}", name, (line, cents), until - since)
                for (line, cents), (since, until) in zip(stated, pairwise(closed), strict=True)
                if cents is not None
            ]
        return totals

    def close(self) -> list[ControlTotal]:
        """The totals that cover all rows."""
        return [_total("file", key[1], stated, self.found[key]) for key in self.found for stated in self.stated[key]]


def _total(scope: str, name: str, stated: Stated, found: int) -> ControlTotal:
    line, cents = stated
    return ControlTotal(scope, name, "amount", cells.dollars(cents), cells.dollars(found), line)
