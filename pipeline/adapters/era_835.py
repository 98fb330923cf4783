"""Remittance advice, X12 835: what the payer paid, claim by claim, and what it took or gave beside the claims.

Here: which element of which loop is which column. Not here: X12 syntax and loops (`pipeline.formats.x12*`), which
segments are knowingly not used (`pipeline.formats.x12_835_guide`), balancing and the meaning of codes (dbt).
"""

import re
from collections.abc import Iterable, Iterator

import numpy as np
import polars as pl

from pipeline.adapters import Reading
from pipeline.formats.texts import Picked, Text, from_numbers, join_across, keep_digits, to_frame
from pipeline.formats.x12 import Segments, read_segments
from pipeline.formats.x12_835 import Advice, find_loops
from pipeline.formats.x12_835_guide import sort_out
from pipeline.formats.x12_835_supplements import AMOUNT, QUANTITY, REFERENCE, find_supplements
from pipeline.formats.x12_bytes import declared_transaction
from pipeline.formats.x12_days import Days
from pipeline.formats.x12_envelope import Envelope, read_envelope
from pipeline.formats.x12_loops import count_within
from pipeline.formats.x12_parts import read_in_parts
from pipeline.formats.x12_together import read_together

_MINE = re.compile(r"835 ")
_SHORT_DATE = 6
_GLUED, _GLUED_CODE = 7, re.compile(r"[0-9A-Z]{7}")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001
    """`era_835` when the first transaction of the file is an 835."""
    return "era_835" if _MINE.match(declared_transaction(head) or "") else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001
    """All payments, claims, service lines, adjustments and provider adjustments of the file, and what else they say."""
    return _read(read_segments(data))[1]


def read_many(names: list[str], datas: list[bytes]) -> list[Reading | None]:  # noqa: ARG001
    """As `read` for each of the files, in one pass; None where a file must be read alone."""
    return read_together(datas, _read)


def read_parts(name: str, chunks: Iterable[bytes]) -> Iterator[Reading]:  # noqa: ARG001
    """As `read`, for a file too large to be held at once."""
    return read_in_parts(chunks, _read)


def _read(segments: Segments) -> tuple[Envelope, Reading]:
    envelope = read_envelope(segments, _MINE, "an 835")
    advice, days = find_loops(envelope), Days(segments)
    records = {
        "remittance_payment": _payments(advice, days),
        "remittance_claim": _claims(advice, days),
        "remittance_service": _services(advice, days),
        "remittance_adjustment": _adjustments(advice),
        "provider_adjustment": _provider_adjustments(advice, days),
        "remittance_supplement": _supplements(advice),
    }
    envelope.ignored, strangers = sort_out(advice)
    reading = envelope.reading(records)
    reading.note_strangers(strangers, "to an 835 at that place")
    reading.notes += days.notes()
    return envelope, reading


def _payments(advice: Advice, days: Days) -> pl.DataFrame:
    segments, loop, envelope = advice.envelope.segments, advice.payments, advice.envelope
    bpr, trn = loop.first(segments.of("BPR")), loop.first(segments.of("TRN"))
    payer, payee = loop.find("N1", "PR"), loop.find("N1", "PE")
    interchange_days = segments.column(envelope.interchange, 9)
    tax_id = segments.paired(payee, 3, "FI").or_else(loop.value("REF", "TJ", 2))
    made = Text.of(f"20{day}" if day and len(day) == _SHORT_DATE else day for day in interchange_days.to_list())
    return to_frame(
        {
            "transaction_digest": advice.digest,
            "payer_identifier": segments.column(trn, 3).or_else(segments.column(bpr, 10)),
            "trace_number": segments.column(trn, 2),
            "trace_supplement": segments.column(trn, 4),
            "payment_amount": segments.column(bpr, 2),
            "currency_code": segments.column(loop.first(segments.of("CUR")), 2),
            "credit_debit": segments.column(bpr, 3),
            "handling_code": segments.column(bpr, 1),
            "payment_method": segments.column(bpr, 4),
            "payment_date": days.read(bpr, 16),
            "production_date": days.read(loop.find("DTM", "405"), 2),
            "payer_name": segments.column(payer, 2),
            "payer_id": segments.column(payer, 4).or_else(loop.value("REF", "2U", 2)),
            "receiver_id": loop.value("REF", "EV", 2),
            "payee_name": segments.column(payee, 2),
            "payee_npi": segments.paired(payee, 3, "XX"),
            "payee_tax_id": keep_digits(tax_id),
            "interchange_number": segments.column(envelope.interchange, 13),
            "group_number": segments.column(envelope.group, 6),
            "transaction_number": segments.column(loop.start, 2),
            "interchange_date": days.check(made, envelope.interchange),
            "claim_count": from_numbers(np.bincount(advice.payment_of_claim, minlength=len(loop.start))),
        },
        advice.payment_line,
        loop.sizes(advice.own),
    )


