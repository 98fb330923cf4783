"""Receivables are aged right on every day, on each clock: what is one day off, is off by its cents on that day."""

from datetime import date

import polars as pl
import pytest

from pipeline.bench.aging import judge_aging
from tests.bench import practice

SPAN = ("c2", date(2026, 9, 2), date(2026, 9, 30), "insurance", 10000, practice.SERVED, None, practice.SERVED)


def said(answers, *spans):
    """The true spans with those of a charge line put in place of its own."""
    rest = answers.open_spans.filter(pl.col("charge_number") != "c2")
    rows = [(*span, practice.CLASS, True) for span in spans]
    return pl.concat([rest, pl.DataFrame(rows, schema=rest.schema, orient="row")]).drop("is_dated")


def gap(answers, *spans):
    cells = judge_aging(said(answers, *spans), answers.open_spans).filter(pl.col("difference_cents") > 0)
    return cells.select("day", "clock", "difference_cents").rows()


def test_the_truth_has_no_gap_on_any_day_and_age_30_is_young(answers):
    cells = judge_aging(answers.open_spans.drop("is_dated"), answers.open_spans)
    assert cells["difference_cents"].sum() == 0
    assert cells["day"].n_unique() == 29
    young = cells.filter((pl.col("clock") == "dos") & (pl.col("bucket") == "0-30"))
    assert young["day"].is_empty()
    by_bill = cells.filter((pl.col("clock") == "bill") & (pl.col("bucket") == "no date"))
    assert set(by_bill["debit_cents"]) == {10000, 2500}


def test_a_day_too_long_is_a_gap_of_that_day_on_every_clock(answers):
    longer = (SPAN[0], date(2026, 9, 1), *SPAN[2:])
    day = date(2026, 9, 1)
    assert gap(answers, longer) == [(day, clock, 10000) for clock in ("bill", "dos", "resp")]


def test_a_clock_that_starts_a_day_early_is_a_gap_where_the_bucket_changes(answers):
    early = (*SPAN[:7], date(2026, 7, 31))
    assert gap(answers, early) == [(date(2026, 9, 30), "resp", 10000)] * 2


@pytest.mark.parametrize("cents", [9999, -10000])
def test_what_is_wrong_stands_there_for_every_day(cents, answers):
    wrong = (*SPAN[:4], cents, *SPAN[5:])
    assert {day for day, _, _ in gap(answers, wrong)} == {date(2026, 9, day) for day in range(2, 31)}


def test_a_line_whose_days_nobody_can_know_counts_on_neither_side(answers):
    without = answers.open_spans.filter(pl.col("is_dated")).drop("is_dated")
    assert judge_aging(without, answers.open_spans)["difference_cents"].sum() == 0
    assert judge_aging(None, answers.open_spans) is None
