"""Repeatable chance: one named stream of random numbers for each concern, so that a change in one moves no other.

Here: how randomness is drawn and how cents are rounded. Not here: what is drawn with it.
"""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, name: str) -> Random:
    """The stream `name` of a world: the same seed and name give the same numbers on every machine."""
    return Random(f"{seed}/{name}")  # noqa: S311  (a simulated world needs repeatable chance, not secrecy)


def happens(rng: Random, share: float) -> bool:
    """True in `share` (0 to 1) of the cases."""
    return rng.random() < share


def pick(rng: Random, choices: Sequence[tuple[T, int]]) -> T:
    """One of `choices`, each given with its weight."""
    items = [item for item, _ in choices]
    return rng.choices(items, weights=[weight for _, weight in choices])[0]


def percent_of(cents: int, basis_points: int) -> int:
    """`basis_points` / 10,000 of an amount, in whole cents, halves away from zero."""
    scaled = abs(cents) * basis_points
    whole = (scaled + 5_000) // 10_000
    return whole if cents >= 0 else -whole
