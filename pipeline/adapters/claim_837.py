"""Claims sent, X12 837 professional: what was billed to whom, one row per claim.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), which claim
is which claim's resubmission (dbt).
"""

import re

import numpy as np

from pipeline.adapters import Reading
from pipeline.formats.texts import Picked, from_numbers, keep_digits, to_frame
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import read_envelope
from pipeline.formats.x12_loops import (
    Loop,
    attach,
    count_within,
    fill_forward,
    first_after,
    last_before,
)

_MINE = re.compile(r"837 (?!.*X(223|224|096|097))")
"""Every 837 that does not call itself institutional or dental."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`claim_837` when the first transaction of the file is a professional 837."""
    return "claim_837" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All claims of the file; provider, subscriber and patient loops belong to the claim they lead to."""
    segments = read_segments(data)
    envelope = read_envelope(segments, _MINE, "a professional 837")
    is_claim = segments.is_any("CLM") & (envelope.transaction >= 0)
    row = attach(envelope.transaction, is_claim, segments.is_any("HL"))
    envelope.refuse(np.flatnonzero((envelope.transaction >= 0) & (row < 0)), "The transaction has no claim (CLM).")
    claims, batches = (
        Loop(segments, np.flatnonzero(is_claim), row),
        Loop(segments, envelope.start, envelope.transaction),
    )
    batch = envelope.transaction[claims.start]
    begin = batches.first(segments.of("BHT"))[batch]
    above = ~is_claim[fill_forward(is_claim | segments.is_any("HL", "ST"))]
    """Segments of the provider, subscriber and patient loops, where a claim's other payers do not stand."""

    def leading(name: str, qualifiers: str, floor: np.ndarray) -> np.ndarray:
        """The last such segment above each claim, not before the floor."""
        found = segments.qualified(name, *qualifiers.split()) if qualifiers else segments.of(name)
        return last_before(found[above[found]], claims.start, floor)

    opening = envelope.start[batch]
    insured_by = leading("SBR", "", opening)
    subscription = np.maximum(insured_by, opening)
    payer, subscriber = leading("NM1", "PR", subscription), leading("NM1", "IL", subscription)
    patient = leading("NM1", "QC", subscription)
    patient = np.where(patient >= 0, patient, subscriber)
    billing = leading("NM1", "85", opening)
    tax_id = segments.column(first_after(segments.qualified("REF", "EI"), billing, claims.start), 2)
    tax_id = tax_id.or_else(segments.paired(billing, 8, "24"))  # 4010
    lines = segments.of("SV1", "SV2")
    place, _, frequency = segments.parts(claims.start, 5, 3)
    records = {
        "transaction_digest": Picked(envelope.digest, batch),
        "claim_position": from_numbers(count_within(batch)),
        "claim_number": claims.element(1),
        "submission_date": segments.column(begin, 4).to_iso_dates(),
        "batch_reference": segments.column(begin, 3),
        "charge_amount": claims.element(2),
        "line_charge_amount": claims.sum(lines, np.where(segments.is_any("SV1")[lines], 2, 3)),
        "line_count": from_numbers(claims.sizes(segments.is_any("SV1", "SV2"))),
        "frequency_code": frequency,
        "place_of_service": place,
        "original_reference": claims.value("REF", "F8", 2),
        "payer_sequence": segments.column(insured_by, 1),
        "filing_code": segments.column(insured_by, 9),
        "payer_name": segments.column(payer, 3),
        "payer_id": segments.column(payer, 9),
        "member_number": segments.column(subscriber, 9),
        "patient_last_name": segments.column(patient, 3),
        "patient_first_name": segments.column(patient, 4),
        "billing_npi": segments.paired(billing, 8, "XX"),
        "billing_tax_id": keep_digits(tax_id),
        "rendering_npi": segments.paired(claims.find("NM1", "82"), 8, "XX"),
        "service_start_date": claims.earliest(segments.qualified("DTP", "472"), 3),
    }
    return envelope.reading({"claim_submission": to_frame(records, claims.start + 1, claims.sizes(row >= 0))})
