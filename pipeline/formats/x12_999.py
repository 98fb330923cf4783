"""The loops of a 999 or 997: which group, transaction, segment or element each verdict and fault speaks of.

Here: ownership, so that each segment is counted once, and the counts of an AK9. Not here: what an element means
(`pipeline.adapters.ack_999`).
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from pipeline.adapters import ControlTotal
from pipeline.formats.x12 import Positions
from pipeline.formats.x12_envelope import Envelope, Tally
from pipeline.formats.x12_loops import Loop, fill_forward

USED = "AK1 AK2 AK3 AK4 AK5 AK9 IK3 IK4 IK5"
IGNORED = "CTX"
"""Where in the sender's business a fault lies; it repeats values of the claim."""

SEGMENT, ELEMENT, CLOSING = ("IK3", "AK3"), ("IK4", "AK4"), ("IK5", "AK5")
_REFUSED = ["R", "M", "W", "X"]
_COUNT = 9
"""Digits of the longest count we compare."""


@dataclass(frozen=True)
class Acknowledgments:
    """One row for every group (AK1), transaction (AK2), segment (IK3) and element (IK4), and how they hang together."""

    envelope: Envelope
    at: Positions
    """Segment each row starts at."""
    groups: Loop
    sets: Loop
    group: Positions
    """AK1 of each row."""
    answered: Positions
    """AK2 of each row; -1 for a group's own."""
    fault: Positions
    """IK3 of each row that speaks of a segment or an element in it; -1 for others."""
    closing: Positions
    """Segment with the row's verdict: AK9 of a group, IK5 of a transaction; -1 for others and where there is none."""
    parent: Positions
    """Segment the row hangs on; -1 for a group."""
    owned: np.ndarray


def find_acknowledgments(envelope: Envelope) -> Acknowledgments:
    """Give every segment to its row; refuse what closes or details nothing that is open."""
    segments, inside = envelope.segments, envelope.transaction >= 0

    def marks(*names: str) -> np.ndarray:
        return segments.is_any(*names) & inside

    ends, ak1, ak2, ak9, ik5 = segments.is_any("ST", "SE"), marks("AK1"), marks("AK2"), marks("AK9"), marks(*CLOSING)
    ik3, ik4 = marks(*SEGMENT), marks(*ELEMENT)
    in_group, in_set = _open(ak1, ends | ak9), _open(ak2, ends | ak1 | ak9 | ik5)
    in_fault = _open(ik3, ends | ak1 | ak2 | ak9 | ik5)
    stray = (inside & ~ak1 & ~in_group) | (marks("CTX") & ~in_fault) | (ik4 & ~in_fault) | ((ik3 | ik5) & ~in_set)
    envelope.refuse(np.flatnonzero(stray), "The segment details or closes nothing that is open before it.")
    opens = (ak1 | ak2 | ik3 | ik4) & ~stray
    at = np.flatnonzero(opens)
    group, answered, fault = (fill_forward(mark & ~stray) for mark in (ak1, ak2, ik3))
    groups = Loop(segments, np.flatnonzero(ak1), np.where(inside & ~stray, np.cumsum(ak1) - 1, -1))
    sets = Loop(
        segments, np.flatnonzero(ak2 & ~stray), np.where(in_set & ~stray | ak2, np.cumsum(ak2 & ~stray) - 1, -1)
    )
    closing = np.full(segments.count, -1)
    closing[groups.start] = groups.first(np.flatnonzero(ak9 & ~stray))
    closing[sets.start] = sets.first(np.flatnonzero(ik5 & ~stray))
    owner = np.where(ak9, group, np.where(ik5, answered, fill_forward(opens)))
    owned = np.bincount(owner[inside & ~stray], minlength=segments.count)[at]
    parent = np.where(ak2, group, np.where(ik3, answered, np.where(ik4, fault, -1)))[at]
    is_group, is_fault = ak1[at], (ik3 | ik4)[at]
    return Acknowledgments(
        envelope, at, groups, sets, group[at],
        np.where(is_group, -1, answered[at]),
        np.where(is_fault, fault[at], -1),
        closing[at], parent, owned,
    )  # fmt: skip


def state_counts(found: Acknowledgments) -> list[ControlTotal]:
    """What every AK9 counts beside the transactions (AK2) its group lists, where it lists any.

    A 997 may leave out the transactions it accepts, so those it refuses are taken from the number received.
    """
    segments, totals = found.envelope.segments, []
    verdict = segments.column(found.sets.first(segments.of(*CLOSING)), 1)
    group = found.groups.row[found.sets.start]
    listed = np.bincount(group, minlength=len(found.groups.start))
    refused = np.bincount(group[verdict.is_one(_REFUSED)], minlength=len(found.groups.start))
    closing = found.groups.first(segments.of("AK9"))
    columns = [segments.column(closing, number).to_list() for number in (2, 3, 4)]
    for row, (included, received, accepted) in enumerate(zip(*columns, strict=True)):
        if closing[row] < 0 or not listed[row]:
            continue
        scope, at = f"group at segment {segments.number(found.groups.start[row])}", int(closing[row]) + 1
        totals.append(
            ControlTotal(
                scope, "transactions received (AK902)", "count", _whole(included), _whole(received), at, "warn"
            )
        )
        left = max(int(_whole(received)) - int(refused[row]), 0)
        totals.append(
            ControlTotal(scope, "transactions accepted (AK904)", "count", _whole(accepted), str(left), at, "warn")
        )
    return totals


def note_gaps(found: Acknowledgments) -> None:
    """Tell how many groups and transactions of the file have no verdict, and where the first is."""
    segments = found.envelope.segments
    for loop, what, closing in ((found.groups, "Groups", ("AK9",)), (found.sets, "Transactions", CLOSING)):
        missing = loop.start[loop.first(segments.of(*closing)) < 0]
        if len(missing):
            gap = f"{what} without a verdict ({closing[0]})"
            tally = Tally(_describe_gap, Counter({gap: len(missing)}), f"segment {segments.number(missing[0])}")
            found.envelope.count(gap, tally, int(missing[0]))


def _describe_gap(counts: dict[str, int], first: str) -> str:
    [(gap, count)] = counts.items()
    return f"{gap}: {count}, the first at {first}."


def _open(opener: np.ndarray, closer: np.ndarray) -> np.ndarray:
    """Where an opener stands before, or here, with no closer strictly between them."""
    before = np.append(False, opener[fill_forward(opener | closer)] & (fill_forward(opener | closer) >= 0))[:-1]
    return opener | before


def _whole(text: str | None) -> str:
    """A count as stated; what is none is 0."""
    return text if text and text.isdecimal() and len(text) <= _COUNT else "0"
