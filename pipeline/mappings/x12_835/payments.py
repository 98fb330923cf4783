"""The payment level of an 835: what was paid, how and when, by whom and to whom (BPR, TRN, loops 1000A and 1000B).

Here: which element is which column of `remittance_payment`. Not here: loops
(`pipeline.formats.x12_835`), balancing (dbt).
"""

import numpy as np
import polars as pl

from pipeline.formats.texts import Text, from_numbers, keep_digits, to_frame
from pipeline.formats.x12_835 import Advice
from pipeline.formats.x12_days import Days

_SHORT_DATE = 6


def read_payments(advice: Advice, days: Days) -> pl.DataFrame:
    """One row per transaction."""
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
