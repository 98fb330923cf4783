"""Connections to our DuckDB files, always closed, always with the same private settings.

Here: opening and closing, and nothing that knows a table. Not here: the raw tables, what is
kept of landed files (`pipeline.ingest.store`).
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from pipeline.settings import Settings


@contextmanager
def connect(path: Path | str, settings: Settings, *, read_only: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that is closed whatever happens inside, so that no lock outlives an error.

    Spill files are encrypted and stay in the private folder; nothing is ever installed or fetched. `path` is a file or
    ":memory:". A file that is made here is readable by its owner only.

    Raises:
        duckdb.IOException: another process holds the file, or it is no database of this version.
    """
    umask = os.umask(0o077)
    try:
        settings.spill.mkdir(parents=True, exist_ok=True)
        config = {
            "threads": settings.threads,
            "temp_directory": str(settings.spill.resolve()),
            "temp_file_encryption": True,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        connection = duckdb.connect(str(path), read_only=read_only, config=config)
    finally:
        os.umask(umask)
    try:
        yield connection
    finally:
        connection.close()
