"""ACH files (Nacha): every entry (6) becomes an ach_entry, with the text, returns and changes of its addenda (7).

Here: which file can be read, what is refused, how much a wrong figure weighs. Not here: the wire syntax
(`pipeline.formats.nacha*`), direction, days and dollars of an entry (`pipeline.mappings.nacha`).

A wrong amount blocks, and so does a wrong count of entries and addenda: addenda carry the trace of a remittance but no
money, so no other figure shows that one is lost. A wrong hash only warns: it says that digits of a receiving bank
changed, while lines and money are proved without it. So do the counts of batches and blocks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl
from polars import col, lit

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats.bank_lines import cents_to_dollars, read_instant
from pipeline.formats.nacha import Wire, cut_plain_lines, is_nacha, read_wires, with_text
from pipeline.formats.nacha_controls import Figure, are_complete, compare_controls, last_headers
from pipeline.formats.nacha_parts import STRANGERS, Part, read_in_parts, read_whole
from pipeline.formats.stacks import Stack, read_each
from pipeline.mappings.nacha import COLUMNS, read_entries


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`ach_nacha` for a file that starts with the file header (1) of an ACH file."""
    return "ach_nacha" if is_nacha(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Entries of every batch of every file; raises as `pipeline.formats.nacha_parts.read_in_parts` does."""
    return read_whole(data, lambda part: _read(part)[0])


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, lambda part: _read(part)[0])


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_each(datas, cut_plain_lines, lambda _, files: _read_stack(read_wires(files)))


def _read_stack(wire: Wire) -> list[Reading | None]:
    """The reading of each landed file; None for an incomplete one."""
    made = [read_instant(header[23:29], header[29:33]) for header in last_headers(wire)]
    readings = zip(_read(Part(wire)), made, are_complete(wire), strict=True)
    return [replace(one, delivered_at=at) if is_complete else None for one, at, is_complete in readings]


def _read(part: Part) -> list[Reading]:
    """The reading of each landed file, or of a part of one."""
    wire = part.wire
    rows = read_entries(wire.entries, wire.first, part.met)
    stray = wire.strays.select(_line="line", _lines=lit(1, pl.Int64), reason="reason", row_text="text")
    refused = with_text(wire, rows.filter(col("reason").is_not_null()))
    accepted = rows.filter(col("reason").is_null()).with_columns(_parent=lit(None, pl.Int64))
    figures = compare_controls(wire, rows.select("line", "direction"), part.course, is_last=part.is_last)
    return Stack(
        wire.first,
        {"ach_entry": accepted.select(*COLUMNS, "_line", "_lines", "_parent")},
        pl.concat([refused.select(stray.columns), stray]).sort("_line"),
        [_total(figure) for figure in figures],
        ignored=wire.unused,
        strangers=(wire.unknown, STRANGERS),
    ).readings()


def _total(figure: Figure) -> ControlTotal:
    kind = "amount" if figure.is_amount else "count"
    severity = "block" if figure.is_amount or figure.name == "entries and addenda" else "warn"
    stated, found = (cents_to_dollars(n) if figure.is_amount else str(n) for n in (int(figure.stated), figure.found))
    return ControlTotal(figure.scope, figure.name, kind, stated, found, figure.line, severity)
