"""Is a snapshot still what it was when it was published? Everything is hashed and counted again.

Here: comparing a snapshot folder with its manifest. Not here: making one (`pipeline.publish.snapshot`).
"""

from pathlib import Path
from typing import Any

import duckdb

from pipeline.publish.fingerprint import sha256_of
from pipeline.publish.manifest import MANIFEST, MARTS, WAREHOUSE, read_manifest
from pipeline.publish.snapshot import open_reading, parquet_path, quoted, rows_and_cents


def verify(folder: Path) -> list[str]:
    """What is wrong with a snapshot, one sentence a problem; empty when it is whole.

    Hashes every Parquet export, workbook and page again, and compares each mart of the warehouse with the manifest
    (rows, cents) and with its export (every cell).
    """
    try:
        manifest = read_manifest(folder)
        marts, documents = manifest["marts"], manifest["documents"]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{MANIFEST} is missing or damaged"]
    problems = [*_changed_files(folder, marts, documents), *_unknown_files(folder, marts, documents)]
    try:
        with open_reading(folder / WAREHOUSE) as con:
            for mart in marts:
                problems += _changed_mart(con, folder, mart)
            problems += _unknown_tables(con, marts)
    except duckdb.Error:
        problems.append(f"{WAREHOUSE} cannot be read")
    return problems


def _changed_files(folder: Path, marts: list[dict[str, Any]], documents: list[dict[str, str]]) -> list[str]:
    promised = {parquet_path(folder, mart["name"]): mart["sha256"] for mart in marts}
    promised |= {folder / document["name"]: document["sha256"] for document in documents}
    problems = []
    for path, digest in promised.items():
        name = path.relative_to(folder).as_posix()
        if not path.is_file():
            problems.append(f"{name} is missing")
        elif sha256_of(path) != digest:
            problems.append(f"{name} was changed: its sha256 differs")
    return problems


def _unknown_files(folder: Path, marts: list[dict[str, Any]], documents: list[dict[str, str]]) -> list[str]:
    known = {parquet_path(folder, mart["name"]) for mart in marts} | {folder / entry["name"] for entry in documents}
    known |= {folder / MANIFEST, folder / WAREHOUSE}
    there = (path for path in folder.rglob("*") if not path.is_dir())
    return [f"{path.relative_to(folder).as_posix()} does not belong here" for path in sorted(set(there) - known)]


def _changed_mart(con: duckdb.DuckDBPyConnection, folder: Path, mart: dict[str, Any]) -> list[str]:
    name = mart["name"]
    table = f"{MARTS}.{quoted(name)}"
    try:
        figures = rows_and_cents(con, table, mart["money"])
    except duckdb.CatalogException:
        return [f"{WAREHOUSE}: mart {name} is missing"]
    if figures != (mart["rows"], mart["cents"]):
        return [f"{WAREHOUSE}: mart {name} does not hold the rows and cents of the manifest"]
    parquet = parquet_path(folder, name)
    if parquet.is_file() and _content(con, table) != _content(con, "read_parquet(?)", [str(parquet)]):
        return [f"{WAREHOUSE}: mart {name} is not the same as its Parquet export"]
    return []


def _content(con: duckdb.DuckDBPyConnection, source: str, parameters: list[str] | None = None) -> int | None:
    """A number that follows from every cell of a table, whatever the order of its rows."""
    query = f"select sum(hash(cells)) from {source} as cells"  # noqa: S608  (our own names only)
    return con.execute(query, parameters or []).fetchall()[0][0]


def _unknown_tables(con: duckdb.DuckDBPyConnection, marts: list[dict[str, Any]]) -> list[str]:
    known = {(MARTS, mart["name"]) for mart in marts}
    there = con.execute("select schema_name, table_name from duckdb_tables()").fetchall()
    return [f"{WAREHOUSE}: table {schema}.{table} does not belong here" for schema, table in sorted(set(there) - known)]


def find_workbook(published: Path, workbook: Path) -> str | None:
    """The run a copied workbook came from, by its bytes; None when no snapshot published it like this."""
    digest = sha256_of(workbook)
    for folder in sorted(path.parent for path in published.glob(f"[0-9]*/{MANIFEST}")):
        if any(document["sha256"] == digest for document in read_manifest(folder)["documents"]):
            return folder.name
    return None
