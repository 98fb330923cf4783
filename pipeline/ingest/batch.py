"""Many read files judged at once, so that a thousand small files cost little more than one large.

Here: putting the rows of many files together per record, the judgement, and children that fall with their parent. Not
here: one row's judgement (`pipeline.ingest.judging`), what is said about each file (`pipeline.ingest.accounting`).
"""

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA
from pipeline.contracts import LINEAGE, load_contracts
from pipeline.ingest.accounting import ROW, WHOLE_ROW, Judged, Rows, account
from pipeline.ingest.judging import judge
from pipeline.ingest.reading import FileReading


def judge_batch(readings: list[FileReading]) -> Judged:
    """Judge the rows of all files of a batch; every file ends with an outcome and, unless plain accepted, a reason."""
    contracts = load_contracts()
    rows = _gather(readings)
    verdicts = {record: judge(contracts[record], frame) for record, frame in rows.items()}
    unread = _tagged([(reading, reading.reading.refused) for reading in readings if reading.reading])
    units = {reading.file.file_id: reading.reading.unit for reading in readings if reading.reading}
    accepted, refused = _refuse_children(
        {record: verdict[0] for record, verdict in verdicts.items()},
        {record: verdict[1] for record, verdict in verdicts.items()},
        unread.select(ROW),
        pl.col("_file_id").replace_strict(units, return_dtype=pl.String),
    )
    return account(readings, rows, accepted, refused, unread)


def _gather(readings: list[FileReading]) -> Rows:
    pieces: dict[str, list[tuple[FileReading, pl.DataFrame]]] = {}
    for reading in readings:
        for record, frame in (reading.reading.records if reading.reading else {}).items():
            if len(frame):
                columns = [*load_contracts()[record].names, *LINEAGE]
                in_order = frame if frame.columns == columns else frame.select(columns)
                pieces.setdefault(record, []).append((reading, in_order))
    return {record: _empty_to_null(_tagged(pieces[record])) for record in sorted(pieces)}


def _tagged(pieces: list[tuple[FileReading, pl.DataFrame]]) -> pl.DataFrame:
    """The rows of all pieces, each with its file; the column is made at once, not frame by frame."""
    if not pieces:
        return pl.DataFrame(schema=REFUSED_SCHEMA | {"_file_id": pl.String})
    files = pl.DataFrame(
        {"id": [reading.file.file_id for reading, _ in pieces], "n": [len(frame) for _, frame in pieces]}
    )
    ids = files.filter(pl.col("n") > 0).select(pl.col("id").repeat_by("n").explode()).to_series()
    return pl.concat([frame for _, frame in pieces]).with_columns(ids.alias("_file_id")).rechunk()


def _empty_to_null(frame: pl.DataFrame) -> pl.DataFrame:
    """Empty text and nothing are one and the same: a reader may hand over either."""
    has_empty = frame.select((pl.col(pl.String).str.len_bytes() == 0).any())
    names = [name for name, value in zip(has_empty.columns, has_empty.row(0), strict=True) if value]
    return frame.with_columns(pl.col(name).replace("", None) for name in names) if names else frame


def _refuse_children(accepted: Rows, refused: Rows, unread: pl.DataFrame, unit: pl.Expr) -> tuple[Rows, Rows]:
    """Rows whose parent is refused are refused with it, down to the last grandchild.

    A row that names its own line as parent hangs on a sibling of the line; it is never the parent of that line.
    """
    fallen = [unread, *(_heads(frame) for frame in refused.values())]
    while any(len(frame) for frame in fallen):
        parents = pl.concat(fallen).unique().rename({"_line": "_parent"})
        fallen = []
        for record, frame in accepted.items():
            children = frame.join(parents, on=["_file_id", "_parent"], how="semi", maintain_order="left")
            if len(children):
                accepted[record] = frame.join(parents, on=["_file_id", "_parent"], how="anti", maintain_order="left")
                children = children.with_columns(
                    column_name=pl.lit(WHOLE_ROW),
                    rule=pl.lit("parent"),
                    reason=pl.format("the row it belongs to ({} {}) was refused", unit, "_parent"),
                )
                refused[record] = pl.concat([refused[record], children])
                fallen.append(_heads(children))
    return accepted, refused


def _heads(refused: pl.DataFrame) -> pl.DataFrame:
    return refused.filter(pl.col("_parent").is_null() | (pl.col("_parent") != pl.col("_line"))).select(ROW)
