"""What is said of one file that was read and judged in parts.

Here: the parts' tables as those of the whole. Not here: reading in parts (`pipeline.ingest.parts`), what is said of a
batch (`pipeline.ingest.accounting`).
"""

from dataclasses import replace

import polars as pl

from pipeline.adapters import Reading
from pipeline.ingest.accounting import FILES, RECORDS, Judged
from pipeline.ingest.outcomes import conclude
from pipeline.ingest.reading import FileReading

MOST_NOTES = 20


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
            unit=readings[0].reading.unit,
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
            conclude([whole], {whole.file.file_id: accepted_lines} if has_rows else {}, quarantined), schema=FILES
        ),
        quarantined_rows=quarantined.sort("file_id", "line", "record"),
        file_records=records.select(list(RECORDS)),
        control_totals=totals,
        ignored_lines=ignored.group_by("file_id", "kind", maintain_order=True).agg(counts.sum()),
    )
