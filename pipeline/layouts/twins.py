"""Rows that are equal in all that tells one from another, numbered in the order they stand in: 1, 2, 3.

Here: counting them, over all parts of a file where it is read in parts. Not here: which fields hold the number (`twin`
of a field in `pipeline.layouts`).

Of every key two hashes are held, 128 bits together, and how often it stood: 20 bytes a key. That two keys of ten
million agree in both by chance is one case in 10^24.
"""

import numpy as np
import polars as pl
from polars import col, when

from pipeline.contracts import load_contracts
from pipeline.formats import cells
from pipeline.layouts import Layout

_HIGHEST = np.iinfo(np.uint64).max


def number_twins(records: dict[str, pl.DataFrame], layouts: list[Layout]) -> None:
    """Put into the records which row of its key each is in the file: 1 for the first, 2 for the next."""
    Twins(layouts).number(records)


class Twins:
    """The keys of all rows so far, by record."""

    def __init__(self, layouts: list[Layout]) -> None:
        """Nothing stood yet."""
        blocks = [block for layout in layouts for block in layout.records]
        self.names = {(b.record, name) for b in blocks for name, source in b.fields.items() if source.twin}
        self.seen = {twin: _Keys() for twin in self.names}

    def number(self, records: dict[str, pl.DataFrame]) -> None:
        """Put the numbers into the records of the next part."""
        for record, name in sorted(self.names):
            contract = load_contracts()[record]
            money = {column.name for column in contract.columns if column.type == "money"}
            names = [column for column in contract.key if (record, column) not in self.names]
            key = [_worth(column) if column in money else col(column) for column in names]
            numbers = self.seen[record, name].count(_hash(records[record], key))
            records[record] = records[record].with_columns(numbers.cast(pl.String).alias(name))


class _Keys:
    """Every key that stood, in the order of its hashes, and how often it did; behind them one that sorts last."""

    def __init__(self) -> None:
        self.one, self.two = np.array([_HIGHEST]), np.array([_HIGHEST])
        self.often = np.zeros(1, np.uint32)

    def count(self, hashes: pl.DataFrame) -> pl.Series:
        """Which row of its key each of the next rows is."""
        keys = hashes.group_by("one", "two").len("own").sort("one", "two")
        one, two, own = (keys[name].to_numpy() for name in ("one", "two", "own"))
        at = np.searchsorted(self.one, one)
        while (is_above := (self.one[at] == one) & (self.two[at] < two)).any():
            at += is_above
        is_known = (self.one[at] == one) & (self.two[at] == two)
        before = np.where(is_known, self.often[at], 0)
        self.often[at[is_known]] += own[is_known]
        new = ~is_known
        self.often = np.insert(self.often, at[new], own[new])
        self.one, self.two = np.insert(self.one, at[new], one[new]), np.insert(self.two, at[new], two[new])
        twins = keys.with_columns(before=pl.Series(before)).filter((col("own") > 1) | (col("before") > 0))
        if twins.is_empty():
            return pl.repeat(1, len(hashes), eager=True)
        rows = hashes.join(twins, on=["one", "two"], how="left", maintain_order="left")
        nth = pl.int_range(1, pl.len() + 1).over("one", "two") + col("before")
        return rows.select(when(col("own").is_null()).then(1).otherwise(nth)).to_series()


def _hash(rows: pl.DataFrame, key: list[pl.Expr]) -> pl.DataFrame:
    """Both hashes of each row's key."""
    keys = rows.lazy().select(pl.struct(key).alias("key"))
    return keys.select(one=col("key").hash(1), two=col("key").hash(2)).collect()


def _worth(name: str) -> pl.Expr:
    """What money is compared by: 5.00 and 5 are one amount; text that is none is compared as it stands."""
    return pl.coalesce(pl.format("{} cents", cells.cents(col(name))), col(name))
