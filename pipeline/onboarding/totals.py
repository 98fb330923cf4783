"""Which rows of an unknown table state sums of others.

Here: the column that tells them, and their lines. Not here: finding the table (`pipeline.onboarding.shape`), how a
layout says it (`pipeline.onboarding.proposal`).
"""

import polars as pl

from pipeline.formats.misfits import Column
from pipeline.formats.tables import Table
from pipeline.onboarding.shape import Draft

TOTAL = r"(?i)^\W*(?:(?:grand |report |batch |page )?-?\s?totals?(?:\s+(?:for|of|by)\b.*)?|sub-?\s?totals?\b.*)\W*$"
"""A cell that says its row is one of totals; `Total Wine & More` is a shop."""


def find_totals(draft: Draft, table: Table) -> tuple[Column, list[int]] | None:
    """The column whose cell tells a row of totals, and the lines of such rows."""
    for name in draft.names:
        lines = table.frame.filter(pl.col(str(name)).str.contains(TOTAL).fill_null(value=False))["_line"].to_list()
        if lines and len(lines) < len(table.frame) / 3:
            return name, lines
    return None
