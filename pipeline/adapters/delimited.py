"""Delimited exports of named systems, each read by its layout in `schemas/layouts/`.

Here: bytes to a table, and its layout's reading. Not here: the layouts' grammar (`pipeline.layouts`), how one is chosen
and applied (`pipeline.layouts.applying`), the wire syntax (`pipeline.formats.delimited`).
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

from pipeline.adapters import HEAD_BYTES, Reading, UnreadableFileError
from pipeline.formats.delimited import decode_parts, read_stretches
from pipeline.formats.tables import Header, Table, cut_table, find_usual, join_parts
from pipeline.layouts import Layout
from pipeline.layouts.applying import shape
from pipeline.layouts.nearness import Nearness
from pipeline.layouts.parts import read_in_parts, read_rows
from pipeline.layouts.recognising import expect, recognise
from pipeline.layouts.together import read_tables
from pipeline.layouts.twins import Twins, number_twins


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the first rows alone decide)
    """`delimited/<layout>` where a row near the top is a layout's header, or almost is; None where nobody knows it."""
    found = recognise(head)
    return f"delimited/{found.layout.name}" if isinstance(found, Nearness) else found and f"delimited/{found[0].name}"


def read(name: str, data: bytes) -> Reading:
    """The file's rows by its layout.

    Raises:
        UnreadableFileError: no layout fits the first rows, or one only almost, or its export alone makes no record;
            the quoting cannot be followed; or a name that is needed stands twice in the header.
        IncompleteFileError: the file ends inside a quoted cell.
    """
    layout, header = expect(data)
    reading = read_rows(layout, _cut(layout, header, data), name)
    number_twins(reading.records, [layout])
    return reading


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:
    """As `read` for each of the files, those of one layout in one pass; None where a file must be read alone."""
    cut: dict[int, tuple[Layout, Table, str]] = {}
    for place, (name, data) in enumerate(zip(names, datas, strict=True)):
        with suppress(UnreadableFileError):
            layout, header = expect(data)
            cut[place] = layout, _cut(layout, header, data), name
    readings: list[Reading | None] = [None] * len(datas)
    for (place, (layout, _, _)), reading in zip(cut.items(), read_tables(list(cut.values())), strict=True):
        number_twins(reading.records, [layout])
        readings[place] = reading
    return readings


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:
    """As `read`, for a file too large to be held at once; of a tree of accounts the columns are held all the same."""
    waiting, head = iter(chunks), b""
    while len(head) < HEAD_BYTES and (chunk := next(waiting, b"")):
        head += chunk
    layout, header = expect(head)
    twins = Twins([layout])
    for reading in read_in_parts(layout, _cut_parts(layout, header, chain([head], waiting)), name):
        twins.number(reading.records)
        yield reading


def _cut(layout: Layout, header: Header, data: bytes) -> Table:
    """The file's table as its layout cuts it; raises as `read` does."""
    return join_parts(list(_cut_parts(layout, header, [data])))


def _cut_parts(layout: Layout, header: Header, chunks: Iterable[bytes]) -> Iterator[Table]:
    usual = find_usual(header, layout.columns, shape(layout), layout.quotes)
    records = read_stretches(decode_parts(chunks), header.delimiter, layout.quotes, usual)
    return cut_table(records, header, layout.columns, shape(layout))
