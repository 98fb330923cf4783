"""The simulator's bank calendar, told apart from the pipeline's."""

from datetime import date

import pytest

from pipeline.simulator import bankdays


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 7, 3), True),
        (date(2026, 7, 4), False),
        (date(2026, 9, 7), False),
        (date(2027, 7, 5), False),
        (date(2026, 11, 26), False),
        (date(2026, 5, 25), False),
        (date(2026, 6, 19), False),
    ],
)
def test_banks_keep_a_sunday_holiday_on_monday_and_lose_a_saturday_one(day, works):
    assert bankdays.is_bank_day(day) is works


def test_bank_days_are_counted_over_a_long_weekend():
    assert bankdays.add_days(date(2026, 9, 4), 1) == date(2026, 9, 8)
    assert bankdays.add_days(date(2026, 9, 8), -1) == date(2026, 9, 4)
    assert bankdays.days_between(date(2026, 9, 4), date(2026, 9, 9)) == 2
    assert bankdays.days_between(date(2026, 9, 9), date(2026, 9, 4)) == -2
