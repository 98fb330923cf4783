"""Claims from submission to payment, and denials from the first answer to what is left of them."""

import synthetic_claims
import synthetic_snapshot
from test_board_pages import money, publish_instead, words

MARTS = synthetic_snapshot.marts()
MADE = synthetic_claims.rows()


def test_the_funnel_counts_the_claims_first_sent_in_the_month(open_page):
    said = words(open_page("claims"))
    sent = [row for row in MARTS["claims"] if row["first_submission_date"].month == 9]
    rejected = [row for row in sent if row["state"] == "rejected"]
    assert f"{len(sent)} 100.0% {money(sum(row['charge_amount'] for row in sent))}" in " ".join(said.split())
    assert f"{len(rejected)} stand rejected" in said


def test_what_never_reached_the_payer_is_told_with_its_age(open_page):
    standing = [row for row in MADE["claim_rejections"] if row["is_standing"]]
    said = " ".join(words(open_page("claims")).split())
    assert f"{len(standing)} claims, {money(sum(row['charge_amount'] for row in standing))} never reached" in said
    assert "the oldest for 48 days" in said


def test_claims_that_wait_longer_than_usual_stand_longest_first(open_page):
    late = sorted((row for row in MADE["claim_waits"] if row["is_late"]), key=lambda row: -row["waited_days"])
    table = open_page("claims").dataframe[-1].value
    assert table["claim_number"].to_list() == [row["claim_number"] for row in late]


def test_a_claim_number_of_the_address_shows_the_claims_chain(open_page):
    board = open_page("claims", claim="E7")
    assert not board.error
    assert any("The whole chain." in box.label for box in board.expander)


def test_without_claim_files_the_page_says_what_it_needs(data, open_page, tmp_path_factory):
    publish_instead(data, tmp_path_factory.mktemp("unsent"), synthetic_snapshot.marts() | {"claims": []})
    assert "needs claim files (837)" in words(open_page("claims"))


def test_denials_tell_what_is_not_overturned(open_page):
    said = words(open_page("denials", month="2026-09"))
    rows = [row for row in MADE["denial_trends"] if row["period"] == "2026-09"]
    denied, not_overturned = (sum(row[name] for row in rows) for name in ("denied_count", "not_overturned_count"))
    assert f"{not_overturned} of {denied} denied claims" in said
    assert f"Not overturned {money(sum(row['not_overturned_amount'] for row in rows))}" in said


def test_first_denials_are_followed_by_reason_and_payer(open_page):
    payer = "Blue Prairie"
    table = open_page("denials", payer=payer).dataframe[0].value
    rows = [row for row in MARTS["denials"] if row["payer_name"] == payer and row["category"] != "duplicate"]
    assert table["denied_count"].sum() == len(rows)
    assert table["overturned_count"].sum() == sum(row["is_overturned"] for row in rows)
