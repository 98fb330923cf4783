"""Loops of X12: which segment a row starts at, which segments hang on it, and columns found by qualifier.

Here: membership by cumulative counts, the first segment with a qualifier in a loop, dates and lists as text. Not here:
which segment opens which loop of which transaction, and what an element means (`pipeline.adapters`).
"""

import re
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from pipeline.formats.texts import Text, join
from pipeline.formats.x12 import Positions, Segments

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


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

    def element(self, number: int) -> Text:
        """An element of the segment each row starts at."""
        return self.segments.column(self.start, number)

    def value(self, name: str, qualifiers: str, number: int) -> Text:
        """An element of each row's first segment with one of the qualifiers (separated by blanks)."""
        return self.segments.column(self.find(name, *qualifiers.split()), number)

    def joined(self, *places: tuple[Positions, list[int]]) -> Text:
        """For every row all filled elements at the places (segments, elements), in order, separated by blanks."""
        at = np.concatenate([np.repeat(found, len(elements)) for found, elements in places])
        number = np.concatenate([np.tile(elements, len(found)) for found, elements in places]).astype(np.int64)
        order = np.lexsort((number, at))
        order = order[self.row[at[order]] >= 0]
        return join(self.row[at[order]], self.segments.column(at[order], number[order]), len(self.start))

    def earliest(self, candidates: Positions, element: int) -> Text:
        """For every row the earliest date (CCYYMMDD, or what opens a range) of that element of its candidates."""
        candidates = candidates[self.row[candidates] >= 0]
        value = self.segments.column(candidates, element)
        day = Text(value.data, value.start, np.minimum(value.length, 8)).words().byteswap()  # byte order is date order
        order = np.lexsort((day, self.row[candidates]))
        order = order[day[order] > 0]
        return self.segments.column(self.first(candidates[order]), element).to_iso_dates()

    def sum(self, candidates: Positions, element: int | np.ndarray) -> Text:
        """For every row the exact sum of that money of its candidates; null where one of them is no number."""
        totals: list[Decimal | None] = [None] * len(self.start)
        spoilt = set()
        for row, text in zip(
            self.row[candidates].tolist(), self.segments.column(candidates, element).to_list(), strict=True
        ):
            if row >= 0 and text and _NUMBER.fullmatch(text):
                totals[row] = (totals[row] or Decimal(0)) + Decimal(text)
            else:
                spoilt.add(row)
        return Text.of(
            f"{total:f}" if total is not None and row not in spoilt else None for row, total in enumerate(totals)
        )


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
