"""What an 835 takes or gives beside the claims: the groups of its PLB segments.

Here: which element is which column of `provider_adjustment`. Not here: what a reason code means (dbt).
"""

import polars as pl

from pipeline.formats.texts import Picked, from_numbers, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_days import Days
from pipeline.formats.x12_loops import count_within


def read_provider_adjustments(advice: Advice, days: Days) -> pl.DataFrame:
    """One row per reason and amount."""
    segments, (at, element, is_first) = advice.envelope.segments, advice.provider_adjustments
    payment = advice.envelope.transaction[at]
    reason, reference = segments.parts(at, element, 2)
    return to_frame(
        {
            "transaction_digest": Picked(advice.digest, payment),
            "adjustment_position": from_numbers(count_within(payment)),
            "provider_identifier": segments.column(at, 1),
            "fiscal_period_date": days.read(at, 2),
            "reason_code": reason,
            "reference": reference,
            "amount": segments.column(at, element + 1),
        },
        at + 1,
        is_first,
        advice.payment_line[payment],
    )
