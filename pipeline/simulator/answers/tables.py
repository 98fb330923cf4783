"""The tables of the answer key: their columns, and their bytes as Parquet.

Here: names and types of every column; amounts are whole cents. Not here: what stands in the rows.
"""

from collections.abc import Iterable
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq

KINDS = {
    "text": pa.string(), "texts": pa.list_(pa.string()), "day": pa.date32(), "whole": pa.int64(), "flag": pa.bool_(),
    "real": pa.float64(),
}  # fmt: skip
TABLES = {
    "deposits": "deposit_ref account_number statement_date:day type_code amount_cents:whole bank_reference "
    "customer_reference occurrence:whole channel state classification exception_code scenario_id",
    "bank_debits": "debit_ref account_number statement_date:day type_code amount_cents:whole bank_reference "
    "customer_reference occurrence:whole state classification exception_code scenario_id",
    "matches": "deposit_ref evidence_kind evidence_ref amount_cents:whole scenario_id",
    "exceptions": "code subject_kind reference amount_cents:whole opened_date:day scenario_id within",
    "postings": "charge_number payer_sequence paid_cents:whole era_paid_cents:whole is_posted_right:flag scenario_id",
    "ledger_days": "day:day entity_id financial_class charges_cents:whole insurance_payments_cents:whole "
    "patient_payments_cents:whole contractual_cents:whole other_cents:whole balance_cents:whole",
    "open_items": "charge_number responsible_party open_cents:whole service_date:day bill_date:day "
    "responsibility_date:day payer financial_class",
    "open_spans": "charge_number first_day:day last_day:day responsible_party open_cents:whole service_date:day "
    "bill_date:day responsibility_date:day payer financial_class is_dated:flag",
    "denials": "claim_number line_control_number adjudication_date:day reason_code group_code category "
    "charge_cents:whole kind",
    "claims": "claim_number first_submission_date:day is_accepted_first_time:flag first_adjudication_date:day "
    "first_is_denied:flag",
    "underpayments": "charge_number claim_number adjudication_date:day expected_cents:whole allowed_cents:whole "
    "variance_cents:whole cause scenario_id",
    "kpis": "kpi_id period grain grain_value numerator:whole denominator:whole value:real",
    "bridge": "period term amount_cents:whole",
    "proof_of_cash": "period account line prior_cents:whole receipts_cents:whole disbursements_cents:whole "
    "current_cents:whole",
    "scenarios": "scenario_id planted:whole title",
    "scenario_items": "scenario_id reference amount_cents:whole expected_code note subject_kind within links:texts",
}
"""Each table with its columns in order; a column without a kind is text."""
Rows = list[tuple]


def columns(table: str) -> list[tuple[str, pa.DataType]]:
    """Name and type of each column of a table."""
    found = [item.partition(":") for item in TABLES[table].split()]
    return [(name, KINDS[kind or "text"]) for name, _, kind in found]


def to_parquet(table: str, rows: Iterable[tuple]) -> bytes:
    """Rows of a table as one Parquet file; the same rows give the same bytes."""
    shape = columns(table)
    cells = list(zip(*rows, strict=True)) or [()] * len(shape)
    arrays = [pa.array(values, type=kind) for values, (_, kind) in zip(cells, shape, strict=True)]
    buffer = BytesIO()
    frame = pa.table(arrays, names=[name for name, _ in shape])
    pq.write_table(frame, buffer, compression="zstd", compression_level=9, version="2.6", store_schema=False)
    return buffer.getvalue()
