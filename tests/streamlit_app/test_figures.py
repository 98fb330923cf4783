"""Figures are written one way everywhere."""

from decimal import Decimal

import figures
import pytest


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1234.5"), "1,234.50"),
        (Decimal("-1234.56"), "(1,234.56)"),
        (Decimal("-0.00"), "0.00"),
        (Decimal("98765432109876.54"), "98,765,432,109,876.54"),
        (None, "–"),
    ],
)
def test_money_has_cents_and_negatives_stand_in_parentheses(amount, written):
    assert figures.money(amount) == written


@pytest.mark.parametrize(
    ("amount", "written"),
    [("12.4", "12"), ("999.99", "1.0k"), ("1234", "1.2k"), ("123456", "123k"), ("999999", "1.0M"), ("-5600", "(5.6k)")],
)
def test_compact_money_keeps_to_few_characters(amount, written):
    assert figures.compact(Decimal(amount)) == written


def test_counts_speak_of_one_thing_in_the_singular():
    assert (figures.count(1, "item"), figures.count(2_000, "item")) == ("1 item", "2,000 items")


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [(0.0771, "ratio", "7.7%"), (40.75, "days", "40.8 days"), (1.5, "business days", "1.5 bd"),
     (None, "ratio", "not measurable")],
)  # fmt: skip
def test_kpis_are_written_in_their_unit(value, unit, written):
    assert figures.kpi(value, unit) == written


@pytest.mark.parametrize(
    ("age", "is_overdue", "written"), [(6, True, "2 days overdue"), (4, False, "due today"), (3, False, "1 day left")]
)
def test_deadlines_are_said_in_words(age, is_overdue, written):
    assert figures.overdue({"age_business_days": age, "sla_business_days": 4, "is_overdue": is_overdue}) == written


def test_text_from_a_file_cannot_become_html():
    assert figures.text('<b onclick="x">') == "&lt;b onclick=&quot;x&quot;&gt;"
