"""The answer key of a simulated practice, read back: what is true, in integer cents.

Here: reading the Parquet files and the columns the scorecard needs of them. Not here: how the truth came about, and
what is made of it.
"""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.bench.members import members_of_pairs, name_by_day

TEXT, CENTS, DAY = pl.String, pl.Int64, pl.Date
COLUMNS = {
    "deposits": {
        "deposit_ref": TEXT,
        "amount_cents": CENTS,
        "state": TEXT,
        "exception_code": TEXT,
        "scenario_id": TEXT,
    },
    "matches": {"deposit_ref": TEXT, "evidence_kind": TEXT, "evidence_ref": TEXT, "amount_cents": CENTS},
    "bank_debits": {"debit_ref": TEXT, "state": TEXT},
    "exceptions": {
        "code": TEXT,
        "subject_kind": TEXT,
        "reference": TEXT,
        "amount_cents": CENTS,
        "scenario_id": TEXT,
        "within": TEXT,
    },
    "postings": {"charge_number": TEXT, "payer_sequence": TEXT, "is_posted_right": pl.Boolean},
    "open_items": {"charge_number": TEXT, "responsible_party": TEXT, "open_cents": CENTS},
    "open_spans": {
        "charge_number": TEXT,
        "first_day": DAY,
        "last_day": DAY,
        "responsible_party": TEXT,
        "open_cents": CENTS,
        "service_date": DAY,
        "bill_date": DAY,
        "responsibility_date": DAY,
        "financial_class": TEXT,
        "is_dated": pl.Boolean,
    },
    "claims": {"claim_number": TEXT, "is_accepted_first_time": pl.Boolean, "first_is_denied": pl.Boolean},
    "denials": dict.fromkeys(("claim_number", "adjudication_date", "group_code", "reason_code"), TEXT)
    | {"charge_cents": CENTS},
    "underpayments": {"charge_number": TEXT, "variance_cents": CENTS},
    "ledger_days": {
        "financial_class": TEXT,
        "charges_cents": CENTS,
        "insurance_payments_cents": CENTS,
        "patient_payments_cents": CENTS,
        "contractual_cents": CENTS,
        "other_cents": CENTS,
    },
    "kpis": {
        "kpi_id": TEXT,
        "period": TEXT,
        "grain": TEXT,
        "grain_value": TEXT,
        "numerator": pl.Float64,
        "denominator": pl.Float64,
        "value": pl.Float64,
    },
    "bridge": {"term": TEXT, "amount_cents": CENTS, "period": TEXT},
    "proof_of_cash": {
        "period": TEXT,
        "account": TEXT,
        "line": TEXT,
        "prior_cents": CENTS,
        "receipts_cents": CENTS,
        "disbursements_cents": CENTS,
        "current_cents": CENTS,
    },
    "scenarios": {"scenario_id": TEXT, "planted": CENTS, "title": TEXT},
    "scenario_items": {
        "scenario_id": TEXT,
        "reference": TEXT,
        "amount_cents": CENTS,
        "expected_code": TEXT,
        "subject_kind": TEXT,
        "within": TEXT,
        "links": pl.List(TEXT),
    },
}
"""The files of an answer key, and the columns of each that are judged by."""


class AnswersIncompleteError(Exception):
    """A file or column of the answer key is missing; the sentence names it."""


@dataclass(frozen=True)
class Answers:
    """What is true of a practice: the files as they are, but for two things.

    `matches` holds members of matches; exceptions and planted items name their bank credit in `deposit_ref` where they
    have one.
    """

    deposits: pl.DataFrame
    bank_debits: pl.DataFrame
    matches: pl.DataFrame
    exceptions: pl.DataFrame
    postings: pl.DataFrame
    open_items: pl.DataFrame
    open_spans: pl.DataFrame
    claims: pl.DataFrame
    denials: pl.DataFrame
    underpayments: pl.DataFrame
    ledger_days: pl.DataFrame
    kpis: pl.DataFrame
    bridge: pl.DataFrame
    proof_of_cash: pl.DataFrame
    scenarios: pl.DataFrame
    scenario_items: pl.DataFrame


def read_answers(folder: Path, unbatched: str | None = None) -> Answers:
    """Read an answer key; `unbatched` as of `name_by_day`.

    Raises:
        AnswersIncompleteError: a file or a column is missing.
    """
    frames = {name: _read(folder / f"{name}.parquet", columns) for name, columns in COLUMNS.items()}
    frames["matches"] = members_of_pairs(name_by_day(frames["matches"], unbatched))
    for name, code in (("exceptions", "code"), ("scenario_items", "expected_code")):
        frames[name] = _with_deposit(frames[name], code, frames["deposits"])
    return Answers(**frames)


def _with_deposit(rows: pl.DataFrame, code: str, deposits: pl.DataFrame) -> pl.DataFrame:
    """The rows with `deposit_ref`, where exactly one bank credit has their scenario, code and amount."""
    keys = ("scenario_id", "exception_code", "amount_cents")
    alone = deposits.filter(pl.struct(keys).is_unique() & (pl.col("scenario_id") != "")).select(*keys, "deposit_ref")
    mine = rows.filter(pl.struct("scenario_id", code, "amount_cents").is_unique())
    named = mine.join(alone, left_on=["scenario_id", code, "amount_cents"], right_on=keys, how="inner")
    return rows.join(named, on=rows.columns, how="left", nulls_equal=True)


def _read(path: Path, columns: dict[str, pl.DataType]) -> pl.DataFrame:
    if not path.exists():
        raise AnswersIncompleteError(f"The answer key has no {path.name} in {path.parent}.")
    frame = pl.read_parquet(path)
    if missing := sorted(set(columns) - set(frame.columns)):
        raise AnswersIncompleteError(f"{path.name} of the answer key lacks the columns {', '.join(missing)}.")
    return frame.select(pl.col(name).cast(kind) for name, kind in columns.items())
