"""BAI lockbox files: every check (6) becomes a lockbox_item, every 4 record below it a lockbox_invoice.

Here: what is refused, and totals. Not here: records and positions (`pipeline.formats.bai_lockbox*`), days and dollars
(`pipeline.mappings.bai_lockbox`). Totals that disagree block, counts warn; where no total at all agrees, the positions
are of no known arrangement and the whole file is refused, because an amount read at the wrong place is worse than none.
"""

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA, ControlTotal, IncompleteFileError, Reading, UnreadableFileError
from pipeline.formats import bai_lockbox as lockbox
from pipeline.formats import bai_lockbox_positions as positions
from pipeline.formats.bank_lines import cents_to_dollars, read_instant
from pipeline.mappings.bai_lockbox import read_frame


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`lockbox_bai` for a file that starts with the address header (1) of a BAI lockbox file."""
    return "lockbox_bai" if lockbox.is_lockbox(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Checks and invoices of every lockbox of the file.

    Raises:
        IncompleteFileError: no destination trailer (9) behind the last header, so the end of the file is missing.
        UnreadableFileError: no known arrangement of positions makes a batch or deposit total the sum of its checks.
    """
    wire = lockbox.read_wire(data)
    if not wire.is_closed:
        raise IncompleteFileError(f"{len(wire.lines)} lines read: the file ends without its destination trailer (9)")
    amounts, magnetic = positions.find_amounts(wire), positions.find_magnetic_line(wire)
    if amounts is None:
        line = next((closer.line for closer in wire.closers if closer.text[:1] in "78"), len(wire.lines))
        raise UnreadableFileError(
            f"line {line}: no batch (7) or deposit (8) total is the sum of its checks (6) at any positions known; "
            "ask the bank for the record layout of its lockbox files"
        )
    rows = positions.read_rows(wire, amounts, magnetic)
    strays = [(line, 1, reason, wire.lines[line - 1]) for line, reason in wire.strays]
    frames = {record: read_frame(*part) for record, part in rows.items()}
    owned = sum(len(frame) for frame in frames.values()) + len(strays)
    proven = positions.is_proven(wire, magnetic)
    return Reading(
        records=frames,
        lines=len(wire.lines),
        envelope=len(wire.lines) - owned,
        refused=pl.DataFrame(strays, schema=REFUSED_SCHEMA, orient="row"),
        totals=[_total(total) for total in positions.compare_totals(wire, amounts)],
        delivered_at=read_instant(*(lockbox.at(wire.header, place) for place in lockbox.FILE_MADE)),
        notes=[] if proven else ["no routing number passes its check digit: the numbers of the checks are not proven"],
    )


def _total(total: positions.Total) -> ControlTotal:
    is_amount = total.name == "total"
    stated, found = (cents_to_dollars(n) if is_amount else str(n) for n in (total.stated, total.found))
    kind, severity = ("amount", "block") if is_amount else ("count", "warn")
    return ControlTotal(total.scope, total.name, kind, stated, found, total.line, severity)
