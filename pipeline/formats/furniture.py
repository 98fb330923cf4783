"""Furniture of printed reports: records of a file that are no rows of its table.

Here: blank records, lines of dashes, the header printed again on a later page, the title lines above it. Not here: the
rows (`pipeline.formats.tables`).
"""

import re
from collections.abc import Sequence

BLANK, RULE, AGAIN = "blank", "rule", "header again"
_RULE = re.compile(r"[-=_+*|. ]*(?:-{3}|={3}|_{3}|\*{3})[-=_+*|. ]*")

_WIDE_BLANKS = (0x2028, 0x2029, 0x202F, 0x205F, 0x3000)
_BLANKS = "".join(map(chr, (*range(9, 14), 32, 0x85, 0xA0, 0x1680, *range(0x2000, 0x200B), *_WIDE_BLANKS)))


def bare_text(text: str | None) -> str | None:
    """The text without blanks around it, those that polars strips too; null where nothing is left."""
    return (text and text.strip(_BLANKS)) or None


def normalise(name: str) -> str:
    """A header cell as it is compared: trimmed, inner blanks single, case ignored."""
    return " ".join(name.split()).casefold()


def bare_cells(cells: Sequence[str]) -> list[str]:
    """The cells without blanks around them and empty ones at the end, as rows are compared; empty for a blank row."""
    bare = [normalise(cell) for cell in cells]
    while bare and not bare[-1]:
        bare.pop()
    return bare


def tell_furniture(cells: list[str], names: tuple[list[str], str] | None) -> str | None:
    """What a record is where it is no row: blank, a line of dashes drawn across a report, or the header again.

    `names` are the header's cells as they are compared, and the first filled one; None where there is no header.
    """
    first = cells[0].strip() if cells else ""
    first = first or next(filter(None, map(str.strip, cells)), "")
    if not first:
        return BLANK
    if first[0] in "-=_+*" and all(_RULE.fullmatch(cell) for cell in map(str.strip, cells) if cell):
        return RULE
    if names is None or first[0].casefold() != names[1][0]:
        return None
    return AGAIN if normalise(first) == names[1] and bare_cells(cells) == names[0] else None


def count_titles(rows: Sequence[list[str]], preamble: list[list[str]]) -> int:
    """How many of the last rows are title lines of a new page: they stand above the header too, digits apart."""
    titles = {_fold(cells) for cells in preamble}
    count = 0
    while count < len(rows) and _fold(rows[-1 - count]) in titles:
        count += 1
    return count


def _fold(cells: list[str]) -> str:
    return re.sub("[0-9]", "0", " ".join(bare_cells(cells))).strip()
