"""Amounts, quantities and references of an 835 that no column of its own carries, one by one, with whose they are.

Here: where such elements stand and in which order. Not here: the elements that are columns of a claim, line or payment
(`pipeline.adapters.era_835`).
"""

from dataclasses import dataclass

import numpy as np

from pipeline.formats.texts import Picked, Text
from pipeline.formats.x12 import Positions
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_loops import count_within

AMOUNT, QUANTITY, REFERENCE = range(3)

_QUALIFIED = (("AMT", AMOUNT), ("QTY", QUANTITY), ("REF", REFERENCE), ("LQ", REFERENCE))
"""Segments whose first element says what the second is."""
_NUMBERED = (
    ("TS2", AMOUNT, (1, 2, 3, 4, 5, 6, 8, 9, 15, 17, 18, 19)),
    ("TS2", QUANTITY, (7, 10, 11, 12, 13, 14, 16)),
    ("TS3", AMOUNT, (*range(5, 23), 24)),
    ("TS3", QUANTITY, (4, 23)),
    ("TS3", REFERENCE, (1, 2, 3)),
    ("MIA", AMOUNT, (2, 4, *range(6, 15), 16, 17, 18, 19, 24)),
    ("MIA", QUANTITY, (1, 3, 15)),
    ("MOA", AMOUNT, (2, 8, 9)),
    ("MOA", QUANTITY, (1,)),
    ("CLP", QUANTITY, (12, 13)),
)
"""Segments whose elements mean something by their number. Source: X12 005010 TS2, TS3, MIA, MOA, CLP."""


@dataclass(frozen=True)
class Supplements:
    """One row per element, in the order of what it belongs to and then of the file."""

    at: Positions
    number: np.ndarray
    what: np.ndarray
    """AMOUNT, QUANTITY or REFERENCE."""
    element: Picked
    claim: np.ndarray
    """Position of the claim in its transaction; 0 above the claims."""
    service: np.ndarray
    transaction: np.ndarray
    parent: np.ndarray
    """Line, from 1, of the row it belongs to."""
    position: np.ndarray

    def value(self, advice: Advice, what: int) -> Text:
        """The values of one sort; null in the rows of the others. A REF without REF02 gives its description."""
        segments = advice.envelope.segments
        value = segments.column(self.at, self.number)
        return (value.or_else(segments.column(self.at, 3)) if what == REFERENCE else value).only(self.what == what)


def find_supplements(advice: Advice, columns: list[Positions]) -> Supplements:
    """Every such element that is filled, without the segments (`columns`) that already are columns of their row."""
    envelope, segments = advice.envelope, advice.envelope.segments
    free = advice.own & (envelope.transaction >= 0)
    taken = np.concatenate(columns)
    free[taken[taken >= 0]] = False
    free[segments.qualified("REF", "SY")] = False
    free[segments.qualified("LQ", "HE")] = False
    pieces, names = [], []
    for name, what in _QUALIFIED:
        at = segments.of(name)[free[segments.of(name)]]
        words, which = np.unique(segments.column(at, 1).words(), return_inverse=True)
        pieces.append((at, np.full(len(at), 2), np.full(len(at), what), which + len(names)))
        names += [
            f"{name}*{int(word).to_bytes(8, 'little').rstrip(bytes(1)).decode(errors='replace')}" for word in words
        ]
    for name, what, numbers in _NUMBERED:
        at = segments.of(name)[free[segments.of(name)]]
        for number in numbers:
            pieces.append((at, np.full(len(at), number), np.full(len(at), what), np.full(len(at), len(names))))
            names.append(f"{name}{number:02}")
    at, number, what, which = (np.concatenate(parts).astype(np.int64) for parts in zip(*pieces, strict=True))
    filled = segments.has(at, number) | ((what == REFERENCE) & segments.is_any("REF")[at] & segments.has(at, 3))
    return _in_order(advice, *(part[filled] for part in (at, number, what, which)), Text.of(names))


def _in_order(
    advice: Advice, at: Positions, number: np.ndarray, what: np.ndarray, which: np.ndarray, names: Text
) -> Supplements:
    line, claim = advice.services.row[at], advice.claims.row[at]
    claim = np.where(line >= 0, np.append(advice.claim_of_service, -1)[line], claim)
    transaction = advice.envelope.transaction[at]
    owner = np.where(
        line >= 0,
        np.append(advice.services.start, -1)[line],
        np.where(claim >= 0, np.append(advice.claims.start, -1)[claim], advice.envelope.start[transaction]),
    )
    order = np.lexsort((number, at, owner))
    at, number, what, which, line, claim, transaction, owner = (
        part[order] for part in (at, number, what, which, line, claim, transaction, owner)
    )
    return Supplements(
        at,
        number,
        what,
        Picked(names, which),
        np.where(claim >= 0, np.append(advice.claim_position, 0)[claim], 0),
        np.where(line >= 0, np.append(advice.service_position, 0)[line], 0),
        transaction,
        np.where(claim >= 0, owner + 1, advice.payment_line[transaction]),
        count_within(owner),
    )
