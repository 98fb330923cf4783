"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: bytes to a table, and its layout's reading. Not here: the layouts' grammar (`pipeline.layouts`), how one is chosen
and applied (`pipeline.layouts.applying`), the wire syntax (`pipeline.formats.delimited`).
"""

from functools import cache

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError
from pipeline.formats.delimited import decode, has_line_end, read_heads, read_records
from pipeline.formats.tables import Header, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import choose, read_rows, shape
from pipeline.layouts.mapping import number_twins


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the first rows alone decide)
    """`delimited/<layout>` where a row near the top is a layout's header; None where nobody knows the header."""
    found = _choose(head)
    return f"delimited/{found[0].name}" if found else None


def read(name: str, data: bytes) -> Reading:
    """The file's rows by its layout.

    Raises:
        UnreadableFileError: no layout fits the first rows, the quoting cannot be followed, or a name that is needed
            stands twice in the header.
        IncompleteFileError: the file ends inside a quoted cell.
    """
    found = _choose(data[:HEAD_BYTES])
    if found is None:
        raise UnreadableFileError("no header row of a known layout")
    layout, header = found
    text = decode(data)
    records = read_records(text, header.delimiter, layout.quotes)
    table = read_table(records, header, layout.columns, shape(layout, is_cut=not has_line_end(text)))
    reading = read_rows(layout, table, name)
    number_twins(reading.records, [layout])
    return reading


def _choose(head: bytes) -> tuple[Layout, Header] | None:
    text = decode(head)
    return choose(text, cache(lambda quotes: read_heads(text, quotes)))
