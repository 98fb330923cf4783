"""The pages Credits & refunds and Controls: clocks, what is stuck, findings in words, and what could not be tested."""

import json

import synthetic_snapshot
from test_board_pages import publish_instead, words

CREDITS, CONTROLS = "credits_refunds", "controls"


def test_credits_stand_with_their_days_left_and_only_real_credits_have_a_clock(open_page):
    board = open_page(CREDITS)
    shown = board.dataframe[0].value
    assert shown["days_left"].fillna(0).tolist() == [-2, 5, 0]
    assert shown["pace"].tolist() == ["! stuck", "moving", "moving"]
    tiles = {tile.label: (tile.value, tile.delta) for tile in board.metric}
    assert tiles["To be given back"] == ("540.00", "2 credits")
    assert tiles["Past its 60 days"] == ("500.00", "1 credit")
    assert tiles["Due within 7 days"] == ("40.00", "1 credit")


def test_credits_can_be_narrowed_to_what_is_stuck(open_page):
    board = open_page(CREDITS, stuck="true")
    assert board.dataframe[0].value["amount"].tolist() == [500.00]


def test_a_check_nobody_cashed_is_said_in_words_and_an_unknown_approval_is_not_held_against_a_refund(open_page):
    board = open_page(CREDITS)
    said = words(board)
    assert "not cashed for 120 days" in said
    assert "the register names nobody who approved" in said
    assert board.dataframe[1].value["refund_number"].tolist() == ["RF1", "RF2", "RF3"]


def test_without_credits_and_refunds_the_page_says_what_it_needs(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["credit_controls"], rows["refund_controls"] = [], []
    publish_instead(data, tmp_path_factory.mktemp("nothing"), rows)
    assert "Credits need the charges and payments of the PM system" in words(open_page(CREDITS))


def test_findings_stand_gravest_first_and_what_no_source_tells_is_said(open_page):
    board = open_page(CONTROLS)
    assert board.dataframe[0].value["severity"].tolist() == ["high", "high", "high", "medium"]
    tiles = {tile.label: (tile.value, tile.delta) for tile in board.metric}
    assert tiles["Findings"] == ("4", "837.90")
    assert tiles["Controls not testable"] == ("1", "of 5")
    assert tiles["Late into closed months"] == ("1", "A/R 0.00")
    assert any("Not provided" in words_ for words_ in board.dataframe[-1].value["says"])


def test_findings_of_one_login_can_be_asked_for(open_page):
    board = open_page(CONTROLS, login="kim")
    assert set(board.dataframe[0].value["user_name"]) == {"kim"}


def test_an_approval_is_written_for_the_selected_write_off_and_needs_its_reason(data, open_page, monkeypatch):
    import desk  # noqa: PLC0415  of the board's own folder

    shown = open_page(CONTROLS)
    assert not shown.exception
    monkeypatch.setattr(desk.st, "rerun", lambda: None)
    desk.decide("approve", ["item write_off_over_limit"], note="hardship letter on file")
    (file,) = (data / "landing" / "decisions").glob("*.json")
    decision = json.loads(file.read_text())
    assert (decision["kind"], decision["subject_id"]) == ("approve", "item write_off_over_limit")


def test_without_any_source_the_page_does_not_call_anything_clean(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["control_coverage"] = [{**row, "is_provided": False} for row in rows["control_coverage"]]
    rows["adjustment_controls"] = []
    publish_instead(data, tmp_path_factory.mktemp("unseen"), rows)
    assert "nothing is seen" in words(open_page(CONTROLS))
