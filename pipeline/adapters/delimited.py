"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: bytes to a table, and its layout's reading. Not here: the layouts' grammar (`pipeline.layouts`), how one is chosen
and applied (`pipeline.layouts.applying`), the wire syntax (`pipeline.formats.delimited`).
"""

from contextlib import suppress
from functools import cache, lru_cache

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError
from pipeline.formats.delimited import decode, read_heads, read_records
from pipeline.formats.tables import Header, Table, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import choose, read_rows, shape
from pipeline.layouts.mapping import number_twins
from pipeline.layouts.nearness import Nearness, find_nearest, refusal
from pipeline.layouts.together import read_tables

_REMEMBERED = 128
"""So many heads are looked at once only: a file is read soon after it was recognised."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the first rows alone decide)
    """`delimited/<layout>` where a row near the top is a layout's header, or almost is; None where nobody knows it."""
    found = _recognise(head)
    return f"delimited/{found.layout.name}" if isinstance(found, Nearness) else found and f"delimited/{found[0].name}"


def read(name: str, data: bytes) -> Reading:
    """The file's rows by its layout.

    Raises:
        UnreadableFileError: no layout fits the first rows, or one only almost; the quoting cannot be followed; or a
            name that is needed stands twice in the header.
        IncompleteFileError: the file ends inside a quoted cell.
    """
    layout, table = _cut(data)
    reading = read_rows(layout, table, name)
    number_twins(reading.records, [layout])
    return reading


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:
    """As `read` for each of the files, those of one layout in one pass; None where a file must be read alone."""
    cut: dict[int, tuple[Layout, Table, str]] = {}
    for place, (name, data) in enumerate(zip(names, datas, strict=True)):
        with suppress(UnreadableFileError):
            layout, table = _cut(data)
            cut |= {} if layout.unreadable else {place: (layout, table, name)}
    readings: list[Reading | None] = [None] * len(datas)
    for (place, (layout, _, _)), reading in zip(cut.items(), read_tables(list(cut.values())), strict=True):
        number_twins(reading.records, [layout])
        readings[place] = reading
    return readings


def _cut(data: bytes) -> tuple[Layout, Table]:
    """The file's layout, and its table as that cuts it; raises as `read` does."""
    found = _recognise(data[:HEAD_BYTES])
    if not isinstance(found, tuple):
        raise UnreadableFileError(refusal(found) if found else "no header row of a known layout")
    layout, header = found
    text = decode(data)
    records = read_records(text, header.delimiter, layout.quotes)
    return layout, read_table(records, header, layout.columns, shape(layout, text))


@lru_cache(maxsize=_REMEMBERED)
def _recognise(head: bytes) -> tuple[Layout, Header] | Nearness | None:
    """The layout a file has and its header row, or the layout it almost has."""
    text = decode(head)
    heads = cache(lambda quotes: read_heads(text, quotes))  # the first records under each delimiter
    return choose(text, heads) or find_nearest(text, heads)
