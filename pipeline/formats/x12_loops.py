"""Loops of X12: which segment a row starts at, which segments hang on it, and columns found by qualifier.

Here: membership by cumulative counts, the first segment with a qualifier in a loop, dates and lists as text. Not here:
which segment opens which loop of which transaction, and what an element means (`pipeline.adapters`).
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline.formats.x12 import Positions, Segments


def fill_forward(is_mark: np.ndarray) -> Positions:
    """For every segment the latest mark at or before it; -1 before the first."""
    return (
        np.maximum.accumulate(np.where(is_mark, np.arange(len(is_mark)), -1)) if len(is_mark) else np.empty(0, np.int64)
    )


def count_within(owners: np.ndarray) -> np.ndarray:
    """Position of each entry among neighbours of the same owner, from 1; owners must be grouped together."""
    order = np.arange(len(owners))
    new = np.append(True, owners[1:] != owners[:-1])[: len(owners)]
    return order - fill_forward(new) + 1


def last_before(candidates: Positions, at: Positions, floor: Positions | int) -> Positions:
    """The last candidate before each position, or -1 where that stands before the floor."""
    found = np.append(-1, candidates)[np.searchsorted(candidates, at)]
    return np.where(found >= floor, found, -1)


def first_after(candidates: Positions, at: Positions, ceiling: Positions) -> Positions:
    """The first candidate after each position, or -1 where there is none before the ceiling or the position is -1."""
    found = np.append(candidates, np.iinfo(np.int64).max)[np.searchsorted(candidates, at)]
    return np.where((found < ceiling) & (at >= 0), found, -1)


def attach(scope: np.ndarray, is_start: np.ndarray, is_break: np.ndarray) -> np.ndarray:
    """The row of every segment, where a row opens at each start and ends at the next start or break.

    What stands behind a break prepares the next row of its scope; where there is none it belongs to the last row.
    Segments of scope -1, and of a scope without start, belong to no row (-1).
    """
    starts, so_far = np.flatnonzero(is_start), np.cumsum(is_start) - 1
    scopes = np.append(scope[starts], -1)
    opened = is_start[fill_forward(is_start | is_break)] & (so_far >= 0) & (scopes[so_far] == scope)
    follows, trails = scopes[np.minimum(so_far + 1, len(starts))] == scope, (so_far >= 0) & (scopes[so_far] == scope)
    row = np.where(opened, so_far, np.where(follows, so_far + 1, np.where(trails, so_far, -1)))
    return np.where(scope >= 0, row, -1)


@dataclass(frozen=True)
class Loop:
    """One kind of loop: the segment each row starts at, and for every segment of the file the row it belongs to."""

    segments: Segments
    start: Positions
    row: np.ndarray
    """Row of each segment of the file, or -1."""

    def sizes(self, counted: np.ndarray) -> np.ndarray:
        """How many of the segments flagged in `counted` each row has."""
        return np.bincount(self.row[counted & (self.row >= 0)], minlength=len(self.start))

    def first(self, candidates: Positions) -> Positions:
        """For every row its first segment among the candidates, or -1."""
        candidates = candidates[self.row[candidates] >= 0]
        found = np.full(len(self.start), -1, np.int64)
        found[self.row[candidates][::-1]] = candidates[::-1]
        return found

    def find(self, name: str, *qualifiers: str, element: int = 1) -> Positions:
        """For every row its first segment of this identifier and one of the qualifiers, or -1."""
        return self.first(self.segments.qualified(name, *qualifiers, element=element))

    def element(self, number: int) -> pl.Series:
        """An element of the segment each row starts at."""
        return self.segments.column(self.start, number)

    def value(self, name: str, qualifiers: str, number: int) -> pl.Series:
        """An element of each row's first segment with one of the qualifiers (separated by blanks)."""
        return self.segments.column(self.find(name, *qualifiers.split()), number)

    def joined(self, places: list[tuple[Positions, list[int]]]) -> pl.Series:
        """For every row all filled elements at the places (segments, elements), in order, separated by blanks."""
        at = np.concatenate([np.repeat(found, len(elements)) for found, elements in places])
        number = np.concatenate([np.tile(elements, len(found)) for found, elements in places]).astype(np.int64)
        kept = (self.row[at] >= 0) & self.segments.has(at, number) if len(at) else np.empty(0, bool)
        order = np.lexsort((number[kept], at[kept]))
        at, number = at[kept][order], number[kept][order]
        return self._gathered(at, self.segments.column(at, number), pl.col("value").str.join(" "))

    def earliest(self, candidates: Positions, element: int) -> pl.Series:
        """For every row the earliest date of that element of its candidates."""
        return self._gathered(candidates, to_iso_date(self.segments.column(candidates, element)), pl.col("value").min())

    def sum(self, candidates: Positions, element: int | np.ndarray) -> pl.Series:
        """For every row the exact sum of that money of its candidates as text; null where one of them is no number."""
        value = pl.col("value").cast(pl.Decimal(30, 6), strict=False)
        total = pl.when(value.is_null().any().not_()).then(value.sum())
        text = self._gathered(candidates, self.segments.column(candidates, element), total).cast(pl.String)
        return text.str.replace(r"0{4}$", "")

    def _gathered(self, at: Positions, value: pl.Series, aggregate: pl.Expr) -> pl.Series:
        """One aggregate of the values (one for each segment of `at`) for every row; null where a row has none."""
        values = pl.DataFrame({"row": self.row[at], "value": value}).filter(pl.col("row") >= 0)
        values = values.group_by("row", maintain_order=True).agg(aggregate.alias("value"))
        rows = pl.DataFrame({"row": np.arange(len(self.start))}, schema={"row": values.schema["row"]})
        return rows.join(values, on="row", how="left", maintain_order="left")["value"]


