"""Worlds over awkward days: holidays on a Saturday and a Sunday, a month that ends on a weekend, a 29th of February."""

from datetime import date

import pytest

from pipeline.simulator import bankdays
from pipeline.simulator.answers import tables
from pipeline.simulator.simulate import live
from pipeline.simulator.writers.csvtext import month_ends

PERIODS = {
    "Saturday": (date(2026, 6, 15), date(2026, 8, 14)),
    "Sunday": (date(2027, 6, 14), date(2027, 8, 13)),
    "leap day": (date(2028, 1, 17), date(2028, 3, 17)),
}


@pytest.fixture(scope="module", params=PERIODS.values(), ids=PERIODS)
def period(request):
    return live(seed=4, start=request.param[0], end=request.param[1], visits_per_day=8).ledger


def test_the_bank_books_on_bank_days_only_and_on_all_around_the_holiday(period):
    booked = {line.date for line in period.bank}
    assert all(bankdays.is_bank_day(day) for day in booked)
    awkward = {
        date(2026, 7, 3): True, date(2026, 7, 4): False, date(2026, 7, 6): True,
        date(2027, 7, 2): True, date(2027, 7, 4): False, date(2027, 7, 5): False, date(2027, 7, 6): True,
        date(2028, 2, 28): True, date(2028, 2, 29): True, date(2028, 3, 1): True,
    }  # fmt: skip
    inside = {day: works for day, works in awkward.items() if period.start <= day <= period.end}
    assert inside
    assert {day: day in booked for day in inside} == inside


def test_every_slip_and_payment_lands_on_the_next_bank_day(period):
    assert all(desk.bank_date == bankdays.add_days(desk.day, 1) for desk in period.desk_days)
    assert all(bankdays.is_bank_day(item.payment_date) for item in period.remittances)


def test_a_month_that_ends_on_a_weekend_has_its_interest_on_the_last_bank_day_and_its_export_on_the_last_day(period):
    interest = [line.date for line in period.bank if line.kind == "interest"]
    ends = [day for day in month_ends(period.start, period.end) if day < period.end]
    assert interest == [bankdays.add_days(day + bankdays.DAY, -1) for day in ends]
    assert [export.as_of for export in period.pm_exports] == month_ends(period.start, period.end)
    if period.start.year == 2027:
        assert (date(2027, 7, 31), date(2027, 7, 30)) == (ends[-1], interest[-1])
    if period.start.year == 2028:
        assert date(2028, 2, 29) in ends


def test_the_key_balances_over_awkward_days(period):
    found = tables(period)
    assert [row for row in found["bridge"] if row[1] == "residual" and row[2]] == []
    assert all(not any(row[3:]) for row in found["proof_of_cash"] if row[2] == "difference")
    days = {row[0] for row in found["ledger_days"]}
    if period.start.year == 2028:
        assert date(2028, 2, 29) in days
