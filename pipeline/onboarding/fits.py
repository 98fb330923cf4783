"""A record a table may hold: each of its fields with where it comes from, how sure that is, and why.

Here: the shape of it. Not here: how it is found (`pipeline.onboarding.fitting`), the layout it gives
(`pipeline.onboarding.proposal`).
"""

from dataclasses import dataclass

from pipeline.formats.misfits import Column


@dataclass(frozen=True)
class Match:
    """A field and its source: one column, two (debit and credit), or none, where the layout says it."""

    field: str
    columns: tuple[Column, ...]
    confidence: float
    reason: str


@dataclass(frozen=True)
class Fit:
    """A record the table may hold; it cannot be read while required fields are `lacking`."""

    record: str
    kind: str
    score: float
    matches: tuple[Match, ...]
    lacking: tuple[str, ...] = ()
