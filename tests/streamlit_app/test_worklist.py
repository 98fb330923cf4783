"""The list of claims to work: best first, filtered from the address, one card with why, what next and by when."""

import synthetic_claims
import synthetic_snapshot
from test_board_pages import publish_instead, words

WORK = synthetic_claims.rows()["worklist"]


def html_of(board):
    return " ".join(element.proto.body for element in board.get("html"))


def test_the_best_claim_is_shown_first_with_its_reason_and_its_next_step(open_page):
    said = words(open_page("worklist"))
    assert f"claim {WORK[0]['claim_number']}" in said
    assert WORK[0]["why"] in said
    assert f"Next: {WORK[0]['next_step']}." in said
    assert f"remits/a.835, segment {WORK[0]['_line']}" in html_of(open_page("worklist"))


def test_the_list_is_filtered_from_the_address_and_its_tiles_with_it(open_page):
    board = open_page("worklist", payer="Blue Prairie", kind="no answer")
    wanted = [row for row in WORK if (row["payer_name"], row["kind"]) == ("Blue Prairie", "no answer")]
    assert board.dataframe[0].value["claim_number"].to_list() == [row["claim_number"] for row in wanted]
    assert board.metric[0].value == str(len(wanted))
    assert sum(row["expected_value"] for row in wanted) == float(board.metric[2].value)


def test_a_claim_of_the_address_is_the_one_whose_card_is_shown(open_page):
    denied = next(row for row in WORK if row["kind"] == "denied line" and row["work_rank"] > 5)
    board = open_page("worklist", next=denied["claim_number"])
    assert f"claim {denied['claim_number']}" in words(board)
    assert not board.error
    arithmetic = "200.00 − 50.00 contractual − 150.00 denied = <b>0.00</b> paid ✓"
    assert arithmetic in html_of(board)


def test_the_days_of_a_claim_are_told_in_order_up_to_its_deadline(open_page):
    html = html_of(open_page("worklist", next="E3"))
    found = [html.index(step) for step in ("Service", "Posted: contractual", "Data through this day", "Last day to")]
    assert found == sorted(found)


def test_a_deadline_is_told_in_words_and_colour(open_page):
    near = next(row for row in WORK if 0 <= row["days_left"] <= 15)
    past = next(row for row in WORK if row["days_left"] < 0)
    assert f'badge bad">{near["days_left"]} days left to appeal' in html_of(
        open_page("worklist", next=near["claim_number"])
    )
    assert "limit to appeal passed" in words(open_page("worklist", next=past["claim_number"]))


def test_what_is_learned_on_one_claim_is_offered_for_similar_ones(open_page):
    several = next(row for row in WORK if row["similar_count"] > 1)
    said = words(open_page("worklist", next=several["claim_number"]))
    assert f"Applies to {several['similar_count']} similar claims" in said


def test_without_work_the_page_says_so(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts() | {"worklist": []}
    publish_instead(data, tmp_path_factory.mktemp("idle"), rows)
    assert "No claim needs work" in words(open_page("worklist"))
