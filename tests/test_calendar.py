"""The bank calendar follows the Federal Reserve, and the committed seed follows the code."""

import csv
from datetime import date

from pipeline.calendar import SEED, bank_calendar, federal_reserve_holidays


def days_of(text):
    return {row["calendar_date"]: row for row in csv.DictReader(text.splitlines())}


def test_the_committed_seed_is_what_the_code_writes():
    assert SEED.read_text(encoding="utf-8") == bank_calendar()


def test_a_holiday_on_a_sunday_is_observed_on_monday():
    days = days_of(bank_calendar())
    assert days["2021-07-05"]["is_business_day"] == "false"
    assert days["2021-07-05"]["holiday_name"] == "Independence Day (observed)"


def test_a_holiday_on_a_saturday_leaves_friday_a_banking_day():
    days = days_of(bank_calendar())
    assert days["2026-07-04"]["holiday_name"] == "Independence Day"
    assert days["2026-07-03"]["is_business_day"] == "true"


def test_each_year_has_eleven_federal_holidays_since_juneteenth():
    for year in range(2022, 2033):
        names = [name for name in federal_reserve_holidays(year, year).values() if not name.endswith("(observed)")]
        assert len(names) == 11, year


def test_the_difference_of_two_numbers_counts_business_days():
    number = {day: int(row["business_day_number"]) for day, row in days_of(bank_calendar()).items()}
    assert number["2026-09-08"] - number["2026-09-04"] == 1  # over the Labor Day weekend
    assert number["2026-09-05"] == number["2026-09-08"]  # money of a Saturday moves on the next banking day
    assert number["2026-09-30"] - number["2026-09-24"] == 4


def test_leap_days_are_in_the_calendar():
    assert date(2028, 2, 29).isoformat() in days_of(bank_calendar())
