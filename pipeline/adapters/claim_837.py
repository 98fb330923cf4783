"""Claims sent, X12 837 professional and institutional: what was billed to whom, claim by claim and line by line.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), which claim
is which claim's resubmission (dbt). Dental claims (837D) are another guide and not recognised.
"""

import re

import numpy as np
import polars as pl

from pipeline.adapters import Reading
from pipeline.formats.texts import Picked, Text, from_numbers, join_across, keep_digits, to_frame
from pipeline.formats.x12 import read_segments
from pipeline.formats.x12_837 import Batch, find_loops, glue, last_day, with_real_components
from pipeline.formats.x12_837_doubts import state_charges, state_doubts
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_envelope import read_envelope
from pipeline.formats.x12_kinds import sort_out
from pipeline.formats.x12_loops import count_within

_MINE = re.compile(r"837 (?!.*X(224|097))")
"""Every 837 that does not call itself dental; 5010 and 4010."""
_INSTITUTIONAL, _PROFESSIONAL = re.compile(r".*X(223|096)"), re.compile(r".*X(222|098)")
_USED = "BHT HL SBR NM1 REF CLM DTP AMT HI LX SV1 SV2 LIN CTP SVD CAS"
_IGNORED = (
    "PER N2 N3 N4 PRV PAT DMG CUR CL1 PWK CN1 K3 NTE CR1 CR2 CR3 CR4 CR5 CR6 CR7 CR8 CRC HCP OI MIA MOA SV4 SV5 SV6 "
    "SV7 PS1 MEA QTY HSD LQ FRM DSB UR IMM TST LS LE"
)
"""Addresses, clinical and repricing details and attachments: no question of money asks for them."""


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`claim_837` when the first transaction of the file is a professional or institutional 837."""
    return "claim_837" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All claims and service lines; provider, subscriber and patient loops belong to the claim they lead to."""
    segments, notes = with_real_components(read_segments(data))
    envelope = read_envelope(segments, _MINE, "a professional or institutional 837")
    ignored = sort_out(envelope, "an 837", _USED, _IGNORED)
    batch = find_loops(envelope)
    envelope.totals += state_charges(batch)
    envelope.notes += notes + state_doubts(batch)
    reading = envelope.reading({"claim_submission": _claims(batch), "claim_line": _lines(batch)})
    reading.ignored = ignored
    return reading


def _claims(batch: Batch) -> pl.DataFrame:
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


def _lines(batch: Batch) -> pl.DataFrame:
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
