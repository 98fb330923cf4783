"""Workbooks of named systems: each sheet is a table of its own, read by its layout in `schemas/layouts/`.

Here: which files are workbooks, and bytes to one reading. Not here: cells (`pipeline.formats.sheets`), sheets as tables
(`pipeline.layouts.sheeting`), layouts (`pipeline.layouts`).
"""

from contextlib import suppress

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.sheets import is_workbook
from pipeline.layouts.sheeting import Part, cut, join, tables_of
from pipeline.layouts.together import read_tables


def identify(name: str, head: bytes) -> str | None:
    """`workbook` for every workbook: which layouts its sheets have is told by its notes."""
    return "workbook" if is_workbook(name, head) else None


def read(name: str, data: bytes) -> Reading:
    """The rows of every sheet a layout knows.

    Raises:
        UnreadableFileError: no sheet has a header row of a layout, or the workbook is damaged, locked or too large.
        IncompleteFileError: it ends before its end.
    """
    parts = cut(name, data)
    return join(parts, iter(read_tables(tables_of(parts))))


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:
    """As `read` for each of the files, sheets of one layout in one pass; None where a file must be read alone."""
    found: dict[int, list[Part]] = {}
    for place, (name, data) in enumerate(zip(names, datas, strict=True)):
        with suppress(UnreadableFileError):
            parts = cut(name, data)
            found |= {} if any(layout.unreadable for layout, _, _ in tables_of(parts)) else {place: parts}
    readings = iter(read_tables([table for parts in found.values() for table in tables_of(parts)]))
    return [join(found[place], readings) if place in found else None for place in range(len(datas))]
