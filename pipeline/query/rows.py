"""Rows of a snapshot by column name. Here: asking our own questions. Not here: questions people type (`sandbox`)."""

from collections.abc import Callable
from typing import Any

import duckdb

Ask = Callable[..., list[dict[str, Any]]]
"""Answers a question to the marts: SQL with `$name`s and their values, rows as mappings."""


def asking(con: duckdb.DuckDBPyConnection) -> Ask:
    """Questions to an open snapshot."""

    def ask(sql: str, **values: Any) -> list[dict[str, Any]]:
        cursor = con.execute(sql, values)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return ask
