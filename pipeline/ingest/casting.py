"""The one cast from text to types, and the law that nothing is lost by it.

Here: appending a frame to a table, and rows and cents beside those counted afterwards. Not here: what is stored
(`pipeline.ingest.store`, `pipeline.ingest.build`).
"""

import duckdb
import polars as pl

from pipeline.contracts import load_contracts
from pipeline.ingest.raw_tables import record_tables


class ConservationError(Exception):
    """Rows or cents differ before and after the cast. The sentence names the record, never a value."""


def cast_columns(record: str) -> list[str]:
    """Columns of a record that are more than text."""
    return [column.name for column in record_tables()[record].columns if column.type != "text"]


def insert(connection: duckdb.DuckDBPyConnection, table: str, types: dict[str, str], frame: pl.DataFrame) -> None:
    """Append a frame to a table, every column through a plain cast.

    Raises:
        ConservationError: a value cannot be cast, which the judgement should have found.
    """
    columns = ", ".join(f'"{name}"' for name in types)
    casts = ", ".join(f'cast("{name}" as {kind})' for name, kind in types.items())
    # Found by its name: a registered view would keep every batch in memory until the transaction ends.
    incoming = frame.to_arrow(compat_level=pl.CompatLevel.newest())  # noqa: F841
    try:
        connection.execute(f"insert into {table} ({columns}) select {casts} from incoming")  # noqa: S608  (our own names)
    except duckdb.ConversionException:
        raise ConservationError(f"{table}: a value that kept its contract cannot be cast") from None


def count_stored(
    connection: duckdb.DuckDBPyConnection, record: str, files: pl.DataFrame, filled_before: int
) -> pl.DataFrame:
    """Rows and cents of each of these files as they stand in the store after the cast.

    Raises:
        ConservationError: fewer or more cast values have something in them than had before.
    """
    amount = load_contracts()[record].amount_column
    cents = f"cast(coalesce(sum({amount}), 0) * 100 as bigint)" if amount else "cast(0 as bigint)"
    filled = " + ".join(f'count("{name}")' for name in cast_columns(record))
    ids = files["file_id"].to_list()
    is_of_batch, values = ("= ?", ids) if len(ids) == 1 else ("in (from batch)", [])  # one needs no join
    connection.register("batch", files)
    counted = connection.execute(
        f"select _file_id as file_id, '{record}' as record, count(*) as rows_accepted, {cents} as cents_accepted, "  # noqa: S608
        f'{filled} as filled from store."{record}" where _file_id {is_of_batch} group by _file_id',
        values,
    ).pl()
    connection.unregister("batch")
    if counted["filled"].sum() != filled_before:
        raise ConservationError(f"{record}: a value was lost in the cast")
    return counted.drop("filled")


def conserve(file_records: pl.DataFrame, counts: list[pl.DataFrame]) -> pl.DataFrame:
    """What was read and refused of each file and record, with what is counted in the database.

    Raises:
        ConservationError: rows or cents read are not those accepted and refused.
    """
    key = ["file_id", "record"]
    nothing = {"file_id": pl.String, "record": pl.String, "rows_accepted": pl.Int64, "cents_accepted": pl.Int64}
    counted = pl.concat([pl.DataFrame(schema=nothing), *counts])
    counted = file_records.join(counted, on=key, how="left").with_columns(
        pl.col("rows_accepted", "cents_accepted").fill_null(0)
    )
    for what in ("rows", "cents"):
        read, accepted, refused = (pl.col(f"{what}_{part}") for part in ("read", "accepted", "refused"))
        wrong = counted.filter(read != accepted + refused)["record"].unique(maintain_order=True).to_list()
        if wrong:
            raise ConservationError(f"{', '.join(wrong)}: {what} read are not {what} accepted and refused")
    return counted
