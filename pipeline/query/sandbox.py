"""The child that answers one SQL question: no files, no network, no writing, bounded memory, time and output.

Here: the limits, the locked-down connection, the check of the statement and the sentence for each refusal. Not here:
the kill from outside (`pipeline.query`). Reads its question from standard input, writes one JSON object.
"""

import json
import resource
import sys
import threading
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

MEMORY_BYTES = 3 * 1024**3
ANSWER_CHARACTERS = 64 * 1024**2
BATCH_ROWS = 500
LOCKED_DOWN = {
    "enable_external_access": False,
    "memory_limit": "512MB",
    "threads": 1,
    "temp_directory": "",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "allow_community_extensions": False,
    "allow_persistent_secrets": False,
    "python_enable_replacements": False,
}
READING = "Only one reading statement is answered: SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE."
NAMING_ERRORS = ("CatalogException", "BinderException", "ParserException", "SyntaxException")
"""Errors whose first line speaks of the statement's own words, never of a row."""
SENTENCES = {
    "InterruptException": "Stopped after {seconds:g} seconds: ask for less, or allow more time.",
    "OutOfMemoryException": "The question needs more memory than a question may use: filter or aggregate first.",
    "MemoryError": "The question needs more memory than a question may use: filter or aggregate first.",
    "ConversionException": "A value does not fit the type it is cast to: use try_cast, which gives null instead.",
    "PermissionException": "Not allowed: a question may read the marts and nothing else.",
    "IOException": "The snapshot cannot be opened: run `tieout verify`.",
}


class RefusedError(Exception):
    """The statement is not answered; the sentence is safe to show."""


def check_statement(con: Any, sql: str) -> None:
    """Refuse everything but one reading statement, asking two parsers that do not know each other.

    Raises:
        RefusedError: no statement, several, or one that does not only read.
    """
    import sqlglot  # noqa: PLC0415  (loaded under the memory limit, and only here)
    from sqlglot import exp  # noqa: PLC0415

    known = con.extract_statements(sql)
    if len(known) != 1 or known[0].type.name != "SELECT":
        raise RefusedError(READING)
    try:
        tree = sqlglot.parse_one(sql, dialect="duckdb")
    except sqlglot.errors.SqlglotError:
        raise RefusedError("The statement is not understood; write it in plain SQL.") from None
    shows = isinstance(tree, exp.Command) and str(tree.this).upper() == "SHOW"
    if not shows and not isinstance(tree, exp.Query | exp.Describe | exp.Summarize | exp.Show):
        raise RefusedError(READING)


def answer(database: str, sql: str, limit: int, seconds: float) -> dict[str, Any]:
    """Columns, rows (at most `limit`) and whether rows were left out.

    Raises:
        RefusedError: the statement may not run, or its answer is too large.
        duckdb.Error: the statement failed; `refusal` words it.
    """
    import duckdb  # noqa: PLC0415

    with duckdb.connect(database, read_only=True, config=LOCKED_DOWN) as con:
        con.execute("set search_path = 'marts'")
        con.execute("set lock_configuration = true")
        check_statement(con, sql)
        timer = threading.Timer(seconds, con.interrupt)
        timer.daemon = True
        timer.start()
        con.execute(sql)
        columns = [column[0] for column in con.description]
        rows: list[list[Any]] = []
        characters = 0
        while len(rows) <= limit and (batch := con.fetchmany(min(BATCH_ROWS, limit + 1 - len(rows)))):
            plain = [[as_json(value) for value in row] for row in batch]
            characters += sum(len(value) if isinstance(value, str) else 8 for row in plain for value in row)
            if characters > ANSWER_CHARACTERS:
                raise RefusedError("The answer is larger than 64 MB: ask for fewer columns or rows.")
            rows += plain
        timer.cancel()
    return {"columns": columns, "rows": rows[:limit], "is_cut": len(rows) > limit}


def as_json(value: Any) -> Any:
    """A cell as JSON carries it: decimals and dates as text, so that no cent passes through a float."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if abs(value) < float("inf") else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [as_json(part) for part in value]
    if isinstance(value, dict):
        return {str(key): as_json(part) for key, part in value.items()}
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def refusal(error: BaseException, seconds: float) -> str:
    """Why the statement failed, in a sentence without any value of a row."""
    kind = type(error).__name__
    if isinstance(error, RefusedError):
        return str(error)
    if kind in NAMING_ERRORS:
        return str(error).splitlines()[0]
    return SENTENCES.get(kind, "The statement failed ({kind}).").format(seconds=seconds, kind=kind)


def main() -> None:
    """Answer the question on standard input."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    question = json.load(sys.stdin)
    try:
        reply = answer(**question)
    except Exception as error:  # noqa: BLE001  (the one border: nothing but our own sentence leaves)
        reply = {"refused": refusal(error, question["seconds"])}
    json.dump(reply, sys.stdout)


if __name__ == "__main__":
    main()
