"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: bytes to a table, and its layout's reading. Not here: the layouts' grammar (`pipeline.layouts`), how one is chosen
and applied (`pipeline.layouts.applying`), the wire syntax (`pipeline.formats.delimited`).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.delimited import decode, decode_parts, read_records
from pipeline.formats.tables import Table, cut_table, read_table
from pipeline.layouts import Layout
from pipeline.layouts.applying import read_rows, shape
from pipeline.layouts.mapping import number_twins
from pipeline.layouts.nearness import Nearness
from pipeline.layouts.parts import is_cut_anywhere, read_in_parts
from pipeline.layouts.recognising import expect, recognise
from pipeline.layouts.together import read_tables


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the first rows alone decide)
    """`delimited/<layout>` where a row near the top is a layout's header, or almost is; None where nobody knows it."""
    found = recognise(head)
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


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:
    """As `read`, for a file too large to be held at once; one whose rows lean on others is held all the same."""
    waiting = iter(chunks)
    first = next(waiting, b"")
    layout, header = expect(first)
    if not is_cut_anywhere(layout):
        yield read(name, b"".join([first, *waiting]))
        return
    records = read_records(decode_parts(chain([first], waiting)), header.delimiter, layout.quotes)
    yield from read_in_parts(layout, cut_table(records, header, layout.columns, shape(layout)), name)


def _cut(data: bytes) -> tuple[Layout, Table]:
    """The file's layout, and its table as that cuts it; raises as `read` does."""
    layout, header = expect(data)
    text = decode(data)
    records = read_records(text, header.delimiter, layout.quotes)
    return layout, read_table(records, header, layout.columns, shape(layout, text))
