"""The bank calendar: which days the Federal Reserve moves money, as the seed `bank_calendar` holds them.

Here: the observed-day rule and the numbering of business days. Not here: anything that asks the clock, and windows or
deadlines, which are seeds of their own. `python -m pipeline.calendar` writes the seed anew.
"""

import csv
import io
from datetime import date, timedelta

import holidays

from pipeline.settings import DBT_PROJECT

FIRST_YEAR, LAST_YEAR = 2018, 2032
SEED = DBT_PROJECT / "seeds" / "bank_calendar.csv"
SUNDAY = 6
FRIDAY = 4


def federal_reserve_holidays(first_year: int, last_year: int) -> dict[date, str]:
    """Holidays on which no bank settles, by day.

    A holiday on a Sunday is observed on the Monday after it. A holiday on a Saturday is not moved: the Friday before it
    is an ordinary banking day (unlike the federal government's own calendar).
    """
    years = range(first_year, last_year + 1)
    actual = holidays.country_holidays("US", years=years, observed=False)
    moved = {day + timedelta(days=1): f"{name} (observed)" for day, name in actual.items() if day.weekday() == SUNDAY}
    return dict(sorted({**actual, **moved}.items()))


def bank_calendar(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> str:
    """The seed as CSV text: one line per calendar day.

    `business_day_number` counts banking days from the first day of the calendar. A day on which banks are closed has
    the number of the next banking day, because that is when its money can move; so the difference of two numbers is the
    count of business days between two dates.
    """
    closed = federal_reserve_holidays(first_year, last_year)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["calendar_date", "is_business_day", "business_day_number", "holiday_name"])
    day, number = date(first_year, 1, 1), 1
    while day.year <= last_year:
        is_open = day.weekday() <= FRIDAY and day not in closed
        writer.writerow([day.isoformat(), str(is_open).lower(), number, closed.get(day, "")])
        number += is_open
        day += timedelta(days=1)
    return text.getvalue()


if __name__ == "__main__":
    SEED.write_text(bank_calendar(), encoding="utf-8")
