"""A header of two rows: groups above names, or names that go on in a second row.

Here: which title each column has from both, and what a layout calls the column. Not here: which row heads the table
(`pipeline.onboarding.shape`), what a title means (`pipeline.onboarding.vocabulary`).
"""

import re
from collections import Counter

from pipeline.formats.furniture import normalise
from pipeline.formats.misfits import Column

VALUE = re.compile(r"^[-+$( ]*[0-9][0-9.,/:$() %-]*$")
"""A cell that is an amount, a number or a date in figures, and therefore no name."""


def title_columns(above: list[str] | None, cells: list[str]) -> list[str]:
    """The title of each column: its name, behind the cell of the row above where that belongs to the header too.

    A group stands over the blank cells to its right where the names below it come again (`Insurance / Paid`,
    `Patient / Paid`); else a cell stands over its own column only (`Posting / Date`). A row of one cell names no
    columns: it opens a section.
    """
    names = [" ".join(cell.split()) for cell in cells]
    upper = [" ".join(cell.split()) for cell in above or []]
    upper = (upper + [""] * len(names))[: max(len(names), len(upper))]
    if len(upper) > len(names) or sum(map(bool, names)) == 1 or not _is_part_of_header(upper, names):
        return names
    if _repeats(names):
        for place in range(1, len(upper)):
            is_alone = not names[place - 1]  # a title that fills both rows of its own column
            upper[place] = upper[place] or ("" if is_alone else upper[place - 1])
    return [" / ".join(filter(None, pair)) for pair in zip(upper, names, strict=True)]


def _is_part_of_header(upper: list[str], names: list[str]) -> bool:
    """Does the row above name columns? A title of the report or a word with its value behind it does not."""
    filled = [cell for cell in upper if cell]
    if not filled or filled == upper[:1] or any(VALUE.match(cell) or cell.endswith(":") for cell in filled):
        return False
    is_continued = any(cell and not name for cell, name in zip(upper, names, strict=True))
    return _repeats(names) or is_continued or len(filled) >= len(names) / 2


def _repeats(names: list[str]) -> bool:
    return max(Counter(normalise(name) for name in names if name).values(), default=0) > 1


def name_columns(cells: list[str], titles: list[str]) -> dict[Column, str]:
    """What a layout calls each titled column, and its title.

    A name that comes again has its number behind it, and a column named only in the row above is called by its place.
    """
    counts = Counter(normalise(cell) for cell in cells)
    seen: Counter[str] = Counter()
    named: dict[Column, str] = {}
    for place, (cell, title) in enumerate(zip(cells, titles, strict=True), 1):
        bare = " ".join(cell.split())
        seen[normalise(bare)] += 1
        column = f"{bare}@{seen[normalise(bare)]}" if counts[normalise(bare)] > 1 else bare
        if title:
            named[column if bare else place] = column if bare and title == bare else title
    return named
