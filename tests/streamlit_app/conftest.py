"""A published synthetic snapshot under a data folder of its own, and the board opened on it."""

import shutil
import sys
from pathlib import Path

import pytest
import synthetic_snapshot
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest

BOARD = Path(__file__).resolve().parents[2] / "streamlit_app"
sys.path.insert(0, str(BOARD))
CHROMIUM = shutil.which("chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """The data folder that holds the synthetic snapshot; read-only by agreement."""
    data = tmp_path_factory.mktemp("board")
    synthetic_snapshot.write(data)
    return data


@pytest.fixture(scope="session")
def browser():
    """A browser without a window; without Chromium the tests that look at pages skip and say so."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed and could not be: no page was opened in a browser")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def data(published, tmp_path, monkeypatch):
    """A data folder of this test with the snapshot linked in, so that decisions stay apart."""
    (tmp_path / "published").symlink_to(published / "published")
    monkeypatch.setenv("TIEOUT_DATA", str(tmp_path))
    return tmp_path


def page_file(name: str) -> str:
    """The file of a page by its name, as the board knows it: the number before the name only orders the menu."""
    (path,) = (BOARD / "app_pages").glob(f"*_{name}.py")
    return f"app_pages/{path.name}"


@pytest.fixture
def open_page(data):  # noqa: ARG001  the data folder is used through the environment
    """A function that opens one page of the board with a URL query."""

    def opened(name: str, **query: str) -> AppTest:
        board = AppTest.from_file(str(BOARD / "streamlit_app.py"), default_timeout=30).run()
        if name != "today":
            board.switch_page(page_file(name))
        for key, value in query.items():
            board.query_params[key] = value
        return board.run()

    return opened
