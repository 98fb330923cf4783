"""Rows of a table that do not fit its header: short, long or damaged ones, and cells that contradict each other.

Here: one row beside what is known of its table. Not here: the table (`pipeline.formats.tables`).
"""

from dataclasses import dataclass
from typing import NamedTuple

from pipeline.adapters import UnreadableFileError

Column = str | int
"""A column by the name in its header (`Name@2`: the second of that name), or by its number from 1."""


@dataclass(frozen=True)
class Shape:
    """What is known of rows that do not fit, and of cells that mean nothing.

    `lack` is a column that some rows leave out: a row one cell short with an empty first cell gets an empty cell there.
    `open_end` says that cells missing at the end of a row are empty; not so in a row that may have been cut short.
    `indent_of` is a column whose leading blanks are counted; `nothing` are texts for an empty cell.
    """

    lack: str | None = None
    open_end: bool = False
    indent_of: Column | None = None
    nothing: tuple[str, ...] = ()


class CutShort(list[str]):
    """The cells of a last record without line end: more may have stood there."""


class Row(NamedTuple):
    """A row as it was cut: line, cells it is short of the header, breaks above it, cells."""

    line: int
    missing: int
    group: int
    cells: list[str]


def fit(row: Row, width: int, gap: int | None, *, open_end: bool = False) -> Row:
    """The row with as many cells as the header, where it is short of some; `gap` is the place of `Shape.lack`."""
    missing = width - len(row.cells)
    if missing <= 0:
        return row
    if missing == 1 and gap is not None and not row.cells[0].strip():
        return row._replace(cells=[*row.cells[:gap], "", *row.cells[gap:]])
    is_whole = open_end and not isinstance(row.cells, CutShort)
    return row._replace(missing=0 if is_whole else missing, cells=row.cells + [""] * missing)


def require_equal(row: Row, twins: dict[str, list[int]]) -> None:
    """Raise UnreadableFileError where columns of one name hold different cells."""
    for name, positions in twins.items():
        if len({row.cells[position].strip() for position in positions}) > 1:
            raise UnreadableFileError(
                f"line {row.line}: the header names the column {name} {len(positions)} times, and here they differ; "
                f"remove one from the export, or let the layout say which with {name}@1"
            )


def find_damage(cells: list[str], width: int) -> str | None:
    """Why the cells of a row cannot be trusted."""
    if len(cells) > width and any(map(str.strip, cells[width:])):
        return "the row has more cells than the header"
    if "\x00" in "".join(cells):
        return "the row holds a NUL byte: the file was damaged on its way"
    return None
