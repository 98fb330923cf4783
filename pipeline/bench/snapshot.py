"""What Tieout says: a published snapshot, or the build file of a run that was blocked, as a statement to be scored.

Here: from marts to natural names, and from dollars to cents. Not here: any truth. A mart that is not there, because it
does not exist yet or could not be built, makes its measure unmeasurable and never a zero.
"""

from pathlib import Path

import duckdb
import polars as pl

from pipeline.bench.answers import COLUMNS
from pipeline.bench.members import MEMBERS, sum_members
from pipeline.bench.statement import ALL_EXCEPTIONS, EVIDENCE, FILES, SPANS, STANDING, Statement, fill_exceptions
from pipeline.settings import Settings
from pipeline.warehouse import connect

SQL = Path(__file__).parent / "sql"
NEEDS = {
    "matches": ("match_members", "matches", "deposits", "remittances", "card_settlements"),
    "exceptions": ("exceptions", "deposits", "remittances"),
    "deposits": ("deposits",),
    "evidence": ("remittances", "card_settlements"),
    "kpis": ("kpi_values",),
    "open_items": ("ar_open_items",),
    "claims": ("claims",),
    "denials": ("denials",),
    "underpayments": ("underpayments",),
    "ledger_days": ("ar_ledger",),
    "files": ("landed_files",),
    "bridge": ("cash_bridge",),
    "proof_of_cash": ("proof_of_cash",),
    "standing_items": ("unapplied_cash_items", "refunds"),
}
"""Marts each frame is read from; the statement of the frame is sql/<frame>.sql."""
REFERENCES = {"deposit_refs": "deposits", "remittance_refs": "remittances"}
"""Temporary tables of natural names, and the mart each is made of."""
MEASURE_OF = {
    "kpis": "kpi_differences",
    "open_items": "rollforward",
    "deposits": "bank_credits",
    "ledger_days": "movements",
}
NAMES = {"reference": pl.String, "name": pl.String}
"""Hashed keys of things no mart names, with their names."""
OF_THE_BUILD = {
    "postings": ("intermediate.int_posted_service_lines", "claim_lines", "the service lines of remittances"),
    "bank_debits": ("marts.deposit_chain", "bank_debits", "mart deposit_chain"),
    "open_spans": ("intermediate.int_open_items_by_day", "aging", "what was open on each day"),
}
"""Frames read from the build file: the table each needs, the measure it gives, and what that needs in words."""
SHAPES = COLUMNS | {
    "matches": MEMBERS,
    "exceptions": ALL_EXCEPTIONS,
    "deposits": {"deposit_ref": pl.String, "explained_cents": pl.Int64},
    "evidence": EVIDENCE,
    "files": FILES,
    "standing_items": STANDING,
    "open_spans": SPANS,
}


def read_run(settings: Settings) -> Statement:
    """The newest snapshot of a data folder, or what its last run built when nothing was published.

    Raises:
        duckdb.IOException: there is neither.
    """
    snapshot = settings.current / "warehouse.duckdb"
    source = snapshot.resolve() if snapshot.exists() else settings.build_path
    with connect(source, settings, read_only=True) as con:
        frames, unmeasured = _read_marts(con)
    with connect(settings.build_path, settings, read_only=True) as con:
        names = _query(con, "names", NAMES)
        for frame, (table, measure, what) in OF_THE_BUILD.items():
            if _has(con, *table.split(".")):
                frames[frame] = _query(con, frame, SHAPES[frame])
            else:
                unmeasured[measure] = f"not measurable: needs {what}"
    members = frames.pop("matches", pl.DataFrame(schema=MEMBERS)).join(names, on="reference", how="left")
    named = members.with_columns(reference=pl.coalesce("name", "reference"))
    exceptions = fill_exceptions(frames.pop("exceptions", pl.DataFrame(schema=ALL_EXCEPTIONS)))
    return Statement(matches=sum_members(named), exceptions=exceptions, unmeasured=unmeasured, **frames)


def _read_marts(con: duckdb.DuckDBPyConnection) -> tuple[dict[str, pl.DataFrame], dict[str, str]]:
    frames, unmeasured = {}, {}
    for names, mart in REFERENCES.items():
        if _has(con, "marts", mart):
            con.execute((SQL / f"{names}.sql").read_text())
    for frame, marts in NEEDS.items():
        lacking = [mart for mart in marts if not _has(con, "marts", mart)]
        if lacking:
            unmeasured[MEASURE_OF.get(frame, frame)] = f"not measurable: needs mart {', '.join(lacking)}"
        else:
            frames[frame] = _query(con, frame, SHAPES[frame])
    return frames, unmeasured


def _has(con: duckdb.DuckDBPyConnection, schema: str, table: str) -> bool:
    found = "select count(*) from information_schema.tables where table_schema = ? and table_name = ?"
    return con.execute(found, [schema, table]).fetchall() != [(0,)]


def _query(con: duckdb.DuckDBPyConnection, frame: str, shape: dict[str, pl.DataType]) -> pl.DataFrame:
    said = con.execute((SQL / f"{frame}.sql").read_text()).pl()
    return said.select(pl.col(name).cast(kind) for name, kind in shape.items())
