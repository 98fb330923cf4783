"""Whether the transactions of an IIF file balance: debits are positive, and each adds up to zero.

Here: totals a file must keep though it states none. Not here: cutting its lines (`pipeline.formats.iif`).
"""

import polars as pl
from polars import col

from pipeline.adapters import ControlTotal
from pipeline.formats import cells

WHOLE_FILE = "file"
"""Scope of the total of all transactions."""


def state_balance(lines: pl.DataFrame, amounts: pl.Series, first: list[int]) -> list[ControlTotal]:
    """Debits of each file beside its credits, and of each transaction where the two differ.

    Args:
        lines: those of transactions, see `pipeline.formats.iif.to_frame`.
        amounts: of each of them, in dollars.
        first: how many lines stand before each file; less those above it where it is a part of one.
    """
    in_cents = amounts.to_frame().select(cells.cents(col("amount"))).to_series()
    cents = (
        lines.select("file", "line", "transaction", cents=in_cents)
        .group_by("transaction")
        .agg(
            col("file", "line").min(),
            debits=col("cents").filter(col("cents") > 0).sum(),
            credits=-col("cents").filter(col("cents") < 0).sum(),
        )
        .sort("line")
    )
    columns = ("file", "line", "debits", "credits")
    found = [
        (f"transaction of line {line - first[file]}", debits, credited, line)
        for file, line, debits, credited in cents.filter(col("debits") != col("credits")).select(columns).iter_rows()
    ]
    sums = cents.group_by("file", maintain_order=True).agg(col("line").max(), col("debits", "credits").sum())
    found += [(WHOLE_FILE, debits, credited, line) for _, line, debits, credited in sums.iter_rows()]
    return [
        ControlTotal(scope, "debits as credits", "amount", cells.dollars(debits), cells.dollars(credited), line)
        for scope, debits, credited, line in found
    ]
