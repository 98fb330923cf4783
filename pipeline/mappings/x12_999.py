"""Batch acknowledgments, X12 999 and 997: what is said of a group, a transaction, a segment or an element.

Here: which element of which loop is which column of `batch_acknowledgment`. Not here: which segments make a verdict
(`pipeline.formats.x12_999`). Copies of faulty elements (IK404) are never read: they are values of patients.
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, Text, from_numbers, join_across, to_frame
from pipeline.formats.x12_999 import Acknowledgments
from pipeline.formats.x12_loops import count_within
from pipeline.formats.x12_verdicts import full_days

_LEVELS = ["group", "transaction", "segment", "element"]
_CODES = np.array([5, 2, 4, 3])
"""By level: the first element that holds fault codes (AK905, IK502, IK304, IK403)."""
_MOST_CODES = 5


def read_verdicts(found: Acknowledgments) -> pl.DataFrame:
    """One row per verdict."""
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
