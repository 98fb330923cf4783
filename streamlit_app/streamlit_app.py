"""The board's entry: look and navigation. Pages are the files of app_pages, in the order of their numbers."""

import ast
from pathlib import Path

import duckdb
import snapshot
import streamlit as st

HERE = Path(__file__).parent


def page(path: Path) -> st.Page:
    """Make a page of a file; its title is what stands before the colon of the file's first sentence."""
    sentence = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or path.stem
    return st.Page(path, title=sentence.split(":", maxsplit=1)[0])


def by_number(path: Path) -> tuple[int, str]:
    """Give the number a page's file name starts with, and its name."""
    return int(path.stem.split("_", maxsplit=1)[0]), path.stem


st.set_page_config(page_title="Tieout", page_icon=HERE / "icon.svg", layout="wide")
st.html(HERE / "board.css")
chosen = st.navigation(
    [page(path) for path in sorted((HERE / "app_pages").glob("*.py"), key=by_number)], position="top"
)
snapshot.start_page()
try:
    chosen.run()
except duckdb.Error:
    st.error("This snapshot lacks something the page asks for. Publish it anew: `tieout run --rebuild`.")
