"""BAI2 bank statements: 03 records become bank_statement, their summary amounts bank_balance, 16s bank_transaction.

Here: which file can be read, what is refused, how much a wrong figure weighs. Not here: the wire syntax and what codes
stand for (`pipeline.formats.bai2*`), signs, dates and decimals (`pipeline.mappings.bai2`), the class of a type code
(seed bank_type_codes), what a correction takes away (staging). A wrong amount blocks, a wrong count only warns.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import polars as pl
from polars import col, lit

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats import bai2_codes as codes
from pipeline.formats import bai2_headers as headers
from pipeline.formats.bai2 import Wire, is_bai2, read_wires
from pipeline.formats.bai2_lines import cut_plain_lines
from pipeline.formats.bai2_parts import Part, read_in_parts, read_whole
from pipeline.formats.bank_lines import call_account, cents_to_dollars
from pipeline.formats.stacks import Stack, read_each
from pipeline.mappings.bai2 import COLUMNS, read_rows

_REFUSED = ("_line", "_lines", "reason", "row_text")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_bai2` for a file that starts with the 01 record of a BAI2 file."""
    return "bank_bai2" if is_bai2(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Statements, transactions and balances of every account; raises as `bai2_parts.read_in_parts` does."""
    return read_whole(data, lambda part: _read(part)[0])


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, lambda part: _read(part)[0])


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_each(datas, cut_plain_lines, lambda _, files: _read_stack(read_wires(files)))


def _read_stack(wire: Wire) -> list[Reading | None]:
    """The reading of each file; None for an incomplete one."""
    readings = zip(_read(Part(wire)), wire.files, strict=True)
    made = [(replace(one, delivered_at=headers.read_made(file)), headers.count_open(file)) for one, file in readings]
    return [one if missing <= 0 else None for one, missing in made]


def _read(part: Part) -> list[Reading]:
    """The reading of each file, or of a part of one."""
    wire = part.wire
    frames = read_rows(wire, headers.read_accounts(wire), part.met)
    no_code = lit("the line starts with no BAI2 record code")
    refused = [wire.strangers.select(_line="line", _lines="size", reason=no_code, row_text="raw")]
    refused += [rows.filter(col("reason").is_not_null()).select(_REFUSED) for rows in frames.values()]
    for record, rows in frames.items():
        is_kept = lit(record == "bank_statement") | (col("status") != codes.DELETION)
        kept = rows.filter(col("reason").is_null() & is_kept)
        frames[record] = kept.select(*COLUMNS[record], "_line", "_lines", _parent=lit(None, pl.Int64))
    return Stack(
        wire.first,
        frames,
        pl.concat(refused).sort("_line", maintain_order=True),
        [_total(trailer) for trailer in headers.compare_trailers(wire, part.course) if trailer.is_stated],
        remarks=headers.describe_headers(wire, part.course, is_last=part.is_last),
        ignored=headers.find_ignored(wire, codes.carries_no_money()),
    ).readings()


def _total(trailer: headers.Trailer) -> ControlTotal:
    scope = {"49": call_account(trailer.account), "98": "group", "99": "file"}[trailer.record.code]
    kind, severity = ("amount", "block") if trailer.is_amount else ("count", "warn")
    figures = (int(trailer.stated), trailer.found)
    stated, found = (cents_to_dollars(figure) if trailer.is_amount else str(figure) for figure in figures)
    return ControlTotal(scope, trailer.name, kind, stated, found, trailer.record.line, severity)
