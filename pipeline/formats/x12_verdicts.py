"""Interchange acknowledgments (TA1), which stand alone in an interchange or beside transactions of any kind.

Here: their rows, because every reader of X12 may meet them. Not here: acknowledgments of groups and transactions
(`pipeline.adapters.ack_999`), the envelope they stand in (`x12_envelope`).
"""

import hashlib

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, Text, from_numbers, to_frame
from pipeline.formats.x12_envelope import Envelope
from pipeline.formats.x12_loops import last_before

RECORD = "batch_acknowledgment"
COLUMNS = (
    "transaction_digest", "verdict_position", "level", "interchange_number", "group_number", "transaction_number",
    "transaction_type", "version", "verdict", "fault_codes", "segment_code", "segment_position", "loop_identifier",
    "element_position", "component_position", "element_reference", "included_count", "received_count",
    "accepted_count", "acknowledged_date",
)  # fmt: skip
_SHORT_DATE = 6


def interchange_verdicts(envelope: Envelope) -> dict[str, pl.DataFrame]:
    """Every TA1 outside transactions as a row, no longer of the envelope; without one there is no record."""
    segments = envelope.segments
    frames = segments.is_any("ST", "SE")
    at = segments.of("TA1")
    latest = last_before(np.flatnonzero(frames), at, segments.first[segments.owners(at)])
    at = at[(latest < 0) | ~segments.is_any("ST")[latest]]
    if not len(at):
        return {}
    envelope.frame[at] = False
    interchange = last_before(segments.of("ISA"), at, -1)
    texts = dict.fromkeys(COLUMNS, Text.of([None] * len(at))) | {
        "transaction_digest": Text.of(
            _digest(envelope, isa, ta1) for isa, ta1 in zip(interchange.tolist(), at.tolist(), strict=True)
        ),
        "verdict_position": from_numbers(np.ones(len(at), np.int64)),
        "level": Picked(Text.of(["interchange"]), np.zeros(len(at), np.int64)),
        "interchange_number": segments.column(at, 1),
        "verdict": segments.column(at, 4),
        "fault_codes": segments.column(at, 5),
        "acknowledged_date": full_days(segments.column(interchange, 9)),
    }
    return {RECORD: to_frame(texts, at + 1, np.ones(len(at), np.int64))}


def full_days(days: Text) -> Text:
    """Days CCYYMMDD or YYMMDD as ISO text; the century of a short one is this one."""
    values = (f"20{day}" if day and len(day) == _SHORT_DATE else day for day in days.to_list())
    return Text.of(values).to_iso_dates()


def _digest(envelope: Envelope, interchange: int, verdict: int) -> str:
    """The same for the same acknowledgment, whatever delimiters the file uses."""
    segments = envelope.segments
    frame = segments.normal(interchange, interchange) if interchange >= 0 else b""
    return hashlib.sha256(frame + segments.normal(verdict, verdict)).hexdigest()[:32]
