"""OFX and QFX statements: each STMTTRN becomes a bank_transaction, LEDGERBAL and AVAILBAL become bank_balance.

Here: which file can be read, what of it is refused. Not here: tags (`pipeline.formats.ofx`), how values are written
(`pipeline.formats.ofx_values`), what a line and a balance say (`pipeline.mappings.ofx`). Pending lines and securities
are counted and not read.
"""

import re

from pipeline.adapters import Reading, UnreadableFileError
from pipeline.formats.delimited import decode
from pipeline.formats.ofx import Aggregate, is_ofx, read_wire
from pipeline.formats.ofx_values import read_instant
from pipeline.formats.statements import Row, describe_twins, number_twins, to_frames
from pipeline.mappings.ofx import read_rows

_STRAY = "the line stands outside any statement, so its account is not known"


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_ofx` for a file that starts with an OFX header or its first tag."""
    return "bank_ofx" if is_ofx(decode(head)) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Lines and balances of every account in the file.

    Raises:
        UnreadableFileError: the bank answered with an error instead of a statement.
        IncompleteFileError: the end of the file is missing.
    """
    wire = read_wire(decode(data))
    answers = [f"line {error.line}: the bank answered with error {_code(error)}" for error in wire.errors]
    if answers and not wire.statements:
        raise UnreadableFileError(f"{answers[0]} instead of a statement; sign in at the bank and download it again")
    rows = [row for statement in wire.statements for row in read_rows(statement)]
    rows += [Row("bank_transaction", line.line, line.end, {}, _STRAY) for line in wire.strays]
    number_twins(rows)
    frames, refused = to_frames(rows)
    owned = sum(int(frame["_lines"].sum()) for frame in (*frames.values(), refused))
    return Reading(
        records=frames,
        lines=wire.lines,
        envelope=wire.lines - owned,
        refused=refused,
        delivered_at=read_instant(wire.made_at),
        notes=answers + describe_twins(rows) if wire.statements else ["The bank answered without a statement."],
        ignored=dict(sorted(wire.passed.items())),
    )


def _code(error: Aggregate) -> str:
    code = error.values.get("CODE", "")
    return code if re.fullmatch("[0-9]{1,6}", code) else "without a number"
