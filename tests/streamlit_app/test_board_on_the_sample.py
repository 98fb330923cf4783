"""The board opened on what a run of the sample practice published: the same figures as the run and the workbook."""

from decimal import Decimal

import pytest
from conftest import BOARD, page_file
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest
from test_board_in_browser import CHROMIUM, serve
from test_board_pages import PAGES, money, words

from pipeline.workbooks.unposted import SAYS


@pytest.fixture
def open_sample(sample_run, monkeypatch):
    """A function that opens one page of the board on the sample practice."""
    monkeypatch.setenv("TIEOUT_DATA", str(sample_run.data))

    def opened(name):
        board = AppTest.from_file(str(BOARD / "streamlit_app.py"), default_timeout=60).run()
        return board if name == "today" else board.switch_page(page_file(name)).run()

    return opened


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_on_the_sample_practice(open_sample, page):
    board = open_sample(page)
    assert not board.exception
    assert not board.error


def test_today_proves_the_same_dollars_as_the_run(open_sample, sample_run):
    proof = sample_run.answer["proof"]
    said = " ".join(words(open_sample("today")).split())
    told = {name: money(Decimal(cents) / 100) for name, cents in proof.items() if name.endswith("_cents")}
    assert (
        f"bank credits {told['bank_credit_cents']} = matched {told['matched_cents']} + classified "
        f"{told['classified_cents']} + exceptions {told['exception_cents']} ✓ balanced to the cent"
    ) in said


def test_board_and_workbook_give_one_answer_to_what_is_banked_and_not_posted(open_sample, sample_run):
    board = open_sample("today")
    tile = next(tile for tile in board.metric if tile.label == "Banked, not posted")
    book = load_workbook(sample_run.snapshot / "workbooks" / "daily_reconciliation.xlsx", data_only=True)
    head, *rows = book["Unposted"].iter_rows(min_row=5, values_only=True)
    listed = [Decimal(str(row[head.index("Unposted")])) for row in rows]
    assert listed
    assert (tile.value, tile.delta) == (money(sum(listed)), f"{len(listed)} deposits")
    assert tile.help == SAYS == book["Unposted"]["A3"].value


def test_board_and_workbook_give_one_answer_to_what_working_the_list_may_bring(open_sample, sample_run):
    tiles = {tile.label: tile.value for tile in open_sample("worklist").metric}
    book = load_workbook(sample_run.snapshot / "workbooks" / "worklists.xlsx", data_only=True)
    total = next(row for row in book["Summary"].iter_rows(values_only=True) if row[0] == "All")
    assert tiles["Claims to work"] == f"{int(total[1]):,}"
    assert tiles["Still open"] == money(Decimal(str(total[2])))
    assert tiles["To be expected"] == money(Decimal(str(total[4])))


@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
def test_today_is_drawn_in_a_browser(sample_run, browser):
    with serve(sample_run.data) as address:
        page = browser.new_page(viewport={"width": 1366, "height": 768})
        page.goto(address)
        page.get_by_text("How these figures were asked for").wait_for(timeout=60_000)
        assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
        assert page.locator(".proof").count() == 2
