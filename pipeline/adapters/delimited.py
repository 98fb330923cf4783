"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: bytes to a table, and its layout's reading. Not here: the layouts' grammar (`pipeline.layouts`), how one is chosen
and applied (`pipeline.layouts.applying`), the wire syntax (`pipeline.formats.delimited`).
"""

from collections.abc import Callable
from functools import cache

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError
from pipeline.formats.delimited import decode, read_heads, read_records
from pipeline.formats.tables import Heads, read_table
from pipeline.layouts.applying import choose, read_rows, shape
from pipeline.layouts.mapping import number_twins
from pipeline.layouts.nearness import find_nearest, refusal


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the first rows alone decide)
    """`delimited/<layout>` where a row near the top is a layout's header, or almost is; None where nobody knows it."""
    text, heads = _look_at(head)
    found = choose(text, heads)
    near = None if found else find_nearest(text, heads)
    layout = found[0] if found else near.layout if near else None
    return f"delimited/{layout.name}" if layout else None


def read(name: str, data: bytes) -> Reading:
    """The file's rows by its layout.

    Raises:
        UnreadableFileError: no layout fits the first rows, or one only almost; the quoting cannot be followed; or a
            name that is needed stands twice in the header.
        IncompleteFileError: the file ends inside a quoted cell.
    """
    first, heads = _look_at(data[:HEAD_BYTES])
    found = choose(first, heads)
    if found is None:
        near = find_nearest(first, heads)
        raise UnreadableFileError(refusal(near) if near else "no header row of a known layout")
    layout, header = found
    text = decode(data)
    records = read_records(text, header.delimiter, layout.quotes)
    table = read_table(records, header, layout.columns, shape(layout, text))
    reading = read_rows(layout, table, name)
    number_twins(reading.records, [layout])
    return reading


def _look_at(head: bytes) -> tuple[str, Callable[[str], Heads]]:
    """The beginning of the file as text, and as records under each delimiter once somebody asks for them."""
    text = decode(head)
    return text, cache(lambda quotes: read_heads(text, quotes))
