"""Ad-hoc questions in SQL, asked of a published snapshot from inside a sandbox.

Here: starting the sandboxed child, its time limit and the answer it gives back. Not here: what the child may do
(`pipeline.query.sandbox`) and how an answer is printed (`pipeline.cli`).
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.bound import bound_command
from pipeline.settings import PROJECT

ROW_LIMIT = 10_000
TIME_LIMIT = 30.0
GRACE = 3.0
"""Seconds between the polite interrupt inside the child and the kill from outside."""


class QueryRefusedError(Exception):
    """The question was not answered; the sentence says why and what to change, and holds no value of a row."""


@dataclass(frozen=True)
class Answer:
    """Columns and rows as JSON carries them.

    Money and every other decimal is text ("12.30"), dates are ISO text, whole numbers, flags and nulls are themselves.
    `is_cut` says that there were more rows than the limit.
    """

    columns: list[str]
    rows: list[list[Any]]
    is_cut: bool


def ask(database: Path, sql: str, limit: int = ROW_LIMIT, seconds: float = TIME_LIMIT) -> Answer:
    """The answer to one reading statement, with the tables of schema `marts` known by their plain names.

    Args:
        database: a published `warehouse.duckdb`; opened read-only.
        sql: one SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE.
        limit: the most rows given back.
        seconds: how long the statement may run before it is interrupted; killed `GRACE` seconds later.

    Raises:
        QueryRefusedError: no answer, with the reason in a sentence.
    """
    question = json.dumps({"database": str(database.resolve()), "sql": sql, "limit": limit, "seconds": seconds})
    with subprocess.Popen(
        bound_command("pipeline.query.sandbox"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=PROJECT,
    ) as child:
        try:
            said, _ = child.communicate(question, timeout=seconds + GRACE)
        except subprocess.TimeoutExpired:
            raise QueryRefusedError(f"Stopped after {seconds:g} seconds: ask for less, or allow more time.") from None
        finally:
            child.kill()
    return _understood(said)


def _understood(said: str) -> Answer:
    try:
        reply = json.loads(said)
    except ValueError:
        raise QueryRefusedError("Stopped: the question needs more memory than a question may use.") from None
    if "refused" in reply:
        raise QueryRefusedError(reply["refused"])
    return Answer(**reply)
