"""The page of payers: figures with their parts, filtered from the address; lines to send; receipts to come."""

import synthetic_payers
import synthetic_snapshot
from test_board_pages import publish_instead, words

ROWS = synthetic_payers.rows()


def the_table(board, column):
    return next(item.value for item in board.dataframe if column in item.value.columns)


def test_rates_are_sums_over_sums_with_their_parts_beside(open_page):
    said = words(open_page("payers"))
    assert "3,060.00 ÷ 6,000.00" in said
    assert "51.0%" in said
    assert "12 ÷ 120 claims" in said
    assert "Days to payment, median – pick payer and month" in said


def test_a_payer_and_a_month_of_the_address_choose_figures_and_lists(open_page):
    board = open_page("payers", payer="Blue Prairie", month="2026-08")
    assert "510.00 ÷ 1,000.00" in words(board)
    assert "Days to payment, median 15 9 in 10: 21" in words(board)
    wanted = [
        row for row in ROWS["underpayments"] if row["kind"] == "underpaid" and row["payer_name"] == "Blue Prairie"
    ]
    assert the_table(board, "explanation")["claim_number"].to_list() == [row["claim_number"] for row in wanted]


def test_underpaid_lines_stand_largest_first_and_can_be_taken_along(open_page):
    board = open_page("payers")
    short = sorted((row for row in ROWS["underpayments"] if row["kind"] == "underpaid"),
                   key=lambda row: -row["disputed_amount"])  # fmt: skip
    assert the_table(board, "explanation")["claim_number"].to_list() == [row["claim_number"] for row in short]
    copied = board.code[0].value.splitlines()
    assert copied[0].split("\t")[:2] == ["Claim", "Payer's number"]
    assert [line.split("\t")[0] for line in copied[1:]] == [row["claim_number"] for row in short]


def test_a_cause_of_the_address_keeps_its_lines_only(open_page):
    board = open_page("payers", cause="recode")
    assert set(the_table(board, "explanation")["cause"]) == {"recode"}


def test_receipts_to_come_are_told_with_what_trials_were_worth_and_what_is_late(open_page):
    said = " ".join(words(open_page("payers", payer="Blue Prairie")).split())
    total = sum(row["expected_amount"] for row in ROWS["cash_forecast"] if row["payer_name"] == "Blue Prairie")
    assert f"{total:,.2f} expected in 13 weeks" in said
    assert "off by 10.0% (200.00 ÷ 2,000.00); 1 of 2 weeks lay in the range given then" in said
    assert "Due but not here: 400.50" in said


def test_without_remittances_the_page_says_what_it_needs(data, open_page, tmp_path_factory):
    rows = synthetic_snapshot.marts() | {key: [] for key in synthetic_payers.SHAPES}
    publish_instead(data, tmp_path_factory.mktemp("no_payers"), rows)
    assert "payers are known by their remittances (835)" in words(open_page("payers"))


def test_without_deviations_forecast_and_takebacks_each_part_says_so(data, open_page, tmp_path_factory):
    none = {key: [] for key in ("underpayments", "recoupments", "cash_forecast", "adjudications")}
    publish_instead(data, tmp_path_factory.mktemp("quiet"), synthetic_snapshot.marts() | none)
    said = words(open_page("payers"))
    assert "below its rate by more than one dollar and two percent" in said
    assert "No forecast yet" in said
    assert "Nothing was taken back." in said
