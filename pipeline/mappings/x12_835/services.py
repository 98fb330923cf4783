"""The line level of an 835: what became of each service line (SVC and what hangs on it, loop 2110).

Here: which element is which column of `remittance_service`. Not here: its adjustments (`adjustments`).
"""

import re

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, Text, from_numbers, join_across, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_days import Days

_GLUED, _GLUED_CODE = 7, re.compile(r"[0-9A-Z]{7}")


def read_services(advice: Advice, days: Days) -> pl.DataFrame:
    """One row per service line."""
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
