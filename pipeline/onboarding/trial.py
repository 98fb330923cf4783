"""A proposed layout tried on the file it came from: it must load, and what it reads is judged as any landed row.

Here: the reading, its verdict, a preview with private columns masked. Not here: the layout
(`pipeline.onboarding.proposal`).
"""

from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.adapters import Reading
from pipeline.contracts import load_contracts
from pipeline.formats.tables import read_table
from pipeline.ingest.judging import judge
from pipeline.layouts import Layout
from pipeline.layouts.applying import shape
from pipeline.layouts.parts import read_rows
from pipeline.layouts.twins import number_twins
from pipeline.onboarding.shape import Draft

PREVIEW = 5
MASK = "•••"


@dataclass
class Trial:
    """What the proposed layout makes of the file: rows accepted and refused, reasons, totals, a masked preview."""

    accepted: int
    refused: int
    reasons: dict[str, int] = field(default_factory=dict)
    totals: list[str] = field(default_factory=list)
    totals_agree: bool = True
    repeated_keys: int = 0
    preview: list[dict[str, str]] = field(default_factory=list)


def try_out(content: dict[str, Any], draft: Draft, name: str) -> Trial:
    """Read the file by the proposed layout.

    Raises:
        pydantic.ValidationError: the proposal is no layout.
        UnreadableFileError: the file cannot be read by it.
    """
    layout = Layout.model_validate({"name": name, **content})
    table = read_table(
        [(line, list(cells)) for line, cells in draft.records], draft.header, layout.columns, shape(layout)
    )
    reading = read_rows(layout, table, draft.name)
    number_twins(reading.records, [layout])
    return _judge(reading)


def _judge(reading: Reading) -> Trial:
    trial = Trial(0, len(reading.refused), dict(reading.refused["reason"].value_counts().iter_rows()))
    for record, frame in reading.records.items():
        contract = load_contracts()[record]
        accepted, refused = judge(contract, frame)
        trial.accepted += len(accepted)
        trial.refused += len(refused)
        for reason, count in refused["reason"].value_counts().iter_rows():
            trial.reasons[reason] = trial.reasons.get(reason, 0) + count
        trial.repeated_keys += len(accepted) - accepted.select(contract.key).n_unique() if len(accepted) else 0
        private = [column.name for column in contract.columns if column.private]
        shown = accepted.head(PREVIEW).select(
            pl.when(pl.col(name).is_not_null()).then(pl.lit(MASK)).alias(name) if name in private else pl.col(name)
            for name in contract.names
        )
        trial.preview += [{k: v for k, v in row.items() if v is not None} for row in shown.iter_rows(named=True)]
    trial.preview = trial.preview[:PREVIEW]
    trial.totals_agree = all(total.stated == total.found for total in reading.totals)
    trial.totals = [
        f"line {total.line}: {total.name} states {total.stated}, its rows add up to {total.found}"
        + (", which is not the same: the row is passed over" if total.stated != total.found else "")
        for total in reading.totals
    ]
    return trial
