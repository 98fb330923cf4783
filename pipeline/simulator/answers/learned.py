"""What a payer without a contract is seen to allow: the only rate anybody can know of it.

Here: rates from the payer's own decisions, in cents. Not here: contracts (`practice`), or which lines are short of
them (`expected`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import groupby

from pipeline.simulator.decisions import LineResult

LEAST_LINES, IN_A_ROW = 6, 4
"""Fewer lines of a procedure say nothing; so many in a row with one amount begin a rate."""
Seen = tuple[date, date, LineResult]
"""Day of the service, day of the advice, and what the payer decided."""


def learned_amounts(seen: Iterable[Seen]) -> dict[int, int]:
    """By charge number: what a payer's lines themselves say it allows for the procedure on the day of the service."""
    by_procedure: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for item in seen:
        line = item[2]
        if line.allowed > 0 and not line.is_denied:
            by_procedure[line.charge.code, line.charge.modifier].append(item)
    found = {}
    for items in by_procedure.values():
        priced = [item for item in items if item[2].paid_as in {"", item[2].charge.code}]
        levels = _levels(sorted(priced, key=lambda item: (item[0], item[1], item[2].charge.number)))
        for served, _, line in items:
            known = [cents for since, cents in levels if since <= served]
            if known:
                found[line.charge.number] = min(known[-1], line.billed)
    return found


def _levels(ordered: list[Seen]) -> list[tuple[date, int]]:
    """From which day on which amount is the rate; nothing where there are too few lines."""
    if len(ordered) < LEAST_LINES:
        return []
    runs = [list(items) for _, items in groupby(ordered, key=lambda item: item[2].allowed)]
    levels: list[tuple[date, int]] = []
    for run in [items for items in runs if len(items) >= IN_A_ROW]:
        if not levels or levels[-1][1] != run[0][2].allowed:
            levels.append((run[0][0], run[0][2].allowed))
    if not levels:
        counted = Counter(item[2].allowed for item in ordered)
        last = {item[2].allowed: place for place, item in enumerate(ordered)}
        levels = [(ordered[0][0], max(counted, key=lambda cents: (counted[cents], last[cents])))]
    return [(ordered[0][0], levels[0][1]), *levels[1:]]
