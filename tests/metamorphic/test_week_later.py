"""Every day a week later, those of bank holidays, too: every fact is the same, a week later.

Left out, because a week moves days into other months: marts of a month, and of others the month itself. Of those that
add up what is open by month, what stands on the last day is compared instead.
"""

import duckdb
import pytest

from tests.metamorphic.facts import differences, verdicts
from tests.metamorphic.week_later import WEEK, week_later

BY_MONTH = {
    "ar_days_drivers", "ar_rollforward", "bank_reconciliations", "cash_bridge", "cash_bridge_items",
    "denial_trends", "gl_tieout", "gl_tieout_items", "kpi_values", "payer_scorecards", "prior_period_adjustments",
    "productivity", "proof_of_cash", "proof_of_cash_items", "unapplied_cash", "unapplied_cash_items",
    "unidentified_cash", "unidentified_cash_items", "unposted_cash", "unposted_cash_items",
}  # fmt: skip
BOOKED_BY_MONTH = "journal_entries", "journal_entry_lines"
MONTHS = {"pm_month", "ar_open_items"}
"""Entries of single deposits are compared; those of a month's postings, and of what stands open at its end, are not."""
STANDING = {
    mart: f"select account_number, ending_amount, open_count, oldest_age_business_days from {mart}"  # noqa: S608
    for mart in ("unapplied_cash", "unidentified_cash", "unposted_cash")
} | {
    f"{mart}_items": f"select reference, reason, ending_amount, age_business_days from {mart}_items"  # noqa: S608
    for mart in ("unapplied_cash", "unidentified_cash", "unposted_cash")
}  # fmt: skip

LAST = "period = (select max(period) from cash_bridge) and ending_amount <> 0 order by all"


@pytest.fixture(scope="module")
def moved(practice, run_with):
    return run_with(week_later(practice.files), WEEK.days)


def test_all_facts_are_the_same_a_week_later(practice, moved):
    found = {mart: rows for mart, rows in differences(practice.build, moved, WEEK.days).items() if mart not in BY_MONTH}
    sums = found.pop("checks")
    assert verdicts(sums.gone) == verdicts(sums.new)
    entries, lines = (found.pop(mart) for mart in BOOKED_BY_MONTH)
    assert {row["subject_kind"] for row in (*entries.gone, *entries.new)} <= MONTHS
    memos = {row["entry_memo"] for row in (*entries.gone, *entries.new)}
    assert {row["entry_memo"] for row in (*lines.gone, *lines.new)} <= memos
    assert found == {}, set(found)


@pytest.mark.parametrize("mart", STANDING)
def test_what_stands_open_on_the_last_day_is_the_same(practice, moved, mart):
    last = f"{STANDING[mart]} where {LAST}"
    with duckdb.connect(moved, read_only=True) as con:
        con.execute("use marts")
        assert con.execute(last).fetchall() == practice.ask(last)
