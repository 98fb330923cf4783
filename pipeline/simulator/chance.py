"""Repeatable chance: one named stream of random numbers for each concern, so that a change in one moves no other.

Here: how randomness is drawn and how cents are rounded. Not here: what is drawn with it.
"""

from bisect import bisect
from functools import cache
from itertools import accumulate
from random import Random
from typing import TypeVar

T = TypeVar("T")


def stream(seed: int, name: str) -> Random:
    """The stream `name` of a world: the same seed and name give the same numbers on every machine."""
    return Random(f"{seed}/{name}")  # noqa: S311  (a simulated world needs repeatable chance, not secrecy)


def happens(rng: Random, share: float) -> bool:
    """True in `share` (0 to 1) of the cases."""
    return rng.random() < share


def pick(rng: Random, choices: tuple[tuple[T, int], ...]) -> T:
    """One of `choices`, each given with its weight."""
    items, bounds = _bounds(choices)
    return items[bisect(bounds, rng.random() * bounds[-1], 0, len(bounds) - 1)]


@cache
def _bounds(choices: tuple[tuple[T, int], ...]) -> tuple[list[T], list[float]]:
    """The choices and their added weights, worked out once for each set of choices."""
    return [item for item, _ in choices], [float(total) for total in accumulate(weight for _, weight in choices)]


def percent_of(cents: int, basis_points: int) -> int:
    """`basis_points` / 10,000 of an amount, in whole cents, halves away from zero."""
    scaled = abs(cents) * basis_points
    whole = (scaled + 5_000) // 10_000
    return whole if cents >= 0 else -whole
