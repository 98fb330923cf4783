"""What was taken off or added to claims and lines of an 835: the groups of their CAS segments.

Here: which element is which column of `remittance_adjustment`. Not here: what a reason code means (dbt).
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, from_numbers, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_loops import count_within


def read_adjustments(advice: Advice) -> pl.DataFrame:
    """One row per group, reason and amount."""
    segments, (at, element, is_first) = advice.envelope.segments, advice.adjustments
    line = advice.services.row[at]
    claim = np.where(line >= 0, np.append(advice.claim_of_service, 0)[line], advice.claims.row[at])
    owner = np.where(line >= 0, np.append(advice.services.start, 0)[line], advice.claims.start[claim])
    return to_frame(
        {
            "transaction_digest": Picked(advice.digest, advice.payment_of_claim[claim]),
            "claim_position": from_numbers(advice.claim_position[claim]),
            "service_position": from_numbers(np.where(line >= 0, np.append(advice.service_position, 0)[line], 0)),
            "adjustment_position": from_numbers(count_within(owner)),
            "group_code": segments.column(at, 1),
            "reason_code": segments.column(at, element),
            "amount": segments.column(at, element + 1),
            "quantity": segments.column(at, element + 2),
        },
        at + 1,
        is_first,
        owner + 1,
    )
