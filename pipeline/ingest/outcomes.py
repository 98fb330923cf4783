"""What becomes of a file: its outcome, its counts of lines, and the sentence that says why.

Here: one row of `raw.files` for every file read. Not here: what is said of its rows (`pipeline.ingest.accounting`),
duplicates and the names files have when a run is built (`pipeline.ingest.build`).
"""

import polars as pl

from pipeline.ingest.reading import FileReading


def conclude(readings: list[FileReading], lines_by_file: dict[str, int], quarantined: pl.DataFrame) -> list[dict]:
    """One row of raw.files per file read (names and duplicates are added when the build file is written)."""
    first = pl.col("line", "reason").first()
    causes_first = quarantined.sort(pl.col("rule") == "parent", maintain_order=True)
    refusals = causes_first.group_by("file_id", maintain_order=True).agg(
        pl.col("line_count").sum(),
        first,
        count=pl.col("line").n_unique(),  # a row of the file may make several records
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
            reason = "; ".join(filter(None, (_tell_refused(reading.reading.unit, **refused), reason)))
        elif accepted_count is None:
            reason = "; ".join(filter(None, (reason, _tell_nothing(reading.reading.ignored))))
    quarantined_count = refused["line_count"] if refused else 0
    record_count = (accepted_count or 0) + quarantined_count
    envelope_count, unit = (reading.reading.envelope, reading.reading.unit) if reading.reading else (0, None)
    return {
        "file_id": reading.file.file_id,
        "read_as": reading.file.name,
        "recognised_as": reading.recognised_as,
        "outcome": outcome,
        "delivered_at": reading.delivered_at,
        "delivers_everything": bool(reading.reading and reading.reading.delivers_everything),
        "unit": unit,
        "line_count": envelope_count + record_count,
        "envelope_count": envelope_count,
        "record_count": record_count,
        "accepted_count": accepted_count or 0,
        "quarantined_count": quarantined_count,
        "reason": reason,
    }


def _tell_refused(unit: str, count: int, line: int, reason: str, **_: object) -> str:
    told = "1 row refused, on" if count == 1 else f"{count} rows refused, first on"
    return f"{told} {unit} {line}: {reason}"


def _tell_nothing(ignored: dict[str, int]) -> str:
    """Why a file that was read has no row: nobody should have to wonder whether it was read at all."""
    passed = ", ".join(f"{kind} ({count})" for kind, count in sorted(ignored.items()))
    return "read whole, and no row stands in it" + (f" but of kinds that are not used: {passed}" if passed else "")
