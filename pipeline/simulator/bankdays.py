"""The days banks work: weekdays that are no Federal Reserve holiday.

Here: the simulator's own calendar, written apart from the pipeline's so that each can find the other's mistakes. A
holiday on a Sunday is kept on Monday; a holiday on a Saturday is not moved, the Friday before is a banking day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
MONDAY, THURSDAY, SATURDAY, SUNDAY = 0, 3, 5, 6
FIXED = ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25))
FLOATING = ((1, MONDAY, 3), (2, MONDAY, 3), (9, MONDAY, 1), (10, MONDAY, 2), (11, THURSDAY, 4))


@cache
def holidays(year: int) -> frozenset[date]:
    """Days of a year on which the Federal Reserve is closed, weekends aside."""
    fixed = [date(year, month, day) for month, day in FIXED]
    kept = [day + DAY if day.weekday() == SUNDAY else day for day in fixed]
    floating = [_nth(year, month, weekday, nth) for month, weekday, nth in FLOATING]
    memorial = next(day for day in (date(year, 5, 31) - n * DAY for n in range(7)) if day.weekday() == MONDAY)
    return frozenset([*kept, *floating, memorial])


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


@cache
def is_bank_day(day: date) -> bool:
    """Does the Federal Reserve settle on this day?"""
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def on_or_after(day: date) -> date:
    """The day itself when banks work, else the next day they do."""
    while not is_bank_day(day):
        day += DAY
    return day


@cache
def add_days(day: date, count: int) -> date:
    """The bank day `count` bank days after (or, negative, before) `day`."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_bank_day(day):
            day += step
    return day


def bank_days(start: date, end: date) -> Iterator[date]:
    """Every bank day from `start` to `end`, both included."""
    day = start
    while day <= end:
        if is_bank_day(day):
            yield day
        day += DAY


def days_between(first: date, last: date) -> int:
    """Bank days from `first` to `last`; negative when `last` is earlier."""
    if last < first:
        return -days_between(last, first)
    return sum(1 for day in bank_days(first, last) if day > first)
