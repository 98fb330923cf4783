"""The place a row comes from, in words."""

from pathlib import Path

import polars as pl
import pytest
import snapshot


@pytest.fixture
def _two_files(monkeypatch):
    known = pl.DataFrame({"file_id": ["e", "t"], "file_name": ["a.835", "torn.835"], "unit": ["segment", None]})
    monkeypatch.setattr(snapshot, "require", lambda: Path("current"))
    monkeypatch.setattr(
        snapshot,
        "_answer",
        lambda path, sql, given: known.filter(pl.col("file_id") == given["file_id"]).select("file_name", "unit"),  # noqa: ARG005
    )


@pytest.mark.usefixtures("_two_files")
@pytest.mark.parametrize(
    ("file_id", "line", "words"),
    [
        ("e", 7, "a.835, segment 7"),
        ("e", None, "a.835"),
        ("t", None, "torn.835"),
        ("gone", 7, "gone, line 7"),
        (None, None, None),
    ],
)
def test_a_row_is_named_by_its_line_or_segment_and_a_whole_file_by_its_name(file_id, line, words):
    assert snapshot.source(file_id, line) == words
