"""What the line formats of banks share: a large table cut into portions without tearing what belongs together."""

import polars as pl
import pytest

from pipeline.formats import bank_lines


@pytest.mark.parametrize(
    ("kinds", "portions"),
    [
        ("6776676", [(0, 3), (3, 4), (4, 6), (6, 7)]),
        ("6777776", [(0, 6), (6, 7)]),
        ("6666", [(0, 2), (2, 4)]),
        ("677777", [(0, 6)]),
        ("6", [(0, 1)]),
        ("", [(0, 0)]),
    ],
)
def test_a_portion_starts_where_something_opens_and_none_is_lost(kinds, portions, monkeypatch):
    monkeypatch.setattr(bank_lines, "_PORTION", 2)
    table = pl.DataFrame({"kind": list(kinds), "line": range(len(kinds))}, schema={"kind": pl.String, "line": pl.Int64})
    cut = list(bank_lines.cut_portions(table, table["kind"] == "6"))
    assert pl.concat(cut).equals(table)
    assert all(part["kind"][0] == "6" for part in cut if len(part))
    assert [(part["line"].min(), len(part)) for part in cut if len(part)] == [
        (begin, until - begin) for begin, until in portions if until > begin
    ]
