"""How often rows of a file read in parts stood in the parts before, so that twins are numbered as in the whole.

Here: keys met so far, held as hashes. Not here: which columns make a key (`pipeline.mappings`), what a part is.

Of every key two hashes of 64 bits and a count are held, 20 bytes. Equal keys are always found equal. That two of ten
million others agree in 128 bits by chance is one case in 10^24; both would be kept, one of them numbered 2.
"""

import numpy as np
import polars as pl
from polars import col

_MOST = 2**20
"""Keys of the longest run: joining two takes memory beside them, looking into one takes time."""


class Keys:
    """The keys of all rows so far, in sorted runs, each at most half as long as the one before or full.

    So a part is compared with few runs and joined with few rows, however many there are.
    """

    def __init__(self) -> None:
        """No row was met yet."""
        self.runs: list[pl.DataFrame] = []

    def count_before(self, rows: pl.DataFrame, key: list[str]) -> pl.Series:
        """How many rows of the parts before have the key of each row of this part.

        Args:
            rows: all rows of one part.
            key: the columns of the key, text; blank is null.
        """
        hashes, met = self._meet(rows, key)
        met = met.filter(col("before") > 0)
        if met.is_empty():
            return pl.repeat(0, len(rows), dtype=pl.Int64, eager=True)
        return hashes.join(met, on=["one", "two"], how="left", maintain_order="left")["before"].fill_null(0)

    def number(self, rows: pl.DataFrame, key: list[str]) -> pl.Series:
        """Which row of its key each row of this part is, in all parts so far: 1, 2, 3; as `count_before` takes them."""
        hashes, met = self._meet(rows, key)
        twins = met.filter((col("before") > 0) | (col("rows") > 1))
        if twins.is_empty():
            return pl.repeat(1, len(rows), dtype=pl.Int64, eager=True)
        rows = hashes.join(twins, on=["one", "two"], how="left", maintain_order="left")
        nth = pl.int_range(1, pl.len() + 1).over("one", "two") + col("before")
        return rows.select(pl.when(col("rows").is_null()).then(1).otherwise(nth)).to_series()

    def _meet(self, rows: pl.DataFrame, key: list[str]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The hashes of each row, and for each pair of them how many rows have it here and had it before."""
        texts = rows.select(pl.struct(col(key).fill_null("")).alias("key"))
        hashes = texts.select(one=col("key").hash(1), two=col("key").hash(2))
        run = hashes.group_by("one", "two").agg(rows=pl.len()).sort("one")
        before = np.zeros(len(run), np.int64)
        for earlier in self.runs:
            before += _find(run, earlier)
        self._take(run)
        return hashes, run.with_columns(before=before)

    def _take(self, run: pl.DataFrame) -> None:
        while self.runs and len(self.runs[-1]) < min(2 * len(run), _MOST - len(run)):
            run = pl.concat([self.runs.pop(), run]).sort("one")
        self.runs.append(run)


def _find(run: pl.DataFrame, earlier: pl.DataFrame) -> np.ndarray:
    """How many rows each key of a run has in an earlier one, where it may stand several times."""
    one, two = run["one"].to_numpy(), run["two"].to_numpy()
    known, other, rows = (earlier[name].to_numpy() for name in ("one", "two", "rows"))
    found = np.zeros(len(run), np.int64)
    at = np.searchsorted(known, one)
    hits = np.arange(len(run))
    while len(hits := hits[at[hits] < len(known)]) and len(hits := hits[known[at[hits]] == one[hits]]):
        found[hits] += np.where(other[at[hits]] == two[hits], rows[at[hits]], 0)
        at[hits] += 1
    return found
