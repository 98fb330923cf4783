"""Exports that almost fit a layout: the maker renamed, dropped or added a column since the layout was written.

Here: which layout a header comes near, and what differs. Not here: reading by a layout (`pipeline.layouts.applying`). A
file that comes near is never read by guess: its adapter refuses it with the names that are missing.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from itertools import islice

from pipeline.formats.delimited import DELIMITERS
from pipeline.formats.furniture import normalise
from pipeline.formats.tables import HEADER_WITHIN, Heads
from pipeline.layouts import Layout, load_layouts

NEAR, AT_LEAST, MOST_MISSING = 0.7, 4, 4
"""Share of a layout's header that must be there, how many names, and how many may be missing at most."""


@dataclass(frozen=True)
class Nearness:
    """A layout, the names of its header that are missing, what they may be called now, and names it does not read.

    `renamed` pairs our missing names with names of the file; `unknown` are names of the file: text of the file, both.
    """

    layout: Layout
    missing: tuple[str, ...]
    renamed: dict[str, str]
    unknown: tuple[str, ...]


def find_nearest(text: str, heads: Callable[[str], Heads]) -> Nearness | None:
    """The layout a table almost has; None where it comes near none.

    Args:
        text: the beginning of the table.
        heads: gives its first records under each delimiter, by how a layout reads quotes.
    """
    top = islice(io.StringIO(text), HEADER_WITHIN)
    if not any(line.count(delimiter) + 1 >= AT_LEAST for line in top for delimiter in DELIMITERS):
        return None
    best: tuple[float, int] = (0.0, 0)
    nearest: Nearness | None = None
    names_of = cache(lambda quotes: _read_names(heads(quotes)))
    for layout, asked in _asked():
        for present in names_of(layout.quotes):
            there = sum(not names.isdisjoint(present) for names in asked)
            rank = (there / max(len(asked), 1), there)
            if there < len(asked) and _is_near(there, len(asked)) and rank > best:
                best, nearest = rank, _compare(layout, present)
    return nearest


@cache
def _asked() -> list[tuple[Layout, list[set[str]]]]:
    """Every layout with the names of its header as they are compared."""
    layouts = load_layouts().values()
    return [(layout, [{normalise(name) for name in names} for names in layout.header]) for layout in layouts]


def _read_names(heads: Heads) -> list[dict[str, str]]:
    """The cells of each record that could be a header, as they are compared and as they are written."""
    wide = (cells for records in heads.values() for cells in records if len(cells) >= AT_LEAST)
    read = [{normalise(cell): cell.strip() for cell in cells if cell.strip()} for cells in wide]
    known = {name for _, asked in _asked() for names in asked for name in names}
    return [present for present in read if len(known & present.keys()) >= AT_LEAST]


def _is_near(there: int, asked: int) -> bool:
    return there >= AT_LEAST and there / asked >= NEAR and asked - there <= MOST_MISSING


def _compare(layout: Layout, present: dict[str, str]) -> Nearness:
    """What differs between a header and a layout's."""
    missing = [names for names in layout.header if not any(normalise(name) in present for name in names)]
    read = {normalise(str(column)).split("@")[0] for column in layout.columns}
    read |= {normalise(name) for names in layout.header for name in names}
    unknown = {key: cell for key, cell in present.items() if key not in read}
    renamed = {}
    for names in missing:
        close = get_close_matches(normalise(names[0]), list(unknown), n=1, cutoff=0.6)
        if close:
            renamed[names[0]] = unknown.pop(close[0])
    return Nearness(layout, tuple(names[0] for names in missing), renamed, tuple(unknown.values()))


def refusal(near: Nearness) -> str:
    """Why a file that comes near a layout is not read; names the layout's columns only, never a text of the file."""
    lacking = ", ".join(near.missing)
    return (
        f"this is almost {near.layout.name}, but its header lacks {lacking}: the export has changed; `tieout onboard` "
        "shows what differs, and the layout can then be given the new names"
    )
