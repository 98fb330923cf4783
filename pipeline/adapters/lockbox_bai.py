"""BAI lockbox files: every check (6) becomes a lockbox_item, every 4 record below it a lockbox_invoice.

Here: what is refused, and totals. Not here: records and positions (`pipeline.formats.bai_lockbox*`), days and dollars
(`pipeline.mappings.bai_lockbox`). Totals that disagree block, counts warn; where no total at all agrees, the positions
are of no known arrangement and the whole file is refused, because an amount read at the wrong place is worse than none.
"""

from collections.abc import Iterable, Iterator

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA, ControlTotal, Reading
from pipeline.formats.bai_lockbox import is_lockbox
from pipeline.formats.bai_lockbox_parts import Part, read_in_parts, read_whole
from pipeline.formats.bai_lockbox_positions import Total, compare_totals
from pipeline.formats.bank_lines import cents_to_dollars
from pipeline.mappings.bai_lockbox import read_frames


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`lockbox_bai` for a file that starts with the address header (1) of a BAI lockbox file."""
    return "lockbox_bai" if is_lockbox(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Checks and invoices of every lockbox; raises as `pipeline.formats.bai_lockbox_parts.read_in_parts` does."""
    return read_whole(data, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be read at once."""
    return read_in_parts(chunks, _read)


def _read(part: Part) -> Reading:
    wire, frames = part.wire, read_frames(part.wire, part.arrangement, part.met)
    strays = [(line, 1, reason, text) for line, reason, text in wire.strays]
    owned = sum(len(frame) for frame in frames.values()) + len(strays)
    return Reading(
        records=frames,
        lines=len(wire.lines),
        envelope=len(wire.lines) - owned,
        refused=pl.DataFrame(strays, schema=REFUSED_SCHEMA, orient="row"),
        totals=[_total(total) for total in compare_totals(wire, part.arrangement.amounts)],
    )


def _total(total: Total) -> ControlTotal:
    is_amount = total.name == "total"
    stated, found = (cents_to_dollars(n) if is_amount else str(n) for n in (total.stated, total.found))
    kind, severity = ("amount", "block") if is_amount else ("count", "warn")
    return ControlTotal(total.scope, total.name, kind, stated, found, total.line, severity)
