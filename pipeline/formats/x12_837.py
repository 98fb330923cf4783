"""The loops of an 837: which segments lead to a claim, which are its own, its other payers' and its lines'.

Here: ownership, so that each segment is counted once, and what stands above a claim. Not here: what an element of a
loop means (`pipeline.adapters.claim_837`).
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from pipeline.formats.texts import Text, join
from pipeline.formats.x12 import Positions, Segments
from pipeline.formats.x12_envelope import Envelope
from pipeline.formats.x12_loops import Loop, attach, count_within, fill_forward, first_after, last_before, repeats

_PLACE = re.compile(r"\w{1,2}([^\w\s])\w?\1\w")
"""CLM05 as every guide has it: facility code, its qualifier, frequency; what stands between them cuts composites."""

_AMOUNT_BEHIND_REASON, _STEP, _FIRST_REASON = 1, 3, 2
_DAY, _BEHIND, _RANGE = 8, 9, 17
"""Lengths of CCYYMMDD, of that with a hyphen, and of two days with a hyphen between them."""
_DIAGNOSES = ("BK", "ABK", "BF", "ABF")


@dataclass(frozen=True)
class Batch:
    """The loops of one file of claims and how they hang together."""

    envelope: Envelope
    claims: Loop
    """All segments that lead to a claim or stand in it."""
    heads: Loop
    """Segments of the claim itself, loops 2300 and 2310."""
    others: Loop
    """Segments of the claim's other payers, loops 2320 and 2330."""
    lines: Loop
    own: np.ndarray
    """Segments the claim's row owns: all but those of its lines."""

    @property
    def transaction(self) -> np.ndarray:
        """The transaction each claim stands in."""
        return self.envelope.transaction[self.claims.start]

    @cached_property
    def opening(self) -> Positions:
        """ST of each claim."""
        return self.envelope.start[self.transaction]

    @cached_property
    def claim_position(self) -> np.ndarray:
        """Position of each claim in its transaction, from 1."""
        return count_within(self.transaction)

    @cached_property
    def claim_of_line(self) -> np.ndarray:
        """The claim each line belongs to."""
        return self.claims.row[self.lines.start]

    @cached_property
    def _above(self) -> np.ndarray:
        """Segments of the provider, subscriber and patient loops, where a claim's other payers do not stand."""
        segments, is_claim = self.envelope.segments, np.zeros(self.envelope.segments.count, bool)
        is_claim[self.claims.start] = True
        return ~is_claim[fill_forward(is_claim | segments.is_any("HL", "ST"))]

    def leading(self, name: str, qualifiers: str, floor: Positions) -> Positions:
        """The last such segment above each claim, not before the floor; -1 where there is none."""
        segments = self.envelope.segments
        found = segments.qualified(name, *qualifiers.split()) if qualifiers else segments.of(name)
        return last_before(found[self._above[found]], self.claims.start, floor)

    def behind(self, name: str, qualifiers: str, at: Positions) -> Positions:
        """The first such segment behind `at` and above each claim; -1 where there is none."""
        return first_after(self.envelope.segments.qualified(name, *qualifiers.split()), at, self.claims.start)

    def in_lines(self, candidates: Positions) -> Positions:
        """For every claim the first of the segments that stands in one of its lines; -1 where there is none."""
        inside = np.where(self.lines.row >= 0, self.claims.row, -1)
        return Loop(self.envelope.segments, self.claims.start, inside).first(candidates)

    def follows(self, guide: re.Pattern[str]) -> np.ndarray:
        """Which claims stand in a transaction that names this guide (ST03, else GS08)."""
        segments, envelope = self.envelope.segments, self.envelope
        named = segments.column(envelope.start, 3).or_else(segments.column(envelope.group, 8)).to_list()
        return np.array([bool(guide.match(name or "")) for name in named], bool)[self.transaction]

    def adjusted(self, loop: Loop) -> Text:
        """For every row of the loop the sum of all amounts of its CAS segments."""
        segments = self.envelope.segments
        at, reason, _ = repeats(segments, segments.of("CAS"), _FIRST_REASON, _STEP)
        return loop.sum(at, reason + _AMOUNT_BEHIND_REASON)

    def diagnoses(self) -> Text:
        """For every claim its diagnoses, principal first as sent, separated by blanks."""
        segments, at = self.envelope.segments, self.envelope.segments.of("HI")
        at = np.repeat(at, segments.width(at))
        at = at[self.heads.row[at] >= 0]
        qualifier, code, _ = segments.parts(at, count_within(at), 3)
        return join(self.heads.row[at], code.only(qualifier.is_one(_DIAGNOSES)), len(self.claims.start))


def glue(first: Text, second: Text) -> Text:
    """Both values of each row without anything between them; null where the first is."""
    return Text.of(one and one + (two or "") for one, two in zip(first.to_list(), second.to_list(), strict=True))


def last_day(period: Text) -> Text:
    """The last day of each period CCYYMMDD-CCYYMMDD; a single day as it is."""
    is_range = period.length == _RANGE
    return Text(period.data, period.start + np.where(is_range, _BEHIND, 0), np.where(is_range, _DAY, period.length))


def with_real_components(segments: Segments) -> tuple[Segments, list[int]]:
    """The segments, cut at the component separator that the claims use where no CLM05 has the one the ISA declares.

    Published files of repricers show it; the first segment of each such file is given beside them. Of a large file
    every part is judged for itself.
    """
    own = {}
    for claims in segments.by_file(segments.of("CLM")):
        if segments.parts(claims, 5, 2)[1].length.any():
            continue
        used = {shape[1] for place in segments.column(claims, 5).to_list() if (shape := _PLACE.match(place or ""))}
        if len(used) == 1:
            own[int(segments.owners(claims[0]))] = used.pop()
    return segments.with_components(own) if own else segments, [int(segments.first[file]) for file in own]


def find_loops(envelope: Envelope) -> Batch:
    """Give every segment to the claim or line it belongs to; refuse a transaction without any claim."""
    segments, transaction = envelope.segments, envelope.transaction
    inside, is_claim = transaction >= 0, segments.is_any("CLM") & (transaction >= 0)
    row = attach(transaction, is_claim, segments.is_any("HL"))
    envelope.refuse(np.flatnonzero(inside & (row < 0)), "The transaction has no claim (CLM).")
    bounds, service = is_claim | segments.is_any("HL", "ST"), segments.is_any("SV1", "SV2")
    in_claim = inside & (row >= 0) & is_claim[fill_forward(bounds)]
    counter = segments.is_any("LX")
    latest = fill_forward(bounds | counter | service)
    is_line = in_claim & (counter | (service & ~counter[np.append(-1, latest)[:-1]]))
    """A service segment without a counter of its own opens a line too."""
    in_line = in_claim & is_line[fill_forward(bounds | is_line)]
    in_head = in_claim & is_claim[fill_forward(bounds | is_line | segments.is_any("SBR"))]
    start = np.flatnonzero(is_claim)

    def part(members: np.ndarray) -> Loop:
        return Loop(segments, start, np.where(members, row, -1))

    lines = Loop(segments, np.flatnonzero(is_line), np.where(in_line, np.cumsum(is_line) - 1, -1))
    whole = Loop(segments, start, row)
    return Batch(envelope, whole, part(in_head), part(in_claim & ~in_head & ~in_line), lines, (row >= 0) & ~in_line)
