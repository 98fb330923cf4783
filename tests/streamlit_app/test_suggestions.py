"""An open deposit shows what it may be, and a person follows a suggestion with one button."""

import json

import pytest
import synthetic_snapshot
from test_board_pages import MARTS, publish_instead, words

from pipeline.adapters import desk_decision

OPEN = [row["deposit_id"] for row in MARTS["deposits"] if row["state"] == "exception"]


def button(board, label):
    return next((button for button in board.button if button.label == label), None)


def written(data):
    return [json.loads(file.read_text()) for file in (data / "landing").rglob("*.json")]


def test_an_open_deposit_shows_its_suggestion_with_evidence_score_distance_and_reason(open_page):
    said = words(open_page("deposits", deposit=OPEN[0]))
    for part in ("Score 0.45", "1 alternative.", "These 2 remittances add up to the credit.", "T-ev900", "T-ev901",
                 "100.00", "2 business days before the credit", "Medicare Part B"):  # fmt: skip
        assert part in said


def test_following_a_suggestion_writes_one_decision_that_names_all_its_evidence(open_page, data):
    board = open_page("deposits", deposit=OPEN[0])
    next(field for field in board.text_input if field.label == "Reason").set_value("the payer's letter names both")
    button(board, "Match with this").click().run()
    (decision,) = written(data)
    assert (decision["kind"], decision["subject_id"]) == ("match", OPEN[0])
    assert decision["object_id"] == "ev900+ev901"
    assert decision["note"] == "the payer's letter names both"
    assert "1 decision (match) waiting for the next run" in words(board)
    (file,) = (data / "landing").rglob("*.json")
    assert desk_decision.read(file.name, file.read_bytes()).records["desk_decision"]["object_id"][0] == "ev900+ev901"


def test_a_suggestion_is_not_followed_without_a_reason(open_page, data):
    board = open_page("deposits", deposit=OPEN[0])
    button(board, "Match with this").click().run()
    assert "incomplete" in words(board)
    assert not written(data)


@pytest.mark.parametrize("deposit", OPEN[1:3])
def test_many_to_many_is_followed_by_one_click_that_writes_one_decision_for_each_credit(open_page, data, deposit):
    board = open_page("deposits", deposit=deposit)
    said = words(board)
    assert "Another credit" in said
    assert "one decision for each of the credits" in said
    assert button(board, "Match with this") is None
    next(field for field in board.text_input if field.label == "Reason").set_value("the payer's letter names all")
    button(board, "Match all 2 credits").click().run()
    decisions = written(data)
    assert {(row["kind"], row["subject_id"]) for row in decisions} == {("match", OPEN[1]), ("match", OPEN[2])}
    assert len({row["object_id"] for row in decisions}) == 1
    assert decisions[0]["object_id"].count("+") == 1
    assert len({row["decision_number"] for row in decisions}) == 2


def test_several_pieces_of_evidence_can_be_matched_by_hand_in_one_decision(open_page, data):
    board = open_page("deposits", deposit=OPEN[1])
    board.multiselect[-1].set_value(["ev900", "ev901"])
    next(field for field in board.text_input if field.label == "Why").set_value("the payer's letter names both")
    button(board, "Match").click().run()
    (decision,) = written(data)
    assert set(decision["object_id"].split("+")) == {"ev900", "ev901"}


def test_what_is_suggested_can_be_chosen_by_hand_however_far_its_amount_is(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    near = next(row for row in rows["remittances"] if row["remittance_id"] == "ev900")
    amount = next(row["amount"] for row in rows["deposits"] if row["deposit_id"] == OPEN[0])
    rows["remittances"] += [
        {**near, "remittance_id": f"near{number}", "trace_number": f"N{number}", "payment_amount": amount}
        for number in range(30)
    ]
    publish_instead(data, tmp_path_factory.mktemp("near"), rows)
    offered = open_page("deposits", deposit=OPEN[0]).multiselect[-1].options
    assert len(offered) == 22


def test_a_deposit_without_a_suggestion_says_so_and_an_explained_one_is_silent(open_page):
    assert "Nothing that landed comes near" in words(open_page("deposits", deposit=OPEN[3]))
    matched = next(row["deposit_id"] for row in MARTS["deposits"] if row["state"] == "matched")
    said = words(open_page("deposits", deposit=matched))
    assert "Suggestions" not in said
    assert "Nothing that landed" not in said


def test_a_match_of_several_is_taken_back_by_the_ids_it_was_decided_with(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    deposit = next(row for row in rows["deposits"] if row["state"] == "matched")
    deposit["evidence_id"] = None
    rows["match_members"] = [
        {"match_id": deposit["match_id"], "side": "evidence", "member_kind": "remittance", "member_id": name}
        for name in ("ev901", "ev900")
    ]
    publish_instead(data, tmp_path_factory.mktemp("several"), rows)
    board = open_page("deposits", deposit=deposit["deposit_id"])
    next(field for field in board.text_input if field.label == "Why").set_value("the payer named others")
    button(board, "Not this match").click().run()
    (decision,) = written(data)
    assert (decision["kind"], decision["object_id"]) == ("unmatch", "ev900+ev901")


def test_a_person_says_what_money_of_no_patient_is(open_page, data):
    board = open_page("deposits", deposit=OPEN[3])
    board.selectbox[-1].set_value("rent")
    [field for field in board.text_input if field.label == "Why"][-1].set_value("the lease of the back office")
    button(board, "Classify").click().run()
    (decision,) = written(data)
    assert (decision["kind"], decision["subject_id"], decision["object_id"]) == ("classify", OPEN[3], "rent")
    assert "1 decision (classify) waiting for the next run" in words(board)
