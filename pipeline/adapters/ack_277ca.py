"""Claim acknowledgments, X12 277CA: whether payer or clearinghouse took a claim in, before anybody adjudicates it.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), what a
status category means (dbt). Answers to status requests (X212) are another transaction and not read here.
"""

import re

import numpy as np

from pipeline.adapters import Reading
from pipeline.formats.texts import Picked, from_numbers, to_frame
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_loops import (
    Loop,
    attach,
    count_within,
    fill_forward,
    last_before,
)

_MINE = re.compile(r"277 .*X(214|167)")
"""5010 and 4010."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`ack_277ca` when the first transaction of the file is a 277 claim acknowledgment."""
    return "ack_277ca" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All claim statuses of the file; what stands above the patients belongs to the envelope."""
    segments = read_segments(data)
    envelope = read_envelope(segments, _MINE, "a 277CA")
    inside, level = envelope.transaction >= 0, fill_forward(segments.is_any("HL", "ST"))
    is_patient = inside & np.isin(level, _patient_levels(segments, level))
    is_claim = segments.is_any("TRN") & is_patient
    row = attach(np.where(is_patient, level, -1), is_claim, segments.is_any("HL"))
    claims = Loop(segments, np.flatnonzero(is_claim), row)
    of_claim = ~segments.is_any("SVC")[fill_forward(segments.is_any("HL", "TRN", "SVC"))]
    statuses = np.flatnonzero(segments.is_any("STC") & of_claim & (row >= 0))
    """A status of a line (behind SVC) says nothing that the claim's own status does not, and belongs to its row."""
    claim = row[statuses]
    envelope.refuse(
        np.flatnonzero(is_patient & ~np.isin(row, claim)), "The patient has no claim with a status (TRN, STC)."
    )
    position = count_within(claim)
    others = claims.sizes(row >= 0) - np.bincount(claim, minlength=len(claims.start))
    opening = envelope.start[envelope.transaction[claims.start]]
    sender = last_before(segments.qualified("NM1", "PR", "AY"), claims.start, opening)
    traces = segments.of("TRN")
    batches = traces[np.isin(level[traces], segments.qualified("HL", "21", element=3))]
    category, code, entity = segments.parts(statuses, 1, 3)
    records = {
        "transaction_digest": Picked(envelope.digest, envelope.transaction[statuses]),
        "claim_position": from_numbers(count_within(envelope.transaction[claims.start])[claim]),
        "status_position": from_numbers(position),
        "claim_number": segments.column(claims.start[claim], 2),
        "sender_name": segments.column(sender[claim], 3),
        "status_category": category,
        "status_code": code,
        "entity_code": entity,
        "status_date": segments.column(statuses, 2).to_iso_dates(),
        "action_code": segments.column(statuses, 3),
        "charge_amount": segments.column(statuses, 4),
        "payer_claim_number": claims.value("REF", "1K", 2).take(claim),
        "batch_reference": segments.column(last_before(batches, claims.start, opening)[claim], 2),
        "service_start_date": claims.value("DTP", "472", 3).to_iso_dates().take(claim),
    }
    lines = 1 + np.where(position == 1, others[claim], 0)
    return envelope.reading(
        {"claim_acknowledgment": to_frame(records, statuses + 1, lines)}, _count_above(envelope, is_patient)
    )


def _patient_levels(segments: Segments, level: np.ndarray) -> np.ndarray:
    """The HL of every patient: of level PT, or with a patient's name under it."""
    named = level[segments.qualified("NM1", "QC")]
    return np.union1d(segments.qualified("HL", "PT", element=3), named[segments.is_any("HL")[named]])


def _count_above(envelope: Envelope, is_patient: np.ndarray) -> int:
    """How many segments of the file stand above its patients: sender, receiver and provider with their own statuses."""
    return int(((envelope.transaction >= 0) & ~is_patient).sum())
