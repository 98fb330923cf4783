"""The claim level of an 835: what became of each claim (CLP and what hangs on it, loop 2100).

Here: which element is which column of `remittance_claim`. Not here: its lines (`services`) and
adjustments (`adjustments`).
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, from_numbers, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_days import Days


def read_claims(advice: Advice, days: Days) -> pl.DataFrame:
    """One row per claim."""
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
