"""The pages Credits & refunds and Controls: clocks, what is stuck, findings in words, and what could not be tested."""

import synthetic_snapshot
from test_board_pages import publish_instead, words

CREDITS, CONTROLS = "12_credits_refunds", "13_controls"


def test_credits_stand_with_their_days_left_and_only_real_credits_have_a_clock(open_page):
    board = open_page(CREDITS)
    shown = board.dataframe[0].value
    assert shown["days_left"].tolist() == [-2, 5, 57]
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
