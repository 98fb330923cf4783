"""Rows of many files that were read as if they stood one behind the other: whose each row is.

Here: cutting what was read of all into what was read of each, its lines counted within it. Not here: what may stand
behind one another (`pipeline.formats.x12_together`, `pipeline.layouts.together`, adapters of lines).
"""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeVar

import numpy as np
import polars as pl

from pipeline.adapters import ControlTotal, Reading, UnreadableFileError

Wire = TypeVar("Wire")


@dataclass(frozen=True)
class Stack:
    """What was read of files of lines in one pass; every line is counted through all of them, from 1.

    A stack of one may be a part of a file. Its lines stay as they are, counted through the whole file.
    """

    first: np.ndarray
    """At which line, counted from 0, each file starts, and then where the last one ends."""
    records: dict[str, pl.DataFrame]
    refused: pl.DataFrame
    totals: list[ControlTotal]
    made: list[str | None] | None = None
    """When each file says it was made, where that is known of all of them."""
    remarks: list[tuple[int, str]] = field(default_factory=list)
    """Sentences to be told beside the rows, each with a line of the file it speaks of."""
    ignored: dict[str, np.ndarray] = field(default_factory=dict)
    """Lines of which no value is kept, by kind."""
    strangers: tuple[dict[str, np.ndarray], str] = field(default_factory=lambda: ({}, ""))
    """Lines of kinds the standard does not have at their place, and the words for that place."""
    envelopes: list[int] | None = None
    """Lines of each file's envelope, where its format counts them; else all that are neither of a row nor refused."""

    @property
    def is_alone(self) -> bool:
        """Whether this is one file, or a part of one."""
        return len(self.first) == 2  # noqa: PLR2004

    def owners(self, lines: np.ndarray) -> list[int]:
        """The file (from 0) of each line, counted from 1."""
        if self.is_alone:
            return [0] * len(lines)
        return find_owners(np.asarray(lines, np.int64) - 1, self.first).tolist()

    def readings(self) -> list[Reading]:
        """What was read of each file."""
        records = {record: split_frame(frame, self.first) for record, frame in self.records.items()}
        refused = split_frame(self.refused, self.first)
        readings = []
        for place, (begin, until) in enumerate(pairwise(self.first.tolist())):
            rows = {record: pieces[place] for record, pieces in records.items()}
            owned = sum(int(frame["_lines"].sum()) for frame in (*rows.values(), refused[place]))
            lines, made = until - begin, self.made[place] if self.made else None
            envelope = self.envelopes[place] if self.envelopes else lines - owned
            readings.append(Reading(rows, lines, envelope, refused[place], delivered_at=made))
        for total, owner in zip(self.totals, self.owners([total.line for total in self.totals]), strict=True):
            before = 0 if self.is_alone else int(self.first[owner])
            readings[owner].totals.append(replace(total, line=total.line - before))
        for (_, sentence), owner in zip(self.remarks, self.owners([at for at, _ in self.remarks]), strict=True):
            readings[owner].notes.append(sentence)
        for kind, lines in self.ignored.items():
            for owner, count in Counter(self.owners(lines)).items():
                readings[owner].ignored[kind] = count
        strangers: list[dict[str, int]] = [{} for _ in readings]
        for kind, lines in self.strangers[0].items():
            for owner, count in Counter(self.owners(lines)).items():
                strangers[owner][kind] = count
        for reading, kinds in zip(readings, strangers, strict=True):
            reading.note_strangers(kinds, self.strangers[1])
        return readings


def read_each(
    datas: list[bytes], cut: Callable[[bytes], Wire], read: Callable[[list[int], list[Wire]], list[Reading]]
) -> list[Reading | None]:
    """What `read` makes of all files that `cut` can cut, given their places among all; None for the others."""
    wires: dict[int, Wire] = {}
    for place, data in enumerate(datas):
        with suppress(UnreadableFileError):
            wires[place] = cut(data)
    readings = read(list(wires), list(wires.values())) if wires else []
    found = dict(zip(wires, readings, strict=True))
    return [found.get(place) for place in range(len(datas))]


def find_owners(lines: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The file (from 0) of each line, counted from 0; file n has those from `first[n]` on."""
    return np.searchsorted(first, lines, side="right") - 1


def count_through(is_one: pl.Series, lines: pl.Series, first: np.ndarray, so_far: int = 0) -> pl.Series:
    """How many such rows stand above each row or at it, through all files; 0 where none does in its file.

    Args:
        is_one: whether a row is to be counted; rows stand in order of their lines.
        lines: the line of each row, from 1.
        first: at which line, counted from 0, each file starts, and then where the last one ends.
        so_far: how many stand in the parts before, where this is a part of a file.
    """
    count = is_one.cum_sum().cast(pl.Int64)
    if len(first) == 2:  # noqa: PLR2004  (one file)
        return count + so_far
    places = lines.to_numpy() - 1
    before = np.append(0, count.to_numpy())[np.searchsorted(places, first[:-1])][find_owners(places, first)]
    return pl.Series(np.where(count.to_numpy() > before, count.to_numpy(), 0))


def split_frame(frame: pl.DataFrame, first: np.ndarray) -> list[pl.DataFrame]:
    """The rows of each file, with `_line` (from 1) and `_parent` counted within it; rows stand in order of their files.

    Args:
        frame: the rows of all files.
        first: at which line, counted from 0, each file starts, and then where the last one ends.
    """
    if len(first) == 2:  # noqa: PLR2004  (one file: as it is)
        return [frame]
    owners = find_owners(frame["_line"].to_numpy() - 1, first)
    before = pl.Series(first[owners])
    counted = [name for name in ("_line", "_parent") if name in frame.columns]
    frame = frame.with_columns(pl.col(name) - before for name in counted)
    cuts = np.searchsorted(owners, np.arange(len(first))).tolist()
    return [frame.slice(at, until - at) for at, until in pairwise(cuts)]
