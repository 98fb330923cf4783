"""The loops of a 277: which statuses there are, at which level, and which segments hang on each.

Here: ownership, so that each segment is counted once. Not here: what an element of a loop means, and which 277 it is
(`pipeline.adapters.ack_277ca`, `pipeline.adapters.claim_status_277`).
"""

from dataclasses import dataclass

import numpy as np

from pipeline.formats.texts import Picked, Text, from_numbers
from pipeline.formats.x12 import Positions
from pipeline.formats.x12_envelope import Envelope
from pipeline.formats.x12_loops import Loop, attach, count_within, fill_forward, last_before

USED = "BHT HL NM1 TRN STC REF DTP SVC QTY AMT"
IGNORED = "PER N1 N2 N3 N4 DMG SBR PWK"
"""Addresses, contacts and, in a request for more information, which papers are wanted."""

_STATUSES = (1, 10, 11)
"""Elements of an STC that hold a status each."""
_LEVELS = ["receiver", "provider", "claim", "line"]
_MEMBERS, _SUBSCRIBER, _DEPENDENT, _PROVIDER = ("22", "23", "PT"), ["22"], ["23"], ["19"]
_NOBODY = "The patient has no claim with a status (TRN, STC)."


@dataclass(frozen=True)
class Answers:
    """The statuses of one file of 277s, a row each, and how they hang together."""

    envelope: Envelope
    level: Positions
    """For every segment of the file the HL it stands under, or the ST or ISA before the first."""
    claims: Loop
    """Claims with all their segments; a claim starts at its TRN, else at the STC that first answers the patient."""
    heads: Loop
    """Segments of the claims that stand in no line."""
    lines: Loop
    at: Positions
    """STC of each row."""
    element: np.ndarray
    """Which element of it holds the status."""
    owned: np.ndarray
    """How many segments each row owns."""

    def keys(self) -> dict[str, Text | Picked]:
        """The columns that say where each status stands."""
        segments, transaction = self.envelope.segments, self.envelope.transaction
        claim, line = self.claims.row[self.at], self.lines.row[self.at]
        claim_position = np.append(count_within(transaction[self.claims.start]), 0)
        line_position = np.append(count_within(self.claims.row[self.lines.start]), 0)
        is_provider = segments.column(self.level[self.at], 3).is_one(_PROVIDER)
        return {
            "transaction_digest": Picked(self.envelope.digest, transaction[self.at]),
            "claim_position": from_numbers(claim_position[claim]),
            "service_position": from_numbers(line_position[line]),
            "status_position": from_numbers(_count_alike(transaction[self.at], claim, line)),
            "level": Picked(Text.of(_LEVELS), np.where(line >= 0, 3, np.where(claim >= 0, 2, is_provider.astype(int)))),
        }

    def status(self) -> list[Text]:
        """Category, code and entity of each row."""
        return self.envelope.segments.parts(self.at, self.element, 4)[:3]

    def of_claim(self, found: Positions, number: int) -> Text:
        """An element of what was found for each claim, for each row; null above the claims."""
        return self.envelope.segments.column(np.append(found, -1)[self.claims.row[self.at]], number)

    def of_line(self, found: Positions, number: int) -> Text:
        """An element of what was found for each line, for each row; null at claim level and above."""
        return self.envelope.segments.column(np.append(found, -1)[self.lines.row[self.at]], number)

    @property
    def service(self) -> Positions:
        """SVC of each row; -1 at claim level and above."""
        return np.append(self.lines.start, -1)[self.lines.row[self.at]]


