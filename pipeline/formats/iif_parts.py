"""A large IIF file read part by part, so that memory is that of a part and rows are those of the whole.

Here: cutting behind the end of a transaction, and what the parts say of the file together. Not here: the lines of a
part (`pipeline.formats.iif`), what they are (`pipeline.adapters.ledger_iif`). What has no end of a transaction (lists
of names alone, or lines that end with a lone CR) is held until it ends.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import polars as pl

from pipeline.adapters import ControlTotal, Reading
from pipeline.formats.cells import delivered_by_name
from pipeline.formats.delimited import decode_parts
from pipeline.formats.iif import CLOSING, Held, Wire, read_part
from pipeline.formats.iif_balance import WHOLE_FILE
from pipeline.formats.twin_parts import Keys

PART_CHARACTERS = 4 * 1024**2
_REST_OF_LINE = re.compile(r"[\t ]*\r?\n")


def read_in_parts(
    name: str, chunks: Iterable[bytes], read: Callable[[Wire, Keys], Reading], require_whole: Callable[[Wire], None]
) -> Iterator[Reading]:
    """Readings whose rows, lines, totals and counts are together those of the whole file.

    Args:
        name: the file's name; it dates the file where no HDR line does.
        chunks: the file's bytes, in order.
        read: what a part's lines are, counted from its start, beside the entries met in the parts before.
        require_whole: raises what is wrong with the file once its last lines are read.
    """
    held, met, sums, dated = Held(), Keys(), [], None
    for text in _cut(decode_parts(chunks)):
        wire = read_part(text, held)
        part = _place(read(wire, met), wire.before)
        sums += [total for total in part.totals if total.scope == WHOLE_FILE]
        part.totals = [total for total in part.totals if total.scope != WHOLE_FILE]
        part.delivered_at, dated = None if dated else part.delivered_at, dated or part.delivered_at
        yield part
    require_whole(wire)
    yield Reading({}, 0, 0, totals=_add_up(sums), delivered_at=None if dated else delivered_by_name(name))


def _cut(pieces: Iterable[str]) -> Iterator[str]:
    """The text, cut behind lines that close a transaction; a last part of nothing too."""
    waiting, enough = "", PART_CHARACTERS
    for piece in pieces:
        waiting += piece
        if len(waiting) < enough:
            continue
        until = _find_end(waiting)
        if until:
            yield waiting[:until]
            waiting = waiting[until:]
        enough = PART_CHARACTERS if until else 2 * len(waiting)
    yield waiting


def _find_end(text: str) -> int:
    """Where the last transaction ends that is closed by a line of its own; 0 where there is none."""
    at = len(text)
    while (at := text.rfind(f"\n{CLOSING}", 0, at)) >= 0:
        end = _REST_OF_LINE.match(text, at + 1 + len(CLOSING))
        if end:
            return end.end()
    return 0


def _place(part: Reading, before: int) -> Reading:
    """The part with its lines counted from the start of the file."""
    line = pl.col("_line") + before
    return replace(
        part,
        records={record: frame.with_columns(line) for record, frame in part.records.items()},
        refused=part.refused.with_columns(line),
        totals=[replace(total, line=total.line + before) for total in part.totals],
    )


def _add_up(sums: list[ControlTotal]) -> list[ControlTotal]:
    """One total of the file out of one of each part."""
    stated, found = (sum(Decimal(getattr(total, side)) for total in sums) for side in ("stated", "found"))
    return [replace(sums[-1], stated=str(stated), found=str(found))] if sums else []
