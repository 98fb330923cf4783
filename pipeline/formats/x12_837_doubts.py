"""What an 837 says about itself and what its guide asks of it: charges beside lines, loops and segments that must be.

Here: findings told beside the rows, each with the segment where it begins. Not here: anything that changes a row
(`pipeline.adapters.claim_837`).
"""

import re
from collections import Counter
from decimal import Decimal

import numpy as np

from pipeline.adapters import ControlTotal
from pipeline.formats.x12 import Positions
from pipeline.formats.x12_837 import Batch
from pipeline.formats.x12_envelope import Envelope, Tally
from pipeline.formats.x12_loops import Loop, first_after, last_before

_CENTS = -2
_MOST_DIGITS = 16
_5010 = re.compile("005010")
_OWN_SEPARATOR = (
    "The claims separate components by another character than the ISA declares; they were read by their own."
)


def state_charges(batch: Batch) -> list[ControlTotal]:
    """For every transaction the charges of its claims (CLM02) beside those of its lines (SV102, SV203)."""
    envelope, segments = batch.envelope, batch.envelope.segments
    whole, services = Loop(segments, envelope.start, envelope.transaction), segments.of("SV1", "SV2")
    stated = whole.sum(batch.claims.start, 2).to_list()
    found = whole.sum(services, np.where(segments.is_any("SV1")[services], 2, 3)).to_list()
    return [
        ControlTotal(scope, "line charges (CLM02)", "amount", claims, lines, at + 1, "warn")
        for scope, at, claims, lines in zip(envelope.names, envelope.start.tolist(), stated, found, strict=True)
        if claims and lines and _is_amount(claims) and _is_amount(lines)
    ]


def _is_amount(text: str) -> bool:
    """Whether a sum is whole cents and of no more digits than a total may have; else a charge of it is no amount."""
    number = Decimal(text)
    return number.as_tuple().exponent >= _CENTS and number.adjusted() < _MOST_DIGITS


def note_components(envelope: Envelope, at: list[int]) -> None:
    """Tell of each file that starts at one of these segments that its claims were cut at another character."""
    for first in at:
        envelope.count(_OWN_SEPARATOR, Tally(lambda *_: _OWN_SEPARATOR, Counter(), ""), first)


def note_doubts(batch: Batch) -> None:
    """Tell for every rule of the 837 guides that claims of a file break how many do, and where the first is."""
    segments, opening = batch.envelope.segments, batch.opening
    billing = batch.leading("NM1", "85", opening)
    subscription = np.maximum(batch.leading("SBR", "", opening), opening)
    names, levels, named = segments.of("NM1"), segments.of("HL"), billing >= 0
    until = np.where(named, first_after(np.union1d(names, levels), billing + 1, batch.claims.start), -1)
    until = np.where(until >= 0, until, batch.claims.start)
    providers = segments.qualified("NM1", "85")
    level = np.maximum(last_before(levels, billing, opening), opening)
    broken = {
        "no subscriber above them (HL*22 with SBR)": batch.leading("SBR", "", opening) < 0,
        "no billing provider above them (loop 2010AA, NM1*85)": ~named,
        "no subscriber's name above them (loop 2010BA, NM1*IL)": batch.leading("NM1", "IL", subscription) < 0,
        "no payer above them (loop 2010BB, NM1*PR)": batch.leading("NM1", "PR", subscription) < 0,
        "a billing provider without address (N3)": named & (first_after(segments.of("N3"), billing, until) < 0),
        "a billing provider with more than one tax number (REF*EI)": _count(batch, "REF", "EI", billing, until) > 1,
        "two billing providers in one level (NM1*85)": named & (last_before(providers, billing, level) >= 0),
        "no diagnosis (HI)": batch.follows(_5010) & (batch.heads.first(segments.of("HI")) < 0),
        "no service line (LX)": np.bincount(batch.claim_of_line, minlength=len(billing)) == 0,
    }
    for rule, found in broken.items():
        for at in segments.by_file(batch.claims.start[found]):
            tally = Tally(_describe, Counter({rule: len(at)}), f"segment {segments.number(at[0])}")
            batch.envelope.count(rule, tally, int(at[0]))


def _describe(counts: dict[str, int], first: str) -> str:
    [(rule, count)] = counts.items()
    return f"Claims with {rule}: {count}, the first at {first}."


def _count(batch: Batch, name: str, qualifier: str, after: Positions, until: Positions) -> np.ndarray:
    """How many such segments stand between two positions; 0 where the first is -1."""
    found = batch.envelope.segments.qualified(name, qualifier)
    counts = np.searchsorted(found, until) - np.searchsorted(found, after)
    return np.where(after >= 0, counts, 0)
