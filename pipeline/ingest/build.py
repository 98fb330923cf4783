"""A run's fresh build file: the raw tables dbt starts from, exactly the rows of the files that lie there now.

Here: creating the file, copying from the store in a fixed order, the outcome of every landed path, the as-of date. Not
here: how rows came into the store (`pipeline.ingest.store`), every schema but `raw` (dbt).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import duckdb
import polars as pl

from pipeline.ingest.accounting import FILES, Judged
from pipeline.ingest.casting import insert
from pipeline.ingest.landing import LandedFile
from pipeline.ingest.raw_tables import SQL_TYPES, Table, record_tables, support_tables
from pipeline.ingest.store import BY_FILE, Store
from pipeline.settings import Settings
from pipeline.warehouse import connect

NO_DATE = date(1900, 1, 1)
DATED_BY = (
    ("bank_transaction", "bank_balance", "statement_date"),
    ("remittance_payment", "payment_date"),
    ("pm_charge", "pm_payment", "pm_transaction", "posting_date"),
    ("card_payout", "payout_date"),
    ("ledger_entry", "posting_date"),
)
"""Where the as-of date comes from: records, then their date column; the first that has a date decides."""


@contextmanager
def open_build(settings: Settings, fingerprint: str) -> Iterator["Build"]:
    """A fresh build file with the store attached; on success both are checkpointed, always both are closed.

    Raises:
        duckdb.IOException: another process holds one of the files.
    """
    for leftover in (settings.build_path, settings.build_path.with_name(f"{settings.build_path.name}.wal")):
        leftover.unlink(missing_ok=True)
    with connect(settings.build_path, settings) as connection:
        yield Build(connection, Store(connection, settings, fingerprint))
        for statement in ("checkpoint store", "detach store", "checkpoint"):
            connection.execute(statement)


class Build:
    """The build file being written, and the store it is fed from."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, store: Store) -> None:
        """Create the raw tables, all of them, empty."""
        self.connection, self.store = connection, store
        connection.execute("begin")  # at once: the disk is waited for once, not for every table
        connection.execute("create schema raw")
        for table in (*record_tables().values(), *support_tables().values()):
            connection.execute(table.ddl("raw"))
        connection.execute("commit")

    def write(self, landed: list[LandedFile], unstored: Judged, as_of: date | None, practice_name: str) -> date:
        """Fill every raw table; returns the as-of date: the one given, else the latest the rows speak of.

        Args:
            landed: every landed path.
            unstored: what became of files whose outcome does not follow from their bytes alone.
            as_of: the day to measure at, or None.
            practice_name: the practice the run is for.
        """
        apart = set(unstored.files["read_as"].to_list())
        present = [file.file_id for file in landed if file.name not in apart]
        self.connection.register("present", pl.DataFrame({"id": present}, schema={"id": pl.String}))
        for table in record_tables().values():
            self._copy(table, "_file_id")
        for name in BY_FILE:
            self._copy(support_tables()[name], "file_id")
        self._insert("quarantined_rows", unstored.quarantined_rows)
        self._write_files(landed, unstored)
        self.connection.unregister("present")
        as_of = as_of or self._latest_date()
        self.connection.execute("insert into raw.run values (?, ?)", [as_of, practice_name])
        return as_of

    def _copy(self, table: Table, file_column: str) -> None:
        columns = ", ".join(f'"{column.name}"' for column in table.columns)
        self.connection.execute(
            f'insert into raw."{table.name}" select {columns} from store."{table.name}" '  # noqa: S608  (our own names)
            f"where {file_column} in (select id from present) order by {table.order}"
        )

    def _insert(self, name: str, frame: pl.DataFrame) -> None:
        types = {column.name: SQL_TYPES[column.type] for column in support_tables()[name].columns}
        insert(self.connection, f"raw.{name}", types, frame)

    def _write_files(self, landed: list[LandedFile], unstored: Judged) -> None:
        stored = self.connection.execute("from store.files where file_id in (select id from present)").pl()
        verdicts = pl.concat([stored.cast(FILES), unstored.files])
        paths = pl.DataFrame(
            [(file.file_id, file.name, file.sha256, file.byte_count) for file in landed],
            schema={"file_id": pl.String, "file_name": pl.String, "sha256": pl.String, "byte_count": pl.Int64},
            orient="row",
        )
        names = verdicts.rename({"read_as": "file_name"})
        self._insert("files", paths.join(names, on=["file_id", "file_name"], maintain_order="left"))

    def _latest_date(self) -> date:
        for *records, column in DATED_BY:
            days = " union all ".join(f"select max({column}) as day from raw.{record}" for record in records)  # noqa: S608
            [(day,)] = self.connection.execute(f"select max(day) from ({days})").fetchall()  # noqa: S608  (our names)
            if day:
                return day
        return NO_DATE

    def count_outcomes(self) -> dict[str, int]:
        """Landed paths by outcome."""
        return dict(
            self.connection.execute("select outcome, count(*) from raw.files group by all order by all").fetchall()
        )


def count_raw_rows(settings: Settings) -> dict[str, int]:
    """Rows of each raw table in the build file."""
    with connect(settings.build_path, settings, read_only=True) as connection:
        return {name: len(connection.table(f'raw."{name}"')) for name in [*record_tables(), *support_tables()]}
