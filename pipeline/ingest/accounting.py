"""What is said about each file of a batch: outcome, counts, cents, quarantined rows, totals, ignored lines.

Here: the rows of the support tables (`schemas/support.yaml`), as far as the text can tell. Not here: the judgement
(`pipeline.ingest.batch`), the counts after the cast, which the database makes for itself (`pipeline.ingest.store`).
"""

from dataclasses import dataclass, replace

import polars as pl

from pipeline.adapters import Reading
from pipeline.contracts import load_contracts
from pipeline.ingest.judging import count_cents
from pipeline.ingest.raw_tables import support_tables
from pipeline.ingest.reading import FileReading

UNREAD, WHOLE_ROW, WHOLE_FILE = "(unread)", "(row)", "(file)"
ROW = ("_file_id", "_line")
MOST_NOTES = 20
"""Of a file read in parts."""
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
        files=pl.DataFrame(_conclude(readings, _count_lines(accepted), quarantined), schema=FILES),
        quarantined_rows=quarantined,
        file_records=pl.concat([pl.DataFrame(schema=RECORDS), *(_count(r, read[r], refused[r]) for r in read)]),
        control_totals=pl.DataFrame(totals, schema=TOTALS, orient="row"),
        ignored_lines=pl.DataFrame(ignored, schema=IGNORED, orient="row"),
    )


def fold(parts: list[tuple[FileReading, Judged]]) -> Judged:
    """What is said about one file that was read and judged in parts; its accepted rows are not part of it."""
    readings, judged = [reading for reading, _ in parts], [part for _, part in parts]
    notes = list(dict.fromkeys(filter(None, (reading.reason for reading in readings))))
    more = [f"and {len(notes) - MOST_NOTES} more parts of the file with notes"] if len(notes) > MOST_NOTES else []
    whole = replace(
        readings[0],
        reading=Reading(
            {},
            sum(reading.reading.lines for reading in readings),
            sum(reading.reading.envelope for reading in readings),
            delivers_everything=all(reading.reading.delivers_everything for reading in readings),
        ),
        reason="; ".join([*notes[:MOST_NOTES], *more]) or None,
        delivered_at=max((reading.delivered_at for reading in readings if reading.delivered_at), default=None),
    )
    quarantined, records, totals, ignored = (
        pl.concat([getattr(part, table) for part in judged])
        for table in ("quarantined_rows", "file_records", "control_totals", "ignored_lines")
    )
    counts = pl.col(pl.Int64)
    records = records.group_by("file_id", "record", "amount_column", maintain_order=True).agg(counts.sum())
    accepted_lines = sum(part.files["accepted_count"].sum() for part in judged)
    has_rows = records["rows_read"].sum() > records["rows_refused"].sum()
    return Judged(
        accepted={},
        files=pl.DataFrame(
            _conclude([whole], {whole.file.file_id: accepted_lines} if has_rows else {}, quarantined), schema=FILES
        ),
        quarantined_rows=quarantined.sort("file_id", "line", "record"),
        file_records=records.select(list(RECORDS)),
        control_totals=totals,
        ignored_lines=ignored.group_by("file_id", "kind", maintain_order=True).agg(counts.sum()),
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


def _count_lines(accepted: Rows) -> dict[str, int]:
    """Lines of accepted rows by file; files without such a row are not among them."""
    lines_by_file: dict[str, int] = {}
    for frame in accepted.values():
        for file_id, lines in frame.group_by("_file_id").agg(pl.col("_lines").sum()).iter_rows():
            lines_by_file[file_id] = lines_by_file.get(file_id, 0) + lines
    return lines_by_file


def _conclude(readings: list[FileReading], lines_by_file: dict[str, int], quarantined: pl.DataFrame) -> list[dict]:
    """One row of raw.files per file read (names and duplicates are added when the build file is written)."""
    first = pl.col("line", "reason").first()
    causes_first = quarantined.sort(pl.col("rule") == "parent", maintain_order=True)
    refusals = causes_first.group_by("file_id", maintain_order=True).agg(
        pl.col("line_count").sum(), first, count=pl.len()
    )
    refused_by_file = {row["file_id"]: row for row in refusals.iter_rows(named=True)}
    return [
        _row(reading, lines_by_file.get(reading.file.file_id), refused_by_file.get(reading.file.file_id))
        for reading in readings
    ]


def _row(reading: FileReading, accepted_count: int | None, refused: dict | None) -> dict:
    """The file's row; `accepted_count` is None where no row was accepted, `refused` where none was refused."""
    outcome, reason = reading.outcome, reading.reason
    if not outcome:
        outcome = "accepted" if not refused else "quarantined" if accepted_count is None else "partly_accepted"
        if refused:
            first = f"{refused['count']} refused, first on line {refused['line']}: {refused['reason']}"
            reason = "; ".join(filter(None, (first, reason)))
    quarantined_count = refused["line_count"] if refused else 0
    record_count = (accepted_count or 0) + quarantined_count
    envelope_count = reading.reading.envelope if reading.reading else 0
    return {
        "file_id": reading.file.file_id,
        "read_as": reading.file.name,
        "recognised_as": reading.recognised_as,
        "outcome": outcome,
        "delivered_at": reading.delivered_at,
        "delivers_everything": bool(reading.reading and reading.reading.delivers_everything),
        "line_count": envelope_count + record_count,
        "envelope_count": envelope_count,
        "record_count": record_count,
        "accepted_count": accepted_count or 0,
        "quarantined_count": quarantined_count,
        "reason": reason,
    }


def _count(record: str, read: pl.DataFrame, refused: pl.DataFrame) -> pl.DataFrame:
    amount = load_contracts()[record].amount_column
    cents = count_cents(amount) if amount else pl.lit(0, pl.Int64)
    by_file = [
        frame.group_by("_file_id").agg(**{f"rows_{what}": pl.len().cast(pl.Int64), f"cents_{what}": cents.sum()})
        for what, frame in (("read", read), ("refused", refused))
    ]
    named = {"file_id": "_file_id", "record": pl.lit(record), "amount_column": pl.lit(amount, pl.String)}
    return (
        by_file[0].join(by_file[1], on="_file_id", how="left").with_columns(**named).fill_null(0).select(list(RECORDS))
    )
