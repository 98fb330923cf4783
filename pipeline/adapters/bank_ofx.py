"""OFX and QFX statements: each STMTTRN becomes a bank_transaction, LEDGERBAL and AVAILBAL become bank_balance.

Here: which file can be read, what of it is refused. Not here: tags (`pipeline.formats.ofx`), how values are written
(`pipeline.formats.ofx_values`), what a line and a balance say (`pipeline.mappings.ofx`). Pending lines and securities
are counted and not read.
"""

import re
from collections.abc import Iterable, Iterator

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.delimited import decode
from pipeline.formats.ofx import Wire, is_ofx
from pipeline.formats.ofx_parts import read_wire
from pipeline.formats.ofx_values import read_instant
from pipeline.formats.statements_parts import Parts, join_parts
from pipeline.mappings.ofx import read_rows


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_ofx` for a file that starts with an OFX header or its first tag."""
    return "bank_ofx" if is_ofx(decode(head)) else None


def read(name: str, data: bytes) -> Reading:
    """Lines and balances of every account in the file.

    Raises:
        UnreadableFileError: the bank answered with an error instead of a statement, or as
            `pipeline.formats.ofx_parts.read_wire` says.
        IncompleteFileError: the end of the file is missing.
    """
    return join_parts(read_parts(name, [data]))


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001  (the content alone decides)
    """As `read`, for a file too large to be held; what is said of the whole file is said in its last part."""
    parts, wire = Parts(), Wire()
    for wire in read_wire(chunks):
        if complete := wire.take():
            parts.add(parts.own(read_rows(complete)))
        if parts.is_enough:
            yield parts.make()
    answers = [f"line {line}: the bank answered with error {_name(code)}" for line, code in wire.errors]
    if answers and not wire.statement:
        raise UnreadableFileError(f"{answers[0]} instead of a statement; sign in at the bank and download it again")
    last = parts.end(wire.lines)
    last.delivered_at = read_instant(wire.made_at)
    last.notes = answers + parts.notes if wire.statement else ["The bank answered without a statement."]
    last.ignored = dict(sorted(wire.passed.items()))
    yield last


def _name(code: str) -> str:
    return code if re.fullmatch("[0-9]{1,6}", code) else "without a number"
