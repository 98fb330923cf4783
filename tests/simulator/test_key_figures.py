"""Figures of the answer key that need more than the months and payers of an ordinary practice."""

from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest

from pipeline.simulator.answers.claimed import denied_of_sent, settled_facts
from pipeline.simulator.answers.expected import expectations, expected_facts
from pipeline.simulator.answers.learned import learned_amounts
from pipeline.simulator.answers.owed import shown
from pipeline.simulator.answers.reach import loaded_charges
from pipeline.simulator.simulate import live


@pytest.fixture(scope="module")
def half_a_year():
    return live(seed=4, claims=400, start=date(2026, 3, 2)).ledger


def test_only_services_and_decisions_of_long_ago_are_judged(half_a_year):
    cohort = [fact for fact in expected_facts(half_a_year, loaded_charges(half_a_year)) if fact[0] == "K10"]
    settled = list(settled_facts(half_a_year))
    assert {fact[1] for fact in cohort} == {"2026-03", "2026-04", "2026-05"}
    assert {fact[1] for fact in settled} <= {"2026-03", "2026-04", "2026-05", "2026-06"}
    collected, due = (sum(fact[part] for fact in cohort) for part in (4, 5))
    assert 0.5 < collected / due < 1.1
    assert 0.5 < sum(fact[4] for fact in settled) / len(settled) < 1


def test_an_expectation_is_never_more_than_the_charge(half_a_year):
    charges = {charge.number: charge for charge in loaded_charges(half_a_year)}
    due = expectations(half_a_year, list(charges.values()))
    assert due
    assert all(0 < cents <= charges[number].amount for number, cents in due.items())


def test_denials_are_held_against_the_average_month_and_its_rate_is_not_rounded(half_a_year):
    rows = {row[1]: row[4:] for row in denied_of_sent(half_a_year) if row[2] == "practice"}
    first, sent = {}, Counter()
    for item in half_a_year.submissions:
        first.setdefault(item.encounter.number, f"{item.submitted:%Y-%m}")
    sent.update(first.values())
    before = sum(sent[name] for name in ("2026-05", "2026-06", "2026-07"))
    denied, average, value = rows["2026-08"]
    assert denied
    assert value == denied * 3 / before
    assert average == (before // 3 if before % 3 == 0 else None)


def lines(*amounts):
    """Decided lines of one procedure, one a day, allowed by these cents."""
    for day, cents in enumerate(amounts, start=1):
        charge = SimpleNamespace(code="99213", modifier="", number=day)
        line = SimpleNamespace(charge=charge, allowed=cents, billed=16_500, is_denied=False, paid_as="")
        yield date(2026, 7, day), date(2026, 8, day), line


def test_few_lines_of_a_payer_without_contract_tell_no_rate():
    assert learned_amounts(lines(90, 90, 90, 90, 90)) == {}
    assert set(learned_amounts(lines(90, 90, 90, 90, 90, 90)).values()) == {90}


def test_a_rate_begins_where_so_many_lines_in_a_row_show_it():
    found = learned_amounts(lines(90, 90, 90, 90, 70, 95, 95, 95, 95))
    assert [found[number] for number in range(1, 10)] == [90, 90, 90, 90, 90, 95, 95, 95, 95]


def test_without_a_row_the_amount_of_most_lines_is_the_rate():
    assert set(learned_amounts(lines(90, 70, 90, 70, 70, 95)).values()) == {70}


def test_money_counts_on_its_own_day_where_the_pm_dates_every_posting_and_else_on_the_last():
    def posting(day, source, paid):
        return SimpleNamespace(
            date=date(2026, 7, day), source=source, paid=paid, contractual=0, written_off=0, reason=""
        )

    taken_back = [posting(16, "primary", 8000), posting(20, "primary", -8000), posting(20, "primary", 6000)]
    postings = {7: [posting(2, "patient", 1500), *taken_back, posting(30, "patient", 500)]}
    charge = SimpleNamespace(number=7)

    def days(dates_postings):
        ledger = SimpleNamespace(postings=postings, end=date(2026, 9, 30), dates_postings=dates_postings)
        return [(item.source, item.day.day, item.paid) for item in shown(ledger, charge)]

    assert days(dates_postings=False) == [("patient", 30, 2000), ("primary", 20, 6000)]
    assert days(dates_postings=True) == [
        ("patient", 2, 1500), ("primary", 16, 8000), ("primary", 20, -2000), ("patient", 30, 500),
    ]  # fmt: skip