def repeats(
    segments: Segments, at: Positions, first: int, step: int, *, keep_one: bool = False
) -> tuple[Positions, np.ndarray, np.ndarray]:
    """The groups of `step` elements of each segment, from element `first` on, whose first two are not both empty.

    Gives for each group its segment, the number of its first element, and whether it is the first kept of its segment.
    With `keep_one` a segment that has no group gives its first, empty one, so that no segment goes unseen.
    """
    counts = np.maximum(-(-(segments.width(at) - first + 1) // step), 1)
    owner = np.repeat(at, counts)
    number = first + step * (count_within(owner) - 1)
    kept = segments.has(owner, number) | segments.has(owner, number + 1)
    if keep_one:
        kept |= (number == first) & ~np.isin(owner, owner[kept])
    owner, number = owner[kept], number[kept]
    return owner, number, count_within(owner) == 1


def lineage(line: np.ndarray, lines: np.ndarray, parent: np.ndarray | None = None) -> dict[str, pl.Series]:
    """The columns of lineage: first segment (from 1), segments owned, first segment of the row this one hangs on."""
    hangs_on = (
        pl.Series(parent, dtype=pl.Int64) if parent is not None else pl.Series([None] * len(line), dtype=pl.Int64)
    )
    return {"_line": pl.Series(line, dtype=pl.Int64), "_lines": pl.Series(lines, dtype=pl.Int64), "_parent": hangs_on}


def to_iso_date(text: pl.Series) -> pl.Series:
    """CCYYMMDD as CCYY-MM-DD, also where it opens a range (CCYYMMDD-CCYYMMDD); anything else as it is."""
    kinds = text.unique()
    cut = kinds.str.extract(r"^(\d{8})(?:-\d{8})?$")
    iso = cut.str.slice(0, 4) + "-" + cut.str.slice(4, 2) + "-" + cut.str.slice(6, 2)
    return text.replace_strict(kinds, iso.fill_null(kinds), return_dtype=pl.String) if len(kinds) else text


def to_iso_short_date(text: pl.Series) -> pl.Series:
    """YYMMDD of an ISA as 20YY-MM-DD; anything else as `to_iso_date`."""
    return to_iso_date(text.str.replace(r"^(\d{6})$", "20${1}"))


def as_text(numbers: np.ndarray) -> pl.Series:
    """Small whole numbers from 0 on as text."""
    return pl.Series(np.arange(numbers.max(initial=0) + 1)).cast(pl.String).gather(numbers.astype(np.uint32))
