"""Rows of many files that were read as if they stood one behind the other: whose each row is.

Here: cutting such a frame into the rows of each file, their lines counted within it. Not here: what may stand behind
one another (`pipeline.formats.x12_together`, `pipeline.layouts.together`).
"""

from itertools import pairwise

import numpy as np
import polars as pl


def find_owners(lines: np.ndarray, first: np.ndarray) -> np.ndarray:
    """The file (from 0) of each line, counted from 0; file n has those from `first[n]` on."""
    return np.searchsorted(first, lines, side="right") - 1


def split_frame(frame: pl.DataFrame, first: np.ndarray) -> list[pl.DataFrame]:
    """The rows of each file, with `_line` (from 1) and `_parent` counted within it; rows stand in order of their files.

    Args:
        frame: the rows of all files.
        first: at which line, counted from 0, each file starts, and then where the last one ends.
    """
    owners = find_owners(frame["_line"].to_numpy() - 1, first)
    before = pl.Series(first[owners])
    counted = [name for name in ("_line", "_parent") if name in frame.columns]
    frame = frame.with_columns(pl.col(name) - before for name in counted)
    cuts = np.searchsorted(owners, np.arange(len(first))).tolist()
    return [frame.slice(at, until - at) for at, until in pairwise(cuts)]
