"""What is said about each file of a batch: outcome, counts, cents, quarantined rows, totals, ignored lines.

Here: the rows of the support tables (`schemas/support.yaml`), as far as the text can tell. Not here: the judgement
(`pipeline.ingest.batch`), the counts after the cast, which the database makes for itself (`pipeline.ingest.store`).
"""

from dataclasses import dataclass

import polars as pl

from pipeline.contracts import load_contracts
from pipeline.ingest.judging import count_cents
from pipeline.ingest.outcomes import conclude
from pipeline.ingest.raw_tables import support_tables
from pipeline.ingest.reading import FileReading

UNREAD, WHOLE_ROW, WHOLE_FILE = "(unread)", "(row)", "(file)"
ROW = ("_file_id", "_line")
KINDS = {"text": pl.String, "money": pl.String, "integer": pl.Int64, "bigint": pl.Int64, "flag": pl.Boolean}
KINDS |= {"timestamp": pl.Datetime("us")}


def _columns(table: str, *without: str) -> dict:
    columns = support_tables()[table].columns
    return {column.name: KINDS[column.type] for column in columns if column.name not in without}


FILES = {"read_as": pl.String} | _columns("files", "file_name", "sha256", "byte_count")
QUARANTINED = _columns("quarantined_rows")
RECORDS = _columns("file_records", "rows_accepted", "cents_accepted")
TOTALS = _columns("control_totals")
IGNORED = _columns("ignored_lines")

Rows = dict[str, pl.DataFrame]
"""Frames by record; every frame has `_file_id` beside the contract's columns and the lineage."""


@dataclass(frozen=True)
class Judged:
    """One batch: accepted rows as text, by record, and the rows of the support tables."""

    accepted: Rows
    files: pl.DataFrame
    quarantined_rows: pl.DataFrame
    file_records: pl.DataFrame
    control_totals: pl.DataFrame
    ignored_lines: pl.DataFrame


def account(readings: list[FileReading], read: Rows, accepted: Rows, refused: Rows, unread: pl.DataFrame) -> Judged:
    """Everything the store keeps of a batch.

    Args:
        readings: what came of each file.
        read: all rows the adapters delivered, by record.
        accepted: those that keep their contract.
        refused: the others, with column_name, rule and reason.
        unread: lines the adapters could make no record of.
    """
    quarantined = _quarantine(readings, refused, unread)
    totals = [
        (r.file.file_id, t.line, t.scope, t.name, t.kind, t.stated, t.found, t.severity)
        for r in readings
        for t in (r.reading.totals if r.reading else [])
    ]
    ignored = [
        (r.file.file_id, kind, count)
        for r in readings
        for kind, count in (sorted(r.reading.ignored.items()) if r.reading else ())
    ]
    return Judged(
        accepted={record: frame for record, frame in accepted.items() if len(frame)},
        files=pl.DataFrame(conclude(readings, _count_lines(accepted), quarantined), schema=FILES),
        quarantined_rows=quarantined,
        file_records=pl.concat([pl.DataFrame(schema=RECORDS), *(_count(r, read[r], refused[r]) for r in read)]),
        control_totals=pl.DataFrame(totals, schema=TOTALS, orient="row"),
        ignored_lines=pl.DataFrame(ignored, schema=IGNORED, orient="row"),
    )


def _quarantine(readings: list[FileReading], refused: Rows, unread: pl.DataFrame) -> pl.DataFrame:
    """Rows of raw.quarantined_rows, by file and line; refused siblings of one line and record become one row."""
    tagged = [
        frame.with_columns(
            record=pl.lit(record), row_text=pl.struct(load_contracts()[record].names).struct.json_encode()
        )
        for record, frame in refused.items()
    ]
    fixed = {"record": UNREAD, "column_name": WHOLE_ROW, "rule": "reader"}
    tagged.append(unread.with_columns(pl.lit(value).alias(name) for name, value in fixed.items()))
    own_names = [
        pl.col("_file_id").alias("file_id"),
        pl.col("_line").alias("line"),
        pl.col("_lines").alias("line_count"),
    ]
    rows = [frame.select(*own_names, *list(QUARANTINED)[3:]) for frame in tagged]
    whole = [
        (reading.file.file_id, 0, 1, WHOLE_FILE, WHOLE_FILE, "file", reading.reason, None)
        for reading in readings
        if reading.outcome == "quarantined"
    ]
    return (
        pl.concat([*rows, pl.DataFrame(whole, schema=QUARANTINED, orient="row")])
        .group_by("file_id", "line", "record", maintain_order=True)
        .agg(
            pl.col("line_count").sum(),
            pl.col("column_name", "rule").first(),
            pl.col("reason").unique(maintain_order=True).str.join("; "),
            pl.col("row_text").str.join("\n"),
        )
        .select(list(QUARANTINED))
        .sort("file_id", "line", "record")
    )


def _count(record: str, read: pl.DataFrame, refused: pl.DataFrame) -> pl.DataFrame:
    amount = load_contracts()[record].amount_column
    cents = count_cents(amount, is_judged=not len(refused)) if amount else pl.lit(0, pl.Int64)
    by_file = [
        frame.group_by("_file_id").agg(**{f"rows_{what}": pl.len().cast(pl.Int64), f"cents_{what}": cents.sum()})
        for what, frame in (("read", read), ("refused", refused))
    ]
    named = {"file_id": "_file_id", "record": pl.lit(record), "amount_column": pl.lit(amount, pl.String)}
    return (
        by_file[0].join(by_file[1], on="_file_id", how="left").with_columns(**named).fill_null(0).select(list(RECORDS))
    )


def _count_lines(accepted: Rows) -> dict[str, int]:
    """Lines of accepted rows by file; files without such a row are not among them."""
    lines_by_file: dict[str, int] = {}
    for frame in accepted.values():
        for file_id, lines in frame.group_by("_file_id").agg(pl.col("_lines").sum()).iter_rows():
            lines_by_file[file_id] = lines_by_file.get(file_id, 0) + lines
    return lines_by_file
