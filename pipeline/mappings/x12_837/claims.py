"""The claim level of an 837: what was billed to whom (CLM, and the provider, subscriber and patient loops above it).

Here: which element is which column of `claim_submission`. Not here: its lines (`lines`), resubmissions (dbt).
"""

import re

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, Text, from_numbers, keep_digits, to_frame
from pipeline.formats.x12_837 import Batch, glue, last_day

_INSTITUTIONAL, _PROFESSIONAL = re.compile(r".*X(223|096)"), re.compile(r".*X(222|098)")


def read_claims(batch: Batch) -> pl.DataFrame:
    """One row per claim; what stands above it belongs to it."""
    segments, envelope, loop, heads = batch.envelope.segments, batch.envelope, batch.claims, batch.heads
    begin = batch.leading("BHT", "", batch.opening)
    insured_by = batch.leading("SBR", "", batch.opening)
    subscription = np.maximum(insured_by, batch.opening)
    payer, subscriber, patient = (batch.leading("NM1", role, subscription) for role in ("PR", "IL", "QC"))
    patient = np.where(patient >= 0, patient, subscriber)
    billing = batch.leading("NM1", "85", batch.opening)
    tax_id = segments.column(batch.behind("REF", "EI", billing), 2).or_else(segments.paired(billing, 8, "24"))
    rendering = heads.find("NM1", "82")
    rendering = np.where(rendering >= 0, rendering, batch.in_lines(segments.qualified("NM1", "82")))
    place, _, frequency = segments.parts(loop.start, 5, 3)
    institutional = batch.follows(_INSTITUTIONAL) | ~batch.follows(_PROFESSIONAL) & (
        batch.in_lines(segments.of("SV2")) >= 0
    )
    services, period = segments.of("SV1", "SV2"), heads.value("DTP", "434", 3)
    texts = {
        "transaction_digest": Picked(envelope.digest, batch.transaction),
        "claim_position": from_numbers(batch.claim_position),
        "claim_type": Picked(Text.of(["professional", "institutional"]), institutional.astype(int)),
        "claim_number": loop.element(1),
        "submission_date": segments.column(begin, 4).to_iso_dates(),
        "batch_reference": segments.column(begin, 3),
        "interchange_number": segments.column(envelope.interchange[batch.transaction], 13),
        "group_number": segments.column(envelope.group[batch.transaction], 6),
        "transaction_number": segments.column(batch.opening, 2),
        "charge_amount": loop.element(2),
        "line_charge_amount": loop.sum(services, np.where(segments.is_any("SV1")[services], 2, 3)),
        "line_count": from_numbers(np.bincount(batch.claim_of_line, minlength=len(loop.start))),
        "frequency_code": frequency,
        "place_of_service": place.only(~institutional),
        "type_of_bill": glue(place.only(institutional), frequency),
        "original_reference": heads.value("REF", "F8", 2),
        "clearinghouse_reference": heads.value("REF", "D9", 2),
        "authorization_number": heads.value("REF", "G1", 2),
        "diagnosis_codes": batch.diagnoses(),
        "payer_sequence": segments.column(insured_by, 1),
        "filing_code": segments.column(insured_by, 9),
        "payer_name": segments.column(payer, 3),
        "payer_id": segments.column(payer, 9),
        "member_number": segments.column(subscriber, 9),
        "patient_last_name": segments.column(patient, 3),
        "patient_first_name": segments.column(patient, 4),
        "billing_npi": segments.paired(billing, 8, "XX"),
        "billing_tax_id": keep_digits(tax_id),
        "rendering_npi": segments.paired(rendering, 8, "XX"),
        "attending_npi": segments.paired(heads.find("NM1", "71"), 8, "XX"),
        "service_start_date": loop.earliest(segments.qualified("DTP", "472"), 3),
        "statement_start_date": period.to_iso_dates(),
        "statement_end_date": last_day(period).to_iso_dates(),
        "patient_paid_amount": heads.value("AMT", "F5", 2),
        "other_payer_count": from_numbers(batch.others.sizes(segments.is_any("SBR"))),
        "prior_paid_amount": batch.others.sum(segments.qualified("AMT", "D"), 2),
        "prior_adjustment_amount": batch.adjusted(loop),
    }
    return to_frame(texts, loop.start + 1, loop.sizes(batch.own))
