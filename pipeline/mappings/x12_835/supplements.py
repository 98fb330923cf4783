"""Amounts, quantities and references of an 835 that no other record has a column for.

Here: which element is which column of `remittance_supplement`, and what the other records have taken already. Not here:
how the rest is found (`pipeline.formats.x12_835_supplements`).
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Picked, from_numbers, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_835_supplements import AMOUNT, QUANTITY, REFERENCE, find_supplements


def read_supplements(advice: Advice) -> pl.DataFrame:
    """One row per element that nobody else reads."""
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
