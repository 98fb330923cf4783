"""Batch acknowledgments, X12 999, 997 and TA1: whether an interchange, group or transaction was taken in at all.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), which
claims a refused batch held (dbt). Copies of faulty elements (IK404) are never read: they are values of patients.
"""

import re

import numpy as np
import polars as pl

from pipeline.adapters import Reading
from pipeline.formats.texts import Picked, Text, from_numbers, join_across, to_frame
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_999 import (
    IGNORED,
    USED,
    Acknowledgments,
    find_acknowledgments,
    state_counts,
    state_gaps,
)
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_loops import count_within
from pipeline.formats.x12_verdicts import RECORD, full_days, interchange_verdicts

_MINE = re.compile(r"99[79] ")
_ALONE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*ISA([^0-9A-Za-z\s]).*?[^0-9A-Za-z]TA1\1", re.DOTALL)
_LEVELS = ["group", "transaction", "segment", "element"]
_CODES = np.array([5, 2, 4, 3])
"""By level: the first element that holds fault codes (AK905, IK502, IK304, IK403)."""
_MOST_CODES = 5


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`ack_999` when the first transaction of the file is a 999 or 997, or there is none but a TA1."""
    declared = declared_transaction(head)
    return "ack_999" if _MINE.match(declared or "") or (declared is None and _ALONE.match(head)) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All verdicts of the file and the faults they name."""
    envelope = read_envelope(read_segments(data), _MINE, "a 999 or 997")
    ignored = sort_out(envelope, "an acknowledgment", USED, IGNORED)
    found = find_acknowledgments(envelope)
    envelope.totals += state_counts(found)
    envelope.notes += state_gaps(found)
    interchanges = interchange_verdicts(envelope)
    rows = pl.concat([*interchanges.records.values(), _verdicts(found)])
    reading = envelope.reading({RECORD: rows}, -interchanges.owned)
    reading.ignored = ignored
    return reading


def _verdicts(found: Acknowledgments) -> pl.DataFrame:
    segments, at, envelope = found.envelope.segments, found.at, found.envelope
    transaction = envelope.transaction[at]
    level = np.where(found.answered < 0, 0, np.where(found.fault < 0, 1, np.where(found.fault == at, 2, 3)))
    is_group, holder = level == 0, np.where(level <= 1, found.closing, at)
    codes = [
        segments.column(np.where((number == 0) | (level <= 1), holder, -1), _CODES[level] + number)
        for number in range(_MOST_CODES)
    ]
    element = np.where(level == len(_LEVELS) - 1, at, -1)
    position, component, _ = segments.parts(element, 1, 3)
    counts = np.where(is_group, found.closing, -1)
    texts = {
        "transaction_digest": Picked(envelope.digest, transaction),
        "verdict_position": from_numbers(count_within(transaction)),
        "level": Picked(Text.of(_LEVELS), level),
        "interchange_number": Text.of([None] * len(at)),
        "group_number": segments.column(found.group, 2),
        "transaction_number": segments.column(found.answered, 2),
        "transaction_type": segments.column(np.where(is_group, found.group, found.answered), 1),
        "version": segments.column(found.answered, 3).or_else(segments.column(found.group, 3)),
        "verdict": segments.column(np.where(level <= 1, found.closing, -1), 1),
        "fault_codes": join_across(codes),
        "segment_code": segments.column(found.fault, 1),
        "segment_position": segments.column(found.fault, 2),
        "loop_identifier": segments.column(found.fault, 3),
        "element_position": position,
        "component_position": component,
        "element_reference": segments.column(element, 2),
        "included_count": segments.column(counts, 2),
        "received_count": segments.column(counts, 3),
        "accepted_count": segments.column(counts, 4),
        "acknowledged_date": full_days(segments.column(envelope.group, 4)),
    }
    texts["acknowledged_date"] = Picked(texts["acknowledged_date"], transaction)
    return to_frame(texts, at + 1, found.owned, np.where(found.parent >= 0, found.parent + 1, None))
