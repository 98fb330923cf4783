"""BAI2 bank statements: 03 records become bank_statement, their summary amounts bank_balance, 16s bank_transaction.

Here: which file can be read, what is refused, how much a wrong figure weighs. Not here: the wire syntax and what codes
stand for (`pipeline.formats.bai2*`), signs, dates and decimals (`pipeline.mappings.bai2`), the class of a type code
(seed bank_type_codes), what a correction takes away (staging). A wrong amount blocks, a wrong count only warns.
"""

import polars as pl
from polars import col, lit

from pipeline.adapters import ControlTotal, IncompleteFileError, Reading
from pipeline.formats import bai2_codes as codes
from pipeline.formats.bai2 import Wire, is_bai2, read_wires
from pipeline.formats.bai2_headers import (
    Trailer,
    are_complete,
    compare_trailers,
    describe_headers,
    find_ignored,
    read_accounts,
    read_created_at,
)
from pipeline.formats.bai2_lines import cut_lines, cut_plain_lines
from pipeline.formats.bank_lines import call_account, cents_to_dollars
from pipeline.formats.stacks import Stack, read_each
from pipeline.mappings.bai2 import COLUMNS, read_rows

_REFUSED = ("_line", "_lines", "reason", "row_text")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_bai2` for a file that starts with the 01 record of a BAI2 file."""
    return "bank_bai2" if is_bai2(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Statements, transactions and balances of every account in the file.

    Raises:
        IncompleteFileError: a file header (01) without its file trailer (99), so the end of the file is missing.
    """
    wire = read_wires([cut_lines(data)])
    if not are_complete(wire)[0]:
        raise IncompleteFileError(f"{wire.lines} lines read: the file ends without its file trailer (99)")
    return _read(wire)[0]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_each(datas, cut_plain_lines, lambda _, files: _read(read_wires(files)))


def _read(wire: Wire) -> list[Reading | None]:
    """The reading of each file; None for an incomplete one."""
    frames = read_rows(wire, read_accounts(wire))
    no_code = lit("the line starts with no BAI2 record code")
    refused = [wire.strangers.select(_line="line", _lines="size", reason=no_code, row_text="raw")]
    refused += [rows.filter(col("reason").is_not_null()).select(_REFUSED) for rows in frames.values()]
    for record, rows in frames.items():
        is_kept = lit(record == "bank_statement") | (col("status") != codes.DELETION)
        kept = rows.filter(col("reason").is_null() & is_kept)
        frames[record] = kept.select(*COLUMNS[record], "_line", "_lines", _parent=lit(None, pl.Int64))
    stack = Stack(
        wire.first,
        frames,
        pl.concat(refused).sort("_line", maintain_order=True),
        [_total(trailer) for trailer in compare_trailers(wire) if trailer.is_stated],
        read_created_at(wire),
        describe_headers(wire),
        find_ignored(wire, codes.carries_no_money()),
    )
    return [one if is_complete else None for one, is_complete in zip(stack.readings(), are_complete(wire), strict=True)]


def _total(trailer: Trailer) -> ControlTotal:
    scope = {"49": call_account(trailer.account), "98": "group", "99": "file"}[trailer.record.code]
    kind, severity = ("amount", "block") if trailer.is_amount else ("count", "warn")
    figures = (int(trailer.stated), trailer.found)
    stated, found = (cents_to_dollars(figure) if trailer.is_amount else str(figure) for figure in figures)
    return ControlTotal(scope, trailer.name, kind, stated, found, trailer.record.line, severity)
