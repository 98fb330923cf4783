"""What a tool says about a practice: its matches, its exceptions, its figures, as plain frames.

Here: the shape every scored tool is brought into, and reading it from CSV. Not here: how a particular tool is read
(`pipeline.bench.snapshot`, `pipeline.bench.baselines`), and what it is worth (`pipeline.bench.scorecard`).
"""

from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from pipeline.bench.answers import COLUMNS
from pipeline.bench.members import members_of_pairs

EXCEPTIONS = {name: COLUMNS["exceptions"][name] for name in ("code", "subject_kind", "reference", "amount_cents")}
"""Columns of exceptions a tool has to name."""
MORE = {"deposit_ref": pl.String, "difference_cents": pl.Int64}
"""What a tool may say besides: the bank credit, and the cents in doubt where the amount is that of the whole thing."""
ALL_EXCEPTIONS = EXCEPTIONS | MORE
EVIDENCE = {"evidence_kind": pl.String, "evidence_ref": pl.String}
FILES = {"file_name": pl.String, "is_read": pl.Boolean}
STANDING = {"reference": pl.String, "amount_cents": pl.Int64}
SPANS = {name: kind for name, kind in COLUMNS["open_spans"].items() if name != "is_dated"}
SHAPES = COLUMNS | {"files": FILES, "standing_items": STANDING, "open_spans": SPANS}
OPTIONAL = (
    "kpis", "postings", "open_items", "open_spans", "claims", "bridge", "proof_of_cash", "bank_debits", "denials",
    "ledger_days", "files", "standing_items", "underpayments",
)  # fmt: skip


class StatementUnreadableError(Exception):
    """A CSV of a scored tool is missing or lacks a column; the sentence names it."""


@dataclass(frozen=True)
class Statement:
    """What a tool says; None where it says nothing, with the reason in `unmeasured` by measure.

    `matches` holds members (`pipeline.bench.members`), `deposits` the bank credits with how much of each is explained,
    `evidence` what the tool has read that can explain money, `files` what it could read whole, `standing_items` the
    payments on no charge line and the refund checks not cashed. Amounts are integer cents.
    """

    matches: pl.DataFrame
    exceptions: pl.DataFrame
    kpis: pl.DataFrame | None = None
    postings: pl.DataFrame | None = None
    open_items: pl.DataFrame | None = None
    open_spans: pl.DataFrame | None = None
    claims: pl.DataFrame | None = None
    bridge: pl.DataFrame | None = None
    proof_of_cash: pl.DataFrame | None = None
    bank_debits: pl.DataFrame | None = None
    denials: pl.DataFrame | None = None
    underpayments: pl.DataFrame | None = None
    ledger_days: pl.DataFrame | None = None
    files: pl.DataFrame | None = None
    standing_items: pl.DataFrame | None = None
    deposits: pl.DataFrame | None = None
    evidence: pl.DataFrame | None = None
    unmeasured: dict[str, str] = field(default_factory=dict)

    def why_not(self, measure: str) -> str:
        """The reason a measure has no figure."""
        return self.unmeasured.get(measure, f"not measurable: the tool says nothing of {measure}")


def read_statement(folder: Path) -> Statement:
    """Read `matches.csv` and `exceptions.csv` of a tool, and what else of `OPTIONAL` there is.

    Raises:
        StatementUnreadableError: one of the two is missing, or a file lacks a column.
    """
    pairs = _read(folder / "matches.csv", COLUMNS["matches"], {"match_id": pl.String, "is_automatic": pl.Boolean})
    more = {name: _read(folder / f"{name}.csv", SHAPES[name]) for name in OPTIONAL if (folder / f"{name}.csv").exists()}
    exceptions = _read(folder / "exceptions.csv", EXCEPTIONS, MORE)
    return Statement(matches=members_of_pairs(pairs), exceptions=fill_exceptions(exceptions), **more)


def fill_exceptions(exceptions: pl.DataFrame) -> pl.DataFrame:
    """Exceptions with every column of theirs, empty where the tool has none."""
    lacking = [
        pl.lit(None, kind).alias(name) for name, kind in ALL_EXCEPTIONS.items() if name not in exceptions.columns
    ]
    return exceptions.with_columns(lacking).select(pl.col(name).cast(kind) for name, kind in ALL_EXCEPTIONS.items())


def _read(path: Path, columns: dict[str, pl.DataType], optional: dict[str, pl.DataType] | None = None) -> pl.DataFrame:
    if not path.exists():
        raise StatementUnreadableError(f"There is no {path.name} in {path.parent}; docs/bench.md says what it holds.")
    frame = pl.read_csv(path, infer_schema=False)
    if missing := sorted(set(columns) - set(frame.columns)):
        raise StatementUnreadableError(f"{path.name} lacks the columns {', '.join(missing)}; see docs/bench.md.")
    known = columns | {name: kind for name, kind in (optional or {}).items() if name in frame.columns}
    return frame.select(_typed(name, kind) for name, kind in known.items())


def _typed(name: str, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.col(name).str.to_lowercase().replace_strict({"true": True, "false": False}, default=None)
    return pl.col(name).cast(kind)
