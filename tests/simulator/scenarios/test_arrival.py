"""Advice and money some days apart, counted in files and statements."""

from datetime import date

from pipeline.simulator import bankdays
from tests.simulator.cash_world import advices, bank_lines, planted


def lags():
    """Bank days from the day an advice came to its credit, by trace of electronic payments with one credit."""
    told = {item["trace"]: item["name"].split("_")[1] for item in advices()}
    found = {}
    for line in bank_lines():
        for trace, day in told.items():
            if f"*{trace}*" in line[5]:
                came = date(int(day[:4]), int(day[4:6]), int(day[6:]))
                found[trace] = bankdays.days_between(came, line[0])
    return found


def test_advice_three_days_early_and_late_and_money_late_are_those_planted():
    found = lags()
    assert {trace for trace, days in found.items() if days == 3} == {item.reference for item in planted("era_early")}
    assert {trace for trace, days in found.items() if days < 0} == {item.reference for item in planted("era_late")}
    late = {trace for trace, days in found.items() if days > 4}
    assert late <= {item.reference for item in planted("late_money")}
    assert len(planted("late_money")) == 2


def test_what_arrives_in_the_end_is_no_exception():
    for scenario in ("era_early", "era_late", "late_money"):
        assert planted(scenario)
        assert not any(item.expected_code for item in planted(scenario))
