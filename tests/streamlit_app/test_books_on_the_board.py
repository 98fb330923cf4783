"""Proof of cash and general ledger on the page Cash proof: agreement in words, differences never hidden."""

from decimal import Decimal

import synthetic_snapshot
from test_board_pages import publish_instead, words

PAGE = "cash_proof"


def test_the_proof_of_cash_shows_four_columns_and_says_that_they_agree(open_page):
    board = open_page(PAGE, proof="Proof of cash")
    lines, items = (frame.value for frame in board.dataframe)
    assert lines["title"].tolist()[-1] == "= Difference"
    total = lines[lines["title"] == "= Adjusted bank"].iloc[0]
    assert total.tolist()[1:] == [1070.00, 5035.00, 4145.00, 1960.00]
    assert "Bank errors the bank corrected itself" not in lines["title"].tolist()
    assert items["current_amount"].tolist() == [220.00, -60.00]
    assert "all four columns agree" in words(board)


def test_a_difference_in_a_middle_column_is_told(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["proof_of_cash"][-1]["receipts_amount"] = Decimal("0.01")
    publish_instead(data, tmp_path_factory.mktemp("difference"), rows)
    assert "four columns, without sign" in words(open_page(PAGE, proof="Proof of cash"))


def test_the_ledger_shows_what_lies_between_and_the_entries_the_books_lack(open_page):
    board = open_page(PAGE, proof="General ledger")
    ties, items, entries = (frame.value for frame in board.dataframe)
    assert ties["difference_amount"].tolist() == [-412.50, 0.00]
    assert items["reference"].tolist() == ["JE-1041"]
    assert entries["debit_amount"].sum() == entries["credit_amount"].sum() == 12.00
    said = words(board)
    assert "every difference has its items" in said
    assert "a person approves" in said


def test_without_a_ledger_both_proofs_say_what_they_need(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    rows["proof_of_cash"], rows["gl_tieout"] = [], []
    publish_instead(data, tmp_path_factory.mktemp("absent"), rows)
    for proof in ("Proof of cash", "General ledger"):
        assert "Not measurable" in words(open_page(PAGE, proof=proof))
