"""Remittance advice, X12 835: the records it holds, from the payment down to the adjustment of a line.

Here: the listing of its levels. Not here: which element is which column (the module of each level).
"""

import polars as pl

from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_days import Days
from pipeline.mappings.x12_835.adjustments import read_adjustments
from pipeline.mappings.x12_835.claims import read_claims
from pipeline.mappings.x12_835.payments import read_payments
from pipeline.mappings.x12_835.provider_adjustments import read_provider_adjustments
from pipeline.mappings.x12_835.services import read_services
from pipeline.mappings.x12_835.supplements import read_supplements


def read_records(advice: Advice, days: Days) -> dict[str, pl.DataFrame]:
    """The rows of every record; days that are none are noted in `days`."""
    return {
        "remittance_payment": read_payments(advice, days),
        "remittance_claim": read_claims(advice, days),
        "remittance_service": read_services(advice, days),
        "remittance_adjustment": read_adjustments(advice),
        "provider_adjustment": read_provider_adjustments(advice, days),
        "remittance_supplement": read_supplements(advice),
    }
