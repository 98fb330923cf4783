"""Rows that are equal in all that tells one from another, numbered in the order they stand in: 1, 2, 3.

Here: what they are told by, over all parts of a file where it is read in parts. Not here: which fields hold the number
(`twin` of a field in `pipeline.layouts`), what is held of the parts before (`pipeline.formats.twin_parts`).
"""

import polars as pl
from polars import col

from pipeline.contracts import load_contracts
from pipeline.formats import cells
from pipeline.formats.twin_parts import Keys
from pipeline.layouts import Layout


def number_twins(records: dict[str, pl.DataFrame], layouts: list[Layout]) -> None:
    """Put into the records which row of its key each is in the file: 1 for the first, 2 for the next."""
    Twins(layouts).number(records)


class Twins:
    """The keys of all rows so far, by record and field of the number."""

    def __init__(self, layouts: list[Layout]) -> None:
        """Nothing stood yet."""
        blocks = [block for layout in layouts for block in layout.records]
        twins = {(block.record, name) for block in blocks for name, source in block.fields.items() if source.twin}
        self.keys = {twin: Keys() for twin in sorted(twins)}

    def number(self, records: dict[str, pl.DataFrame]) -> None:
        """Put the numbers into the records of the next part."""
        for (record, name), keys in self.keys.items():
            contract = load_contracts()[record]
            names = [column for column in contract.key if (record, column) not in self.keys]
            money = [column.name for column in contract.columns if column.type == "money" and column.name in names]
            rows = records[record].with_columns(_worth(column) for column in money)
            numbers = keys.number(rows, names).cast(pl.String)
            records[record] = records[record].with_columns(numbers.alias(name))


def _worth(name: str) -> pl.Expr:
    """What money is compared by: 5.00 and 5 are one amount; text that is none is compared as it stands."""
    return pl.coalesce(pl.format("{} cents", cells.cents(col(name))), col(name)).alias(name)
