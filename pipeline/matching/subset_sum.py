"""Which of these amounts add up to that one, and is there only one answer?

Here: a pure search in whole cents that counts its solutions, so that a sum is taken for an explanation only where no
other subset explains it as well. Not here: which amounts belong together at all (the dbt models around it), and what is
done with an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MOST_CANDIDATES = 40
"""Two halves of twenty are a million sums each: a tenth of a second and 32 MiB."""
MOST_ITEMS = 12
ENOUGH = 2
"""Solutions looked for: with two, no one of them is the explanation."""
NEAR = 5_000
"""Cents on either side of the target within which subsets are counted, to know how densely their sums lie there."""
MOST_SUMS = 1_000_000
"""Sums of the right size looked at before a search is given up; only amounts that are nearly all alike come so far."""


@dataclass(frozen=True)
class Answer:
    """The subsets found, each as positions in the amounts, at most `ENOUGH`.

    `is_searched` is False where the pool was too large to look at, so that nothing is known. `chance` is the number of
    subsets that may be expected to add up although they have nothing to do with the target: how many come within `NEAR`
    of it, per cent of that range; the subsets found are not counted. `chance_in_group` is the same of the subsets whose
    members are all of one group: of those fewer can add up by chance.
    """

    subsets: tuple[tuple[int, ...], ...]
    is_searched: bool = True
    chance: float = 0.0
    chance_in_group: float = 0.0

    @property
    def is_unique(self) -> bool:
        """True where exactly one subset adds up."""
        return self.is_searched and len(self.subsets) == 1


def find_subsets(
    target: int, amounts: Sequence[int], most_items: int = MOST_ITEMS, groups: Sequence[str | None] = ()
) -> Answer:
    """Subsets of two or more amounts whose sum is the target, until it is clear whether there is none, one, or more.

    Args:
        target: cents to explain, positive.
        amounts: cents of the candidates, all positive. Equal amounts are different candidates.
        most_items: largest subset that counts as an explanation.
        groups: the group of each candidate, None where it belongs to none; left out, nothing is known of groups.

    Raises:
        ValueError: an amount or the target is not positive.
    """
    if target <= 0 or any(amount <= 0 for amount in amounts):
        raise ValueError("amounts and target are whole cents above zero")
    places = [place for place, amount in enumerate(amounts) if amount < target]
    if len(places) > MOST_CANDIDATES:
        return Answer((), is_searched=False)
    if sum(amounts[place] for place in places) < target:
        return Answer(())
    left, right = places[: len(places) // 2], places[len(places) // 2 :]
    halves = _halves([amounts[place] for place in places])
    found = _meet(target, *halves, most_items)
    if found is None:
        return Answer((), is_searched=False)
    subsets = tuple(sorted(_members(left, a) + _members(right, b) for a, b in found))
    together = [
        [place for place in places if groups[place] == group] for group in sorted({g for g in groups if g is not None})
    ]
    return Answer(
        subsets,
        chance=_chance(target, halves, len(found)),
        chance_in_group=sum(
            _chance(target, _halves([amounts[place] for place in group]), sum(set(group) >= set(s) for s in subsets))
            for group in together
            if sum(amounts[place] for place in group) >= target
        ),
    )


def _chance(target: int, halves: tuple[np.ndarray, np.ndarray], found: int) -> float:
    """Subsets of two halves, without those found, that may be expected to hit the target by chance."""
    return max(_count_near(target, *halves) - found, 1) / (2 * NEAR + 1)


def _halves(amounts: Sequence[int]) -> tuple[np.ndarray, np.ndarray]:
    middle = len(amounts) // 2
    return _sums(amounts[:middle]), _sums(amounts[middle:])


def _count_near(target: int, left: np.ndarray, right: np.ndarray) -> int:
    """How many subsets, of any size, come within `NEAR` of the target."""
    ordered = np.sort(right)
    lowest = np.searchsorted(ordered, target - NEAR - left, side="left")
    highest = np.searchsorted(ordered, target + NEAR - left, side="right")
    return int((highest - lowest).sum())


def _sums(amounts: Sequence[int]) -> np.ndarray:
    """The sum of every subset; the subset is the number of the place, bit by bit."""
    sums = np.zeros(1, dtype=np.int64)
    for amount in amounts:
        sums = np.concatenate([sums, sums + amount])
    return sums


def _meet(target: int, left: np.ndarray, right: np.ndarray, most_items: int) -> list[tuple[int, int]] | None:
    """Pairs of subsets that add up to the target and are not too large, at most `ENOUGH`; None when it was given up."""
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    starts = np.searchsorted(ordered, target - left, side="left")
    ends = np.searchsorted(ordered, target - left, side="right")
    found: list[tuple[int, int]] = []
    if int((ends - starts).sum()) > MOST_SUMS:
        return None
    for mask in np.flatnonzero(ends > starts):
        for place in order[starts[mask] : ends[mask]]:
            items = int(mask).bit_count() + int(place).bit_count()
            if 1 < items <= most_items:
                found.append((int(mask), int(place)))
                if len(found) == ENOUGH:
                    return found
    return found


def _members(places: Sequence[int], mask: int) -> tuple[int, ...]:
    return tuple(place for bit, place in enumerate(places) if mask >> bit & 1)


def is_round(target: int) -> bool:
    """Whether a sum is so round that many subsets reach it by chance: whole hundreds of dollars."""
    return target % 10_000 == 0
