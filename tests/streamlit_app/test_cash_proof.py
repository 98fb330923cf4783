"""The page Cash proof: the bridge closes in words, every term opens its items, and cash on hold is rolled forward."""

from decimal import Decimal

import pytest
import synthetic_snapshot
from test_board_pages import MARTS, publish_instead, words

PAGE = "cash_proof"


def test_the_bridge_shows_every_term_and_says_that_nothing_is_left_over(open_page):
    board = open_page(PAGE)
    shown = board.dataframe[0].value
    assert list(shown["title"]) == [title for _, title, *_ in synthetic_snapshot.synthetic_cash_proof.TERMS]
    assert shown["2026-09"].tolist()[-2:] == [2250.00, 0.00]
    assert "nothing is left over" in words(board)


def test_a_term_opens_its_items_and_their_sum(open_page):
    board = open_page(PAGE, channel="card")
    items = board.dataframe[1].value
    assert items["amount"].tolist() == [-50.00]
    assert items["source"].tolist() == ["bank/bank_20260930.bai, line 14"]
    assert "together (50.00)" in words(board).replace("**", "")


def test_a_residual_is_told_and_not_hidden_by_another(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts()
    left = [row for row in rows["cash_bridge"] if row["term"] == "residual"]
    left[0]["amount"], left[1]["amount"] = Decimal("0.01"), Decimal("-0.01")
    publish_instead(data, tmp_path_factory.mktemp("residual"), rows)
    assert "differences, without sign 0.02" in words(open_page(PAGE))


@pytest.mark.parametrize("mart", ["unposted_cash", "unidentified_cash", "unapplied_cash"])
def test_cash_on_hold_is_rolled_forward_with_its_open_items(open_page, mart):
    months, items = (frame.value for frame in open_page(PAGE, proof=mart.replace("_", " ").capitalize()).dataframe)
    (truth,) = MARTS[mart]
    for column in ("beginning_amount", "new_amount", "resolved_amount", "ending_amount"):
        assert months[column].tolist() == [float(truth[column])]
        assert items[column].sum() == float(truth[column])
    assert items["age_business_days"].tolist() == [truth["oldest_age_business_days"]]