def _claims(advice: Advice, days: Days) -> pl.DataFrame:
    segments, loop = advice.envelope.segments, advice.claims
    patient, insured, corrected = (loop.find("NM1", role) for role in ("QC", "IL", "74"))
    payer, crossover = loop.find("NM1", "PR"), loop.find("NM1", "TT")
    start = loop.find("DTM", "232")
    start = np.where(start >= 0, start, loop.find("DTM", "472"))
    return to_frame(
        {
            "transaction_digest": Picked(advice.digest, advice.payment_of_claim),
            "claim_position": from_numbers(advice.claim_position),
            "claim_number": loop.element(1),
            "claim_status": loop.element(2),
            "charge_amount": loop.element(3),
            "paid_amount": loop.element(4),
            "patient_amount": loop.element(5),
            "filing_code": loop.element(6),
            "payer_claim_number": loop.element(7),
            "facility_code": loop.element(8),
            "frequency_code": loop.element(9),
            "drg_code": loop.element(11),
            "patient_last_name": segments.column(patient, 3),
            "patient_first_name": segments.column(patient, 4),
            "member_number": segments.column(patient, 9)
            .or_else(segments.column(insured, 9))
            .or_else(loop.value("REF", "1W", 2)),
            "corrected_last_name": segments.column(corrected, 3),
            "corrected_first_name": segments.column(corrected, 4),
            "corrected_member_number": segments.column(corrected, 9),
            "insured_group_number": loop.value("REF", "1L", 2),
            "rendering_npi": segments.paired(loop.find("NM1", "82"), 8, "XX"),
            "corrected_payer_name": segments.column(payer, 3),
            "corrected_payer_id": segments.column(payer, 9),
            "crossover_payer_name": segments.column(crossover, 3),
            "crossover_payer_id": segments.column(crossover, 9),
            "original_reference": loop.value("REF", "F8", 2),
            "authorization_number": loop.value("REF", "G1", 2),
            "medical_record_number": loop.value("REF", "EA", 2),
            "service_start_date": days.read(start, 2),
            "service_end_date": days.read(loop.find("DTM", "233"), 2),
            "received_date": days.read(loop.find("DTM", "050"), 2),
            "coverage_end_date": days.read(loop.find("DTM", "036"), 2),
            "coverage_amount": loop.value("AMT", "AU", 2),
            "interest_amount": loop.value("AMT", "I", 2),
            "remark_codes": loop.joined(
                (segments.of("MIA"), [5, 20, 21, 22, 23]), (segments.of("MOA"), [3, 4, 5, 6, 7])
            ),
        },
        loop.start + 1,
        loop.sizes(advice.own),
        advice.payment_line[advice.payment_of_claim],
    )


def _services(advice: Advice, days: Days) -> pl.DataFrame:
    segments, loop = advice.envelope.segments, advice.services
    qualifier, code, *modifiers = segments.parts(loop.start, 1, 7)[:6]
    code, glued = _split_glued(qualifier, code)
    _, billed, *billed_modifiers = segments.parts(loop.start, 6, 7)[:6]
    day = loop.find("DTM", "472")
    day = np.where(day >= 0, day, loop.find("DTM", "150"))
    claim = advice.claim_of_service
    return to_frame(
        {
            "transaction_digest": Picked(advice.digest, advice.payment_of_claim[claim]),
            "claim_position": from_numbers(advice.claim_position[claim]),
            "service_position": from_numbers(advice.service_position),
            "procedure_qualifier": qualifier,
            "procedure_code": code,
            "modifiers": join_across([glued, *modifiers]),
            "charge_amount": loop.element(2),
            "paid_amount": loop.element(3),
            "revenue_code": loop.element(4),
            "paid_units": loop.element(5),
            "submitted_procedure_code": billed,
            "submitted_modifiers": join_across(billed_modifiers),
            "submitted_units": loop.element(7),
            "line_control_number": loop.value("REF", "6R", 2),
            "service_date": days.read(day, 2),
            "service_end_date": days.read(loop.find("DTM", "151"), 2),
            "rendering_npi": loop.value("REF", "HPI", 2),
            "allowed_amount": loop.value("AMT", "B6", 2),
            "remark_codes": loop.joined((segments.qualified("LQ", "HE"), [2])),
        },
        loop.start + 1,
        loop.sizes(advice.own),
        advice.claims.start[claim] + 1,
    )


def _split_glued(qualifier: Text, code: Text) -> tuple[Text, Text]:
    """Procedure and modifier where a payer glues them together (HC:9921325); else the code and null."""
    glued = qualifier.is_one(["HC"]) & (code.length == _GLUED)
    glued[glued] = [bool(_GLUED_CODE.fullmatch(value)) for value in code.take(glued).to_list()]
    procedure = Text(code.data, code.start, np.where(glued, 5, code.length))
    return procedure, Text(code.data, code.start + 5, np.where(glued, 2, 0))


def _adjustments(advice: Advice) -> pl.DataFrame:
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


def _provider_adjustments(advice: Advice, days: Days) -> pl.DataFrame:
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


def _supplements(advice: Advice) -> pl.DataFrame:
    columns = [
        *(advice.payments.find("REF", kind) for kind in ("2U", "EV", "TJ")),
        *(advice.claims.find("REF", kind) for kind in ("1L", "EA", "F8", "G1")),
        *(advice.claims.find("AMT", kind) for kind in ("AU", "I")),
        *(advice.services.find("REF", kind) for kind in ("6R", "HPI")),
        advice.services.find("AMT", "B6"),
    ]
    found = find_supplements(advice, columns)
    return to_frame(
        {
            "transaction_digest": Picked(advice.digest, found.transaction),
            "claim_position": from_numbers(found.claim),
            "service_position": from_numbers(found.service),
            "supplement_position": from_numbers(found.position),
            "element": found.element,
            "amount": found.value(advice, AMOUNT),
            "quantity": found.value(advice, QUANTITY),
            "reference": found.value(advice, REFERENCE),
        },
        found.at + 1,
        np.zeros(len(found.at)),
        found.parent,
    )
