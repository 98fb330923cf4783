"""The page for leadership: proved or not, six figures, why days in A/R moved, three leaks, every KPI with its parts."""

from decimal import Decimal

import synthetic_leadership
import synthetic_snapshot
from test_board_pages import publish_instead, words

PAGE = "kpis"


def test_the_page_says_that_the_numbers_are_proved(open_page):
    said = " ".join(words(open_page(PAGE)).split())
    assert "✓ proved unexplained 0.00 in 1 equation" in said


def test_a_failed_equation_takes_the_badge_away_and_tells_the_gap(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["checks"][0] |= {"status": "fail", "difference_amount": Decimal("-0.01")}
    publish_instead(data, tmp_path_factory.mktemp("unproved"), rows)
    said = " ".join(words(open_page(PAGE)).split())
    assert "✗ not proved 1 of 1 check failed; unexplained 0.01" in said
    assert "✓ proved" not in said


def test_six_tiles_with_target_parts_and_trend(open_page):
    board = open_page(PAGE)
    labels = [tile.label for tile in board.metric]
    money = ["Initial denial rate, dollars", "Clean claim rate", "Cash, month to date"]
    assert labels == ["Gross days in A/R", "A/R over 90 days", "Net collection rate, ledger", *money]
    said = words(board)
    assert "41,202 ÷ 1,011" in said
    assert "40.5 days net of credits" in said


def test_drivers_lead_from_one_month_end_to_the_next_with_nothing_unexplained(open_page):
    said = " ".join(words(open_page(PAGE)).split())
    assert "From 47.50 days on 2026-08-31 to 45.45 on 2026-09-30 unexplained 0.00 days" in said
    sentences = [row["explanation"] for row in synthetic_leadership.rows()["ar_days_drivers"]]
    moved = [sentences[2], sentences[3], sentences[1]]
    assert [said.index(sentence) for sentence in moved] == sorted(said.index(sentence) for sentence in moved)
    assert sentences[4] not in said


def test_the_three_largest_leaks_say_dollars_owner_and_action(open_page):
    said = " ".join(words(open_page(PAGE)).split())
    assert "1. Denials billing can prevent: 238.04 a year Billing: Add an edit." in said
    assert "60.00 in 92 days since 2026-07-01: 2 items, 100.00 listed." in said
    assert "2. Cash banked and not posted: 100.00 lie open" in said
    assert "3. Claims filed too late: 79.35 a year" in said
    assert "Fees of card processors" not in said


def test_the_table_has_every_kpi_or_says_why_not(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    newest = [row for row in rows["kpi_values"] if row["period"] == "2026-09" and row["grain"] == "practice"]
    missing = next(row for row in newest if row["kpi_id"] == "K32")
    missing |= {"numerator": None, "denominator": None, "value": None, "is_measurable": False}
    missing["not_measurable_reason"] = "not measurable: needs 835"
    publish_instead(data, tmp_path_factory.mktemp("missing"), rows)
    board = open_page(PAGE)
    measured, unmeasured = (board.dataframe[number].value for number in (-2, -1))
    assert set(measured["kpi_id"]) == {row["kpi_id"] for row in newest} - {"K32"}
    assert measured.set_index("kpi_id").loc["K20d", "parts"] == "5,902 ÷ 80,100"
    assert unmeasured[["kpi_id", "reason"]].to_numpy().tolist() == [["K32", "not measurable: needs 835"]]


def test_entities_are_added_up_and_can_be_looked_at_alone(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["kpi_values"] += [
        row | {"entity_id": "other", "numerator": row["numerator"] and row["numerator"] + 100}
        for row in rows["kpi_values"]
    ]
    publish_instead(data, tmp_path_factory.mktemp("entities"), rows)
    together = open_page(PAGE)
    assert "days in A/R of several have no common drivers" in words(together)
    parts = together.dataframe[-2].value.set_index("kpi_id")["parts"]
    assert parts["K20d"] == "11,904 ÷ 160,200"
    assert "K51" not in parts
    alone = open_page(PAGE, entity="other").dataframe
    assert alone[-1].value.set_index("kpi_id").loc["K20d", "parts"] == "6,002 ÷ 80,100"
