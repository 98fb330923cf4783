"""The envelope of an X12 file: which segments stand in which transaction, and what the file says about its own size.

Here: ISA-IEA, GS-GE and ST-SE, their counts and control numbers, digests of transactions, truncated files. Not here:
cutting bytes (`pipeline.formats.x12`), loops inside a transaction (`pipeline.formats.x12_loops`).
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import groupby

import numpy as np
import polars as pl

from pipeline.adapters import REFUSED_SCHEMA, ControlTotal, IncompleteFileError, Reading, describe_strangers
from pipeline.formats.texts import Text
from pipeline.formats.x12 import Positions, Segments
from pipeline.formats.x12_loops import fill_forward, last_before

FRAME = ("ISA", "GS", "ST", "SE", "GE", "IEA")
_BESIDE = ("TA1", "ISB", "ISE")
_ROW_TEXT = 2_000
_TRANSACTIONS = ["270", "271", "275", "276", "277", "278", "820", "824", "834", "835", "837", "864", "997", "999"]
"""Those of health care; a value of a patient that slid into ST01 is none of them."""
_VERSION = re.compile("00[3-8]0[0-9]0(X[0-9]{3}(A[0-9])?(E[0-9])?)?")
TRANSACTIONS, GROUPS = "transactions (GE01)", "groups (IEA01)"
"""Names of the totals a group and an interchange state."""


@dataclass(frozen=True)
class Tally:
    """What one sentence counts, by kind, and which segment is the first; parts of a file add theirs up."""

    describe: Callable[[dict[str, int], str], str]
    kinds: Counter[str]
    first: str

    @property
    def sentence(self) -> str:
        """The sentence, as far as was counted."""
        return self.describe(self.kinds, self.first)


@dataclass
class Envelope:
    """The transactions of one kind in a file, and all that stands around them."""

    segments: Segments
    start: Positions
    """ST of each transaction of the kind asked for."""
    transaction: np.ndarray
    """For every segment of the file: inside which of these transactions (from 0) it stands; ST, SE and others: -1."""
    frame: np.ndarray
    """For every segment of the file: does it belong to the envelope alone, or to nothing but its transaction?"""
    digest: Text
    interchange: Positions
    group: Positions
    made: list[tuple[int, str]]
    """Segments that say when the file was made, and the instant."""
    totals: list[ControlTotal] = field(default_factory=list)
    remarks: list[tuple[int, str]] = field(default_factory=list)
    """Sentences to be told beside the rows, each with a segment of the file it speaks of."""
    tallies: dict[str, Tally] = field(default_factory=dict)
    """What those of the remarks count that speak of a whole file, by what they speak of."""
    refused_runs: list[tuple[int, int, str]] = field(default_factory=list)
    """First and last segment of what is refused, and why."""
    ignored: dict[str, Positions] = field(default_factory=dict)
    """Segments of which no value is kept, by kind."""
    names: list[str] = field(default_factory=list)
    """What each transaction is called in a total."""

    def refuse(self, segments: Positions, reason: str) -> None:
        """Refuse these segments (ascending); neighbours become one row of `refused`."""
        for own in self.segments.by_file(segments):
            for run in np.split(own, np.flatnonzero(np.diff(own) > 1) + 1):
                self.refused_runs.append((int(run[0]), int(run[-1]), reason))

    def note_strangers(self, strangers: dict[str, Positions], where: str) -> None:
        """Count segments of kinds the guide does not have at their place as ignored, and say where the first stands."""
        for kind, at in sorted(strangers.items()):
            self.ignored[kind] = np.concatenate([self.ignored.get(kind, at[:0]), at])
        found = sorted((segment, kind) for kind, at in strangers.items() for segment in at.tolist())
        for file, own in groupby(found, key=lambda item: int(self.segments.owners(item[0]))):
            places, kinds = zip(*own, strict=True)
            tally = Tally(
                partial(_describe_strangers, where), Counter(kinds), f"segment {self.segments.number(places[0])}"
            )
            self.count(where, tally, int(self.segments.first[file]))

    def count(self, what: str, tally: Tally, segment: int) -> None:
        """Tell a sentence that counts through a file, one segment of which is this."""
        self.tallies[what] = tally
        self.remarks.append((segment, tally.sentence))

    def reading(self, records: dict[str, pl.DataFrame]) -> Reading:
        """What an adapter gives back."""
        return Reading(
            records,
            self.segments.count,
            int(self.frame.sum()),
            self.refused,
            self.totals,
            delivered_at=max((instant for _, instant in self.made), default=None),
            notes=[sentence for _, sentence in self.remarks],
            ignored={kind: len(at) for kind, at in self.ignored.items()},
            unit="segment",
        )

    @property
    def refused(self) -> pl.DataFrame:
        """What was refused so far, in order of the file, as `Reading.refused`."""
        rows = [
            (first + 1, last - first + 1, reason, self.segments.text(first, last)[:_ROW_TEXT])
            for first, last, reason in sorted(self.refused_runs)
        ]
        return pl.DataFrame(rows, schema=REFUSED_SCHEMA, orient="row")


def _describe_strangers(where: str, kinds: dict[str, int], first: str) -> str:
    return describe_strangers(kinds, where, f"the first at {first}")


def read_envelope(segments: Segments, wanted: re.Pattern[str], what: str) -> Envelope:
    """Find the transactions whose "<ST01> <implementation>" is `wanted` (called `what` in sentences); refuse the rest.

    Raises:
        IncompleteFileError: the last interchange has no IEA, or the file ends inside a transaction.
    """
    marks = segments.is_any(*FRAME)
    starts = segments.of("ST")
    latest = fill_forward(marks)
    inside = ~marks & (latest >= 0) & segments.is_any("ST")[latest]
    ordinal = np.cumsum(segments.is_any("ST")) - 1
    sizes = np.bincount(ordinal[inside], minlength=len(starts))
    _refuse_truncated(segments, starts, sizes)
    behind = starts + sizes + 1
    closed = np.isin(behind, segments.of("SE"))
    floor = segments.first[segments.owners(starts)]
    group, interchange = last_before(segments.of("GS"), starts, floor), last_before(segments.of("ISA"), starts, floor)
    versions = segments.column(starts, 3).or_else(segments.column(group, 8)).to_list()
    kinds = [
        f"{kind or ''} {version or ''}"
        for kind, version in zip(segments.column(starts, 1).to_list(), versions, strict=True)
    ]
    mine = np.array([bool(wanted.match(kind)) for kind in kinds], dtype=bool)
    rank = np.where(mine, np.cumsum(mine) - 1, -1)
    beside = segments.is_any(*_BESIDE) & ~inside
    frame = marks | beside
    frame[starts[~mine]] = frame[behind[~mine & closed]] = False
    envelope = Envelope(
        segments,
        starts[mine],
        np.where(inside, rank[ordinal], -1) if len(starts) else np.full(segments.count, -1),
        frame,
        _digests(segments, starts[mine], sizes[mine]),
        interchange[mine],
        group[mine],
        _made(segments),
    )
    for number in np.flatnonzero(~mine):
        owned = np.arange(starts[number], behind[number] + closed[number])
        envelope.refuse(owned, f"The transaction is {_call(kinds[number])}, not {what}.")
    envelope.refuse(
        np.flatnonzero(~marks & ~inside & ~beside), "The segment stands outside every transaction (ST to SE)."
    )
    names = _count_segments(envelope, starts, sizes, closed)
    envelope.names = [name for name, is_mine in zip(names, mine, strict=True) if is_mine]
    _count_frames(envelope)
    return envelope


def _refuse_truncated(segments: Segments, starts: Positions, sizes: np.ndarray) -> None:
    """Raise when the file ends before its own end mark."""
    interchanges, ends = segments.of("ISA"), segments.of("IEA")
    if len(interchanges) and (not len(ends) or ends[-1] < interchanges[-1]):
        raise IncompleteFileError(
            f"The interchange that starts at segment {segments.number(interchanges[-1])} has no IEA: "
            f"the file ends at segment {segments.number(segments.count - 1)} before its own end mark."
        )
    if len(starts) and starts[-1] + sizes[-1] + 1 >= segments.count:
        raise IncompleteFileError(
            f"The transaction that starts at segment {segments.number(starts[-1])} has no SE: "
            f"the file ends at segment {segments.number(segments.count - 1)} before its own end mark."
        )


def _digests(segments: Segments, starts: Positions, sizes: np.ndarray) -> Text:
    """Digest of what stands between ST and SE: the same with other delimiters or line breaks is the same."""
    digests = []
    for start, size in zip(starts, sizes, strict=True):
        text = segments.normal(start + 1, start + size) if size else b""
        digests.append(hashlib.sha256(text).hexdigest()[:32])
    return Text.of(digests)


def _made(segments: Segments) -> list[tuple[int, str]]:
    """Every ISA (GS where there is no ISA) with its day and time as an instant, where that is real."""
    frames, date, time = (segments.of("ISA"), 9, 10) if len(segments.of("ISA")) else (segments.of("GS"), 4, 5)
    stamps = []
    columns = (segments.column(frames, element).to_list() for element in (date, time))
    for at, day, clock in zip(frames.tolist(), *columns, strict=True):
        century = "20" if len(day or "") == 6 else ""  # noqa: PLR2004
        try:
            instant = datetime.strptime(f"{century}{day}{(clock or '0000')[:4]}", "%Y%m%d%H%M")  # noqa: DTZ007
        except ValueError:
            continue
        stamps.append((at, instant.isoformat()))
    return stamps


def _total(scope: str, name: str, stated: str | None, found: int, segment: int) -> ControlTotal:
    """One count the file states about itself; what is no number is stated as 0."""
    number = stated if stated and re.fullmatch(r"[0-9]{1,9}", stated) else "0"
    return ControlTotal(scope, name, "count", number, str(found), segment + 1, "warn")


def _call(kind: str) -> str:
    """A transaction by its number and implementation, each where it is one: what else stands there is told nobody."""
    number, _, version = kind.partition(" ")
    if number not in _TRANSACTIONS:
        return "of a kind we do not know (ST01)"
    known = not version or _VERSION.fullmatch(version)
    return f"a {number} {version}".strip() if known else f"a {number} of another implementation"


def _name(kind: str, number: str | None, closing: str | None, segment: int) -> str:
    """What a transaction, group or interchange is called: its control number, where its end repeats it.

    A number that stands there once only may have come from anywhere, and a patient's is told nobody.
    """
    return f"{kind} {number}" if number and number == closing else f"{kind} at segment {segment}"


def _count_segments(envelope: Envelope, starts: Positions, sizes: np.ndarray, closed: np.ndarray) -> list[str]:
    """SE01 beside the segments found, SE02 beside ST02, for every transaction of the file; gives their names."""
    segments, names = envelope.segments, []
    ends = np.where(closed, starts + sizes + 1, -1)
    columns = [segments.column(at, element).to_list() for at, element in ((starts, 2), (ends, 1), (ends, 2))]
    for start, size, end, number, stated, closing in zip(starts, sizes, ends, *columns, strict=True):
        scope = _name("transaction", number, closing, segments.number(start))
        names.append(scope)
        if end < 0:
            sentence = f"The transaction that starts at segment {segments.number(start)} has no SE."
            envelope.remarks.append((int(start), sentence))
            envelope.totals.append(_total(scope, "segments (SE01)", None, size + 1, start))
            continue
        envelope.totals.append(_total(scope, "segments (SE01)", stated, size + 2, end))
        if closing != number:
            envelope.totals.append(_total(scope, "control number agrees (ST02, SE02)", "1", 0, end))
    return names


def _count_frames(envelope: Envelope) -> None:
    """GE01 and IEA01 beside the transactions and groups found, IEA02 beside ISA13."""
    segments = envelope.segments
    for opener, closer, inner, name in (("GS", "GE", "ST", TRANSACTIONS), ("ISA", "IEA", "GS", GROUPS)):
        opened, closers = segments.of(opener), segments.of(closer)
        floor = segments.first[segments.owners(closers)]
        starts = last_before(opened, closers, floor)
        since = np.maximum(starts, floor)
        counts = np.searchsorted(segments.of(inner), closers) - np.searchsorted(segments.of(inner), since)
        control = 13 if opener == "ISA" else 6
        columns = [
            segments.column(at, element).to_list() for at, element in ((starts, control), (closers, 1), (closers, 2))
        ]
        for closer_at, count, number, stated, closing in zip(closers, counts, *columns, strict=True):
            kind = "interchange" if opener == "ISA" else "group"
            scope = _name(kind, number, closing, segments.number(closer_at))
            envelope.totals.append(_total(scope, name, stated, int(count), closer_at))
            if opener == "ISA" and number and closing != number:
                envelope.totals.append(_total(scope, "control number agrees (ISA13, IEA02)", "1", 0, closer_at))
        for start in np.setdiff1d(opened, starts):
            envelope.remarks.append((int(start), f"The {opener} of segment {segments.number(start)} has no {closer}."))
