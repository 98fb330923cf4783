"""The store: typed rows of every file ever read, by content, so that a file seen before costs nothing.

Here: the store's file, and what is kept in it or dropped. Not here: reading and judging (`batch`), the cast and what is
counted after it (`casting`), a run's build file (`build`). It is a cache: other code, other store, and therefore
always DuckDB's newest file format, which compresses text in half the time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import duckdb
import polars as pl

from pipeline.ingest.accounting import FILES, Judged, Rows
from pipeline.ingest.casting import cast_columns, conserve, count_stored, insert
from pipeline.ingest.folding import fold
from pipeline.ingest.raw_tables import SQL_TYPES, Table, record_tables, support_tables
from pipeline.ingest.reading import FileReading
from pipeline.settings import Settings

KINDS = {pl.String: "varchar", pl.Int64: "integer", pl.Boolean: "boolean"}
READ_FILES = {name: KINDS.get(kind, "timestamp") for name, kind in FILES.items()}
BY_FILE = ("quarantined_rows", "file_records", "control_totals", "ignored_lines")
"""Support tables that follow from one file's bytes."""
ROW_GROUP = 30_720
"""Rows that are stored together, a quarter of what is usual: until so many are there they wait in memory."""


class Store:
    """The store, attached as `store` to the connection of a run's build file."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, settings: Settings, fingerprint: str) -> None:
        """Attach the store; one of other reading code, or one that cannot be read, is deleted and begun anew.

        Raises:
            duckdb.IOException: another process holds the store.
        """
        self.connection, self.threads = connection, settings.threads
        if not self._attach(settings, fingerprint):
            for leftover in (settings.store_path, settings.store_path.with_name(f"{settings.store_path.name}.wal")):
                leftover.unlink(missing_ok=True)
            self._attach(settings, fingerprint)

    def _attach(self, settings: Settings, fingerprint: str) -> bool:
        path = str(settings.store_path.resolve()).replace("'", "''")
        is_new = not settings.store_path.exists()
        try:
            self.connection.execute(f"attach '{path}' as store (storage_version 'latest', row_group_size {ROW_GROUP})")
            if is_new:
                self._create(fingerprint)
            known = self.connection.execute("select fingerprint from store.reader").fetchall()
        except duckdb.Error as error:
            if "lock" in str(error):
                raise
            known = []
        if known != [(fingerprint,)]:
            self.connection.execute("detach database if exists store")
        return known == [(fingerprint,)]

    def _create(self, fingerprint: str) -> None:
        self.connection.execute("begin")
        self.connection.execute(f"create table store.files ({', '.join(map(' '.join, READ_FILES.items()))})")
        for table in (*record_tables().values(), *(support_tables()[name] for name in BY_FILE)):
            self.connection.execute(table.ddl("store"))
        self.connection.execute("create table store.reader as select cast(? as varchar) as fingerprint", [fingerprint])
        self.connection.execute("commit")

    def known(self) -> dict[str, str]:
        """Name under which each stored file was read, by file id."""
        return dict(self.connection.execute("select file_id, read_as from store.files").fetchall())

    def forget(self, file_ids: Iterable[str]) -> None:
        """Drop files that are read again because their name changed: a reader may take a date from it."""
        columns = dict.fromkeys(("files", *BY_FILE), "file_id") | dict.fromkeys(record_tables(), "_file_id")
        ids = list(file_ids)
        for table, column in columns.items() if ids else ():
            statement = f'delete from store."{table}" where list_contains(?, {column})'  # noqa: S608  (our own names)
            self.connection.execute(statement, [ids])

    def save(self, judged: Judged) -> None:
        """Cast a batch into the store, all of it or nothing, and count rows and cents again.

        Raises:
            ConservationError: what stands in the store is not what was accepted.
        """
        with self._all_or_nothing():
            filled = Counter()
            self._save_rows(judged.accepted, filled)
            self._save_said(judged, filled)

    def save_parts(self, parts: Iterable[tuple[FileReading, Judged]]) -> None:
        """As `save` for one file read in parts: one part is saved while the next is read and judged.

        What is said of the parts, refused rows among it, is held until the last of them.

        Raises:
            ConservationError: what stands in the store is not what was accepted.
        """
        said, filled = [], Counter()
        with self._all_or_nothing(), ThreadPoolExecutor(1) as saving:
            saved: Future[None] | None = None
            for reading, judged in parts:
                if saved:
                    saved.result()
                saved = saving.submit(self._save_rows, judged.accepted, filled)
                said.append((reading, replace(judged, accepted={})))
            if saved:
                saved.result()
            self._save_said(fold(said), filled)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        """One transaction on one thread, which writes rows out in their order, whole row groups as soon as they are.

        Several would each begin row groups of their own, to be put together again when the file is checkpointed.
        """
        self.connection.execute("set threads = 1")
        self.connection.execute("begin")
        try:
            yield
            self.connection.execute("commit")
        except BaseException:
            self.connection.execute("rollback")
            raise
        finally:
            self.connection.execute(f"set threads = {self.threads}")

    def _save_rows(self, accepted: Rows, filled: Counter) -> None:
        """Cast rows into their tables; adds to `filled` how many cast values of each record there are."""
        for record, frame in accepted.items():
            self._insert(record_tables()[record], frame)
            filled[record] += sum(frame.select(pl.col(cast_columns(record)).count()).row(0))

    def _save_said(self, judged: Judged, filled: Counter) -> None:
        """The support tables, once rows and cents stand in the store as they were accepted."""
        files = judged.files.select("file_id")
        counts = [count_stored(self.connection, record, files, filled[record]) for record in filled]
        self._insert(support_tables()["file_records"], conserve(judged.file_records, counts))
        insert(self.connection, "store.files", READ_FILES, judged.files)
        for name in ("quarantined_rows", "control_totals", "ignored_lines"):
            self._insert(support_tables()[name], getattr(judged, name))

    def _insert(self, table: Table, frame: pl.DataFrame) -> None:
        types = {column.name: SQL_TYPES[column.type] for column in table.columns}
        insert(self.connection, f'store."{table.name}"', types, frame)