def find_answers(envelope: Envelope, *, needs_trace: bool) -> Answers:
    """Give every segment to the status it belongs to, or to the envelope where none does; refuse patients without any.

    `needs_trace`: a patient without TRN has no claim and is refused; else the first STC stands for one.
    """
    segments, inside = envelope.segments, envelope.transaction >= 0
    level = fill_forward(segments.is_any("HL", "ST", "ISA"))
    member = inside & np.isin(level, _members(envelope, level))
    is_claim, status = segments.is_any("TRN") & member, segments.is_any("STC") & inside
    if not needs_trace:
        alone = np.flatnonzero(status & member & ~np.isin(level, level[is_claim]))
        is_claim[alone[np.unique(level[alone], return_index=True)[1]]] = True
    claim = attach(_families(envelope, level, member, is_claim), is_claim, segments.is_any("HL"))
    is_line = segments.is_any("SVC") & (claim >= 0)
    in_line = is_line[fill_forward(is_line | is_claim | segments.is_any("HL", "ST"))] & (claim >= 0)
    start = np.flatnonzero(is_claim)
    claims, heads = Loop(segments, start, claim), Loop(segments, start, np.where(in_line, -1, claim))
    lines = Loop(segments, np.flatnonzero(is_line), np.where(in_line, np.cumsum(is_line) - 1, -1))
    answered = np.flatnonzero(status & (~member | (claim >= 0)))
    owner = _owners(answered, level, member, claims, heads, lines)
    envelope.refuse(np.flatnonzero(member & (owner < 0)), _NOBODY)
    at, element = np.repeat(answered, len(_STATUSES)), np.tile(np.array(_STATUSES), len(answered))
    kept = segments.has(at, element) | (element == _STATUSES[0])
    at, element = at[kept], element[kept]
    owned = np.bincount(owner[inside & (owner >= 0)], minlength=segments.count)[at]
    envelope.frame |= inside & ~member & (owner < 0)
    owned = np.where(element == _STATUSES[0], owned, 0)
    return Answers(envelope, level, claims, heads, lines, at, element, owned)


def _members(envelope: Envelope, level: Positions) -> Positions:
    """The HL of every subscriber, dependent or patient: of such a level, or with such a name under it."""
    segments = envelope.segments
    named = level[segments.qualified("NM1", "QC", "IL")]
    return np.union1d(segments.qualified("HL", *_MEMBERS, element=3), named[segments.is_any("HL")[named]])


def _families(envelope: Envelope, level: Positions, member: np.ndarray, is_claim: np.ndarray) -> np.ndarray:
    """For every segment the HL of its patient; of the subscriber where he has no claim and leads to a dependent."""
    segments, hierarchy = envelope.segments, envelope.segments.of("HL")
    before = last_before(hierarchy, hierarchy, fill_forward(segments.is_any("ST"))[hierarchy])
    introduced = segments.column(before, 3).is_one(_SUBSCRIBER) & ~np.isin(before, level[is_claim])
    continues = segments.column(hierarchy, 3).is_one(_DEPENDENT) & introduced
    opens = segments.is_any("ST")
    opens[hierarchy[~continues]] = True
    return np.where(member, fill_forward(opens), -1)


def _owners(
    answered: Positions, level: Positions, member: np.ndarray, claims: Loop, heads: Loop, lines: Loop
) -> Positions:
    """For every segment the STC it hangs on: its own, the first of its line, of its claim, or of its level; else -1."""
    of_head, of_claim = heads.first(answered), claims.first(answered)
    of_claim = np.append(np.where(of_head >= 0, of_head, of_claim), -1)[claims.row]
    of_line = np.append(lines.first(answered), -1)[lines.row]
    of_level = np.full(len(level) + 1, -1)
    above = answered[~member[answered]]
    of_level[level[above][::-1]] = above[::-1]
    owner = np.where(of_line >= 0, of_line, np.where(member, of_claim, of_level[level]))
    owner[answered] = answered
    return owner


def _count_alike(*columns: np.ndarray) -> np.ndarray:
    """Position of each row among the rows that are the same in all columns, from 1, in order of the file."""
    order = np.lexsort(columns)
    alike = np.unique(np.stack(columns, 1), axis=0, return_inverse=True)[1].reshape(-1)
    positions = np.empty(len(order), np.int64)
    positions[order] = count_within(alike[order])
    return positions
