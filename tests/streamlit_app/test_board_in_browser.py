"""The board in a real browser: readable at a glance, by keyboard, on a phone, and silent towards the outside."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from conftest import BOARD, CHROMIUM

ADDRESSES = ["", "deposits", "exceptions", "ar_aging", "denials", "data_health", "cash_proof", "kpis", "claims",
             "worklist"]  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")


@contextmanager
def serve(data):
    """Run the board on a data folder; gives where it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app/streamlit_app.py", "--server.port", str(port)]
    environment = {**os.environ, "TIEOUT_DATA": str(data)}
    with subprocess.Popen(command, cwd=BOARD.parent, env=environment, stdout=subprocess.DEVNULL) as server:
        for _ in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        server.terminate()


@pytest.fixture(scope="module")
def address(published):
    """Where the board answers."""
    with serve(published) as where:
        yield where


@pytest.fixture
def visit(browser, address):
    """A function that opens a page of the board and waits until it is drawn."""
    pages = []

    def visited(path, width=1366, height=768, **listeners):
        page = browser.new_page(viewport={"width": width, "height": height})
        pages.append(page)
        for event, listener in listeners.items():
            page.on(event, listener)
        page.goto(f"{address}/{path}")
        page.get_by_text("How these figures were asked for").wait_for(timeout=60_000)
        page.wait_for_function("!document.querySelector('[data-testid=stSkeleton]')", timeout=60_000)
        return page

    yield visited
    for page in pages:
        page.close()


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_draws_without_error_and_asks_no_other_host(visit, address, path):
    hosts, errors = set(), []
    page = visit(
        path,
        request=lambda request: hosts.add(urlsplit(request.url).netloc),
        pageerror=lambda error: errors.append(str(error)),
    )
    assert not errors
    assert page.locator("th:empty").count() == 0, "a heading that says nothing is read out as one"
    assert page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count() == 0
    assert hosts - {"", urlsplit(address).netloc} == set()


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_phone_never_scrolls_sideways(visit, path):
    page = visit(path, width=390, height=844)
    widths = "[document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]').scrollWidth]"
    assert max(page.evaluate(widths)) <= 390


def test_the_morning_answer_needs_no_scrolling(visit):
    page = visit("")
    for seen in (page.locator(".proof").last, page.locator(".st-key-tiles-today [data-testid=stMetric]").last,
                 page.locator("table.strip"), page.locator("table.list tbody tr").nth(3)):  # fmt: skip
        box = seen.bounding_box()
        assert box["y"] + box["height"] <= 768


def test_the_line_of_months_in_a_tile_is_to_be_seen(visit):
    line = visit("kpis").locator("[data-testid=stMetric] svg [role=graphics-symbol]").first
    line.wait_for(state="visible", timeout=10_000)
    assert line.bounding_box()["width"] > 0


def test_deposits_are_stepped_through_by_keyboard_and_the_address_follows(visit):
    page = visit("deposits")
    page.get_by_role("button", name="Next").wait_for()
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")  # a run still going takes no key
    before = page.url
    page.keyboard.press("j")
    page.wait_for_function("before => location.href !== before", arg=before)
    after = page.url
    page.keyboard.press("k")
    page.wait_for_function("after => location.href !== after", arg=after)
    assert page.url == before


def test_a_cell_of_the_strip_opens_exactly_its_deposits(visit):
    page = visit("")
    page.locator("table.strip td.open a").first.click()
    page.get_by_text("How these figures were asked for").wait_for(timeout=60_000)
    page.get_by_text("J and K step through them").wait_for()
    assert "channel=eft" in page.url
    assert "of it open 0.00" not in page.locator("[data-testid=stCaptionContainer]").first.inner_text()


@pytest.mark.parametrize("path", ["ar_aging", "denials", "claims"])
def test_every_chart_says_in_words_what_it_shows(visit, path):
    page = visit(path)
    charts = page.locator("[data-testid=stVegaLiteChart]")
    charts.first.wait_for()
    page.wait_for_timeout(1_000)
    assert page.locator("[data-testid=stVegaLiteChart] [aria-label]").count() >= charts.count() > 0
