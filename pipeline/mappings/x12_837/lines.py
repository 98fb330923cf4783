"""The line level of an 837: what was done (LX with SV1 or SV2, and what hangs on it, loop 2400).

Here: which element is which column of `claim_line`. Not here: the claim (`claims`).
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, from_numbers, join_across, to_frame
from pipeline.formats.x12_837 import Batch, last_day
from pipeline.formats.x12_loops import count_within


def read_lines(batch: Batch) -> pl.DataFrame:
    """One row per service line."""
    segments, loop, claim = batch.envelope.segments, batch.lines, batch.claim_of_line
    service = loop.first(segments.of("SV1", "SV2"))
    shift = (segments.is_any("SV2")[service] & (service >= 0)).astype(np.int64)
    """SV2 has the revenue code in front of what SV1 starts with."""
    qualifier, code, *modifiers = segments.parts(service, 1 + shift, 7)[:6]
    professional, period = np.where(shift, -1, service), loop.value("DTP", "472", 3)
    texts = {
        "transaction_digest": Picked(batch.envelope.digest, batch.transaction[claim]),
        "claim_position": from_numbers(batch.claim_position[claim]),
        "line_position": from_numbers(count_within(claim)),
        "line_number": segments.column(loop.first(segments.of("LX")), 1),
        "line_control_number": loop.value("REF", "6R", 2),
        "revenue_code": segments.column(np.where(shift, service, -1), 1),
        "procedure_qualifier": qualifier,
        "procedure_code": code,
        "modifiers": join_across(modifiers),
        "charge_amount": segments.column(service, 2 + shift),
        "unit_code": segments.column(service, 3 + shift),
        "units": segments.column(service, 4 + shift),
        "place_of_service": segments.column(professional, 5),
        "diagnosis_pointers": join_across(segments.parts(professional, 7, 5)[:4]),
        "service_date": period.to_iso_dates(),
        "service_end_date": last_day(period).to_iso_dates(),
        "drug_code": segments.paired(loop.find("LIN", "N4", element=2), 2, "N4"),
        "drug_units": segments.column(loop.first(segments.of("CTP")), 4),
        "prior_paid_amount": loop.sum(segments.of("SVD"), 2),
        "prior_adjustment_amount": batch.adjusted(loop),
    }
    return to_frame(texts, loop.start + 1, loop.sizes(loop.row >= 0), batch.claims.start[claim] + 1)
