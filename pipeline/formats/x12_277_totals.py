"""What a 277CA says about its own size: claims and charges accepted and rejected, beside those it then lists.

Here: QTY and AMT of the receiver and provider levels (005010X214, loops 2200B and 2200C) as control totals. Not here:
the statuses themselves (`x12_277`).
"""

from decimal import Decimal
from re import compile as pattern

import numpy as np

from pipeline.adapters import ControlTotal
from pipeline.formats.x12_277 import Answers

_STATED = {
    ("QTY", "90"): ("claims accepted (QTY*90)", False),
    ("QTY", "QA"): ("claims accepted (QTY*QA)", False),
    ("QTY", "AA"): ("claims rejected (QTY*AA)", True),
    ("QTY", "QC"): ("claims rejected (QTY*QC)", True),
    ("AMT", "YU"): ("charges accepted (AMT*YU)", False),
    ("AMT", "YY"): ("charges rejected (AMT*YY)", True),
}
"""Segment and qualifier: what it counts, and whether of the claims rejected."""
_REJECTED = ["U"]
"""STC03: the action that rejects."""
_BELOW = {"21": ("20", "21"), "19": ("19", "20", "21")}
"""Level of an HL, and the levels that end what stands below it."""
_NUMBER = pattern(r"\d{1,15}(\.\d{0,2}0*)?")


def state_totals(answers: Answers) -> list[ControlTotal]:
    """Every total of a receiver or provider that lists claims; payers repeat levels, so a difference only warns."""
    segments, claims = answers.envelope.segments, answers.claims
    statuses = segments.of("STC")
    rejected = claims.first(statuses[segments.column(statuses, 3).is_one(_REJECTED)]) >= 0
    charges = segments.column(answers.heads.first(statuses), 4).to_list()
    answered = claims.first(statuses) >= 0
    totals = []
    for at in segments.of("QTY", "AMT"):
        stated = _STATED.get((segments.text(at, at)[:3], segments.column([at], 1).to_list()[0]))
        level = int(answers.level[at])
        below = _range(answers, level)
        if not stated or not below or claims.row[at] >= 0 or answers.envelope.transaction[at] < 0:
            continue
        name, wants_rejected = stated
        listed = (claims.start > below[0]) & (claims.start < below[1]) & answered
        if not listed.any():
            continue
        chosen = np.flatnonzero(listed & (rejected == wants_rejected))
        value = segments.column([at], 2).to_list()[0] or "0"
        scope = f"level of segment {segments.number(level)}"
        if name.startswith("claims"):
            kind, found = "count", str(len(chosen))
        else:
            amounts = [charges[number] or "0" for number in chosen]
            if not all(_NUMBER.fullmatch(amount) for amount in amounts):
                continue
            kind, found = "amount", f"{sum(map(Decimal, amounts), Decimal(0)):f}"
        if _NUMBER.fullmatch(value):
            totals.append(ControlTotal(scope, name, kind, value, found, int(at) + 1, "warn"))
    return totals


def _range(answers: Answers, level: int) -> tuple[int, int] | None:
    """Segments between which the claims of a receiver or provider level stand; None for other levels."""
    segments = answers.envelope.segments
    ends = _BELOW.get(segments.column([level], 3).to_list()[0] or "")
    if not ends or not segments.is_any("HL")[level]:
        return None
    following = np.union1d(segments.qualified("HL", *ends, element=3), segments.of("SE"))
    after = following[following > level]
    until = int(segments.first[segments.owners(level) + 1])
    return level, min(int(after[0]), until) if len(after) else until
