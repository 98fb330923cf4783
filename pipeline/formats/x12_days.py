"""Days as X12 writes them, where a day that is none must not cost the row that bears it.

Here: reading date elements and counting those that are no real day. Not here: which element is which column
(`pipeline.adapters`). For advices of payment only: their money is due whatever their dates say, see
docs/decisions/0009-a-date-never-costs-the-money.md.
"""

from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from pipeline.formats.texts import Text
from pipeline.formats.x12 import Positions, Segments
from pipeline.formats.x12_envelope import Envelope, Tally

_UNREAL = "Dates that are no real day and were left empty"


@dataclass
class Days:
    """Reads the days of one file and remembers where something stood that is no day."""

    segments: Segments
    _unreal: list[int] = field(default_factory=list)

    def read(self, at: Positions, element: int) -> Text:
        """The element of each segment as ISO day; null where the segment is none (-1), empty, or no real day."""
        return self.check(self.segments.column(at, element), at)

    def check(self, dates: Text, at: Positions) -> Text:
        """Dates (CCYYMMDD) that stand in these segments, as `read`."""
        days, is_unreal = dates.to_real_days()
        self._unreal += at[is_unreal].tolist()
        return days

    def note(self, envelope: Envelope) -> None:
        """One sentence for a file in which something was no day: how often, and the first segment where."""
        for places in self.segments.by_file(np.sort(np.array(self._unreal, np.int64))):
            at, name = int(places[0]), self.segments.column(places[:1], 0).to_list()[0]
            first = f"segment {self.segments.number(at)} ({name})"
            envelope.count(_UNREAL, Tally(_describe, Counter({_UNREAL: len(places)}), first), at)


def _describe(counts: dict[str, int], first: str) -> str:
    return f"{_UNREAL}: {counts[_UNREAL]}, the first at {first}."
