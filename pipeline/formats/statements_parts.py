"""Rows of tagged statements given out part by part, so that memory is that of a part and rows are those of the whole.

Here: which part a line belongs to, twins in different parts, what is said of the file at its end. Not here: when a row
is complete (`pipeline.formats.ofx`, `pipeline.formats.camt`), which lines of a part a row owns
(`pipeline.formats.statements`).
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl
from polars import col

from pipeline.adapters import Reading
from pipeline.formats.statements import KEY, ROWS, own_lines, to_frames, worth
from pipeline.formats.twin_parts import Keys

PART_ROWS = 25_000
"""A part costs something, however few rows it has; so many are some ten MB."""


class Parts:
    """Takes the rows of a file in the order they start, and gives them out as readings."""

    def __init__(self) -> None:
        """No row yet."""
        self._rows = [own_lines(pl.DataFrame(schema=ROWS))]
        self._keys = Keys()
        self._covered = self._held = self._given = 0
        """The last line a row stands on, lines of rows that are held, lines of the parts given out."""
        self._unmarked: tuple[int, int] = 0, 0
        """Twins without a reference of the bank: line of the first, and how many."""

    @property
    def is_enough(self) -> bool:
        """Whether there are rows for a part."""
        return sum(map(len, self._rows)) >= PART_ROWS

    @property
    def notes(self) -> list[str]:
        """A sentence where lines are equal in all and have no reference of the bank; empty where there are none."""
        line, count = self._unmarked
        why = "equal to a line above and without a reference of the bank; kept as a payment of its own"
        return [f"line {line}: {why} ({count} such lines)"] if count else []

    def own(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with the lines they own; every row passes here once, in the order they start."""
        owned = own_lines(rows, self._covered)
        self._covered = max(self._covered, rows["end"].max() or 0)
        self._held += owned["lines"].sum()
        return owned

    def add(self, rows: pl.DataFrame) -> None:
        """Rows that are complete, with the lines they own, for the next part."""
        self._rows.append(rows)
        self._held -= rows["lines"].sum()

    def make(self) -> Reading:
        """The rows there are; the lines are those since the part before, up to the last that a row stands on."""
        rows, self._rows = self._number(pl.concat(self._rows)), self._rows[:1]
        frames, refused = to_frames(rows)
        lines = self._covered - self._held - self._given
        self._given += lines
        owned = sum(int(frame["_lines"].sum()) for frame in (*frames.values(), refused))
        return Reading(records=frames, lines=lines, envelope=lines - owned, refused=refused)

    def end(self, lines: int) -> Reading:
        """The rows that are left, with all further lines of the file.

        Args:
            lines: of the whole file.
        """
        last = self.make()
        left = lines - self._given
        return replace(last, lines=last.lines + left, envelope=last.envelope + left)

    def _number(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows with `occurrence` of bank lines: 1 for the first of a key, 2 for the next."""
        key = pl.struct("record", *(worth(name) if name == "amount" else name for name in KEY)).struct.json_encode()
        keys = rows.select(key=key)
        nth = pl.int_range(1, pl.len() + 1).over("key")
        rows = rows.with_columns(occurrence=keys.select(nth).to_series() + self._keys.count_before(keys, ["key"]))
        is_twin = (col("record") == "bank_transaction") & (col("occurrence") > 1)
        twins = rows.filter(is_twin & col("bank_reference").is_null())["line"]
        if len(twins):
            self._unmarked = self._unmarked[0] or twins[0], self._unmarked[1] + len(twins)
        return rows.with_columns(col("occurrence").cast(pl.String))


def join_parts(parts: Iterable[Reading]) -> Reading:
    """The parts of a file as one reading; what is said of the whole file is said in the last of them."""
    *before, last = parts
    every = [*before, last]
    return replace(
        last,
        records={record: pl.concat([part.records[record] for part in every]) for record in last.records},
        refused=pl.concat([part.refused for part in every]),
        lines=sum(part.lines for part in every),
        envelope=sum(part.envelope for part in every),
        totals=[total for part in every for total in part.totals],
    )
