"""Batch acknowledgments, X12 999, 997 and TA1: whether an interchange, group or transaction was taken in at all.

Here: verdicts of every level put together. Not here: X12 syntax and loops (`pipeline.formats.x12*`), which element is
which column (`pipeline.mappings.x12_999`), which claims a refused batch held (dbt).
"""

import re
from collections.abc import Iterable, Iterator

import polars as pl

from pipeline.adapters import Reading
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_999 import (
    IGNORED,
    USED,
    find_acknowledgments,
    note_gaps,
    state_counts,
)
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_verdicts import RECORD, interchange_verdicts
from pipeline.mappings.x12_999 import read_verdicts

_MINE = re.compile(r"99[79] ")
_ALONE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*ISA([^0-9A-Za-z\s]).*?[^0-9A-Za-z]TA1\1", re.DOTALL)


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`ack_999` when the first transaction of the file is a 999 or 997, or there is none but a TA1."""
    declared = declared_transaction(head)
    return "ack_999" if _MINE.match(declared or "") or (declared is None and _ALONE.match(head)) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All verdicts of the file and the faults they name."""
    return _read(read_segments(data))[1]


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    envelope = read_envelope(segments, _MINE, "a 999 or 997")
    envelope.ignored = sort_out(envelope, "an acknowledgment", USED, IGNORED)
    found = find_acknowledgments(envelope)
    envelope.totals += state_counts(found)
    note_gaps(found)
    interchanges = interchange_verdicts(envelope)
    verdicts = pl.concat([*interchanges.values(), read_verdicts(found)]).sort("_line", maintain_order=True)
    return envelope, envelope.reading({RECORD: verdicts})
