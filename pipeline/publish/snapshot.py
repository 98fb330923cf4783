"""The files of a snapshot: the marts as a DuckDB file and as Parquet, workbooks, Data Docs, sealed read-only.

Here: writing them and their figures. Not here: whether they may be published (`pipeline.publish`) and whether they
still are what they were (`pipeline.publish.verify`).
"""

import os
import re
import shutil
from pathlib import Path

import duckdb

from pipeline.publish.fingerprint import sha256_of
from pipeline.publish.manifest import MARTS, WAREHOUSE, Mart, MartFigures
from pipeline.settings import Settings
from pipeline.warehouse import connect
from pipeline.workbooks import load_workbooks

RANDOM_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\b\d{8}T(?!000000\.000000Z)\d{6}\.\d{6}Z")
"""A moment of the clock in Data Docs; midnight is the as-of date, which is no chance."""
NO_EXTENSIONS = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def open_reading(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to a build or published file."""
    return duckdb.connect(str(path), read_only=True, config=NO_EXTENSIONS)


def parquet_path(folder: Path, mart: str) -> Path:
    """Where a snapshot keeps a mart's Parquet export."""
    return folder / MARTS / f"{MARTS}.{mart}.parquet"


def money_column(con: duckdb.DuckDBPyConnection, table: str) -> str | None:
    """The main money column of a table: the first decimal column named `amount`, else the first `…_amount`."""
    columns = [name for name, kind, *_ in con.execute(f"describe {table}").fetchall() if kind.startswith("DECIMAL")]
    amounts = [name for name in columns if name.endswith("_amount")]
    return next((name for name in columns if name == "amount"), amounts[0] if amounts else None)


def rows_and_cents(con: duckdb.DuckDBPyConnection, table: str, money: str | None) -> tuple[int, int | None]:
    """How many rows a table has, and its money in cents (None when it has no money column)."""
    cents = f"coalesce(cast(sum({quoted(money)}) * 100 as hugeint), 0)" if money else "null"
    return con.execute(f"select count(*), {cents} from {table}").fetchall()[0]  # noqa: S608  (names are quoted)


def write_marts(settings: Settings, build: Path, folder: Path, marts: list[Mart]) -> list[MartFigures]:
    """Copy the marts of the build file into the snapshot's own DuckDB file and Parquet exports, ordered by key.

    The same rows give the same Parquet bytes. The DuckDB file is checkpointed and closed, so that no write-ahead log
    can be lost; its bytes are never hashed, its content is.
    """
    (folder / MARTS).mkdir()
    with connect(folder / WAREHOUSE, settings) as con:
        con.execute(f"attach '{_text(build)}' as build (read_only)")
        con.execute(f"create schema {MARTS}")
        figures = [_write_mart(con, folder, mart) for mart in marts]
        con.execute("detach build")
        con.execute("checkpoint")
    return figures


def _write_mart(con: duckdb.DuckDBPyConnection, folder: Path, mart: Mart) -> MartFigures:
    source, table = f"build.{MARTS}.{quoted(mart.name)}", f"{MARTS}.{quoted(mart.name)}"
    order = ", ".join(f"{quoted(column)} nulls last" for column in mart.key) or "all"
    con.execute(f"create table {table} as select * from {source} order by {order}")  # noqa: S608
    parquet = parquet_path(folder, mart.name)
    con.execute(f"copy (select * from {table} order by {order}) to '{_text(parquet)}' (format parquet)")  # noqa: S608
    money = mart.money or money_column(con, source)
    rows, cents = rows_and_cents(con, source, money)
    return MartFigures(mart.name, rows, sha256_of(parquet), cents, money)


def _text(path: Path) -> str:
    return str(path.resolve()).replace("'", "''")


def write_documents(folder: Path, docs: Path | None) -> list[dict[str, str]]:
    """Write every workbook and take the Data Docs in; gives name and sha256 of each file."""
    workbooks = folder / "workbooks"
    workbooks.mkdir()
    for name, module in load_workbooks().items():
        with open_reading(folder / WAREHOUSE) as con:
            module.write(con, workbooks / f"{name}.xlsx")
    data_docs = folder / "data_docs"
    if docs and docs.exists():
        shutil.copytree(docs, data_docs)
        for page in sorted(data_docs.rglob("*.html")):
            page.write_text(_without_chance(page.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        data_docs.mkdir()
    paths = sorted(path for part in (workbooks, data_docs) for path in part.rglob("*") if path.is_file())
    return [{"name": path.relative_to(folder).as_posix(), "sha256": sha256_of(path)} for path in paths]


def _without_chance(page: str) -> str:
    """A page without random identifiers and moments of the clock, so that the same figures give the same bytes."""
    numbers: dict[str, str] = {}
    page = MOMENT.sub("", page)
    return RANDOM_ID.sub(lambda found: numbers.setdefault(found[0], f"id-{len(numbers) + 1}"), page)


def seal(folder: Path) -> None:
    """Force every file to the disk and take the right to write away: 0400 for files, 0500 for folders."""
    for path in sorted(folder.rglob("*"), reverse=True):
        _to_disk(path)
        path.chmod(0o500 if path.is_dir() else 0o400)
    _to_disk(folder)
    folder.chmod(0o500)


def point_to(link: Path, folder: Path) -> None:
    """Swap the symbolic link in one step: readers see the old snapshot or the new one, nothing between."""
    swap = link.with_name(f".{link.name}-{os.getpid()}")
    swap.unlink(missing_ok=True)
    swap.symlink_to(folder.name)
    swap.replace(link)
    _to_disk(link.parent)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
