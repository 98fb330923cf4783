"""A decision made at the board: one JSON object a file, written by the board into the decisions folder.

Here: what such a file looks like. Not here: what a decision does to a match or an exception (dbt).
"""

import json
import re

import polars as pl

from pipeline.adapters import IncompleteFileError, Reading, UnreadableFileError

_MINE = re.compile(rb'^(?:\xef\xbb\xbf)?\s*\{.*?"tieout"\s*:\s*"desk_decision"', re.DOTALL)
_VERSION = 1
_KEYS = (
    "decision_number", "decided_at", "decided_by", "kind", "subject_id", "object_id", "assignee", "waiting_on",
    "waiting_until", "note",
)  # fmt: skip
_LINEAGE = {"_line": pl.Int64, "_lines": pl.Int64, "_parent": pl.Int64}


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`desk_decision` for a JSON object that says it is one."""
    return "desk_decision" if _MINE.match(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """The decision as one row that owns every line of the file.

    Raises:
        IncompleteFileError: the object is not closed.
        UnreadableFileError: no JSON, another version, or keys and values that are no columns of text.
    """
    lines = len(data.splitlines())
    decision = _parse(data)
    if decision.get("version") != _VERSION:
        raise UnreadableFileError(f"the decision is not of version {_VERSION}")
    if set(decision) - {"tieout", "version", *_KEYS}:
        raise UnreadableFileError("the decision has keys that are no column of desk_decision")
    row = {column: decision.get(column) for column in _KEYS}
    if not all(value is None or isinstance(value, str) for value in row.values()):
        raise UnreadableFileError("the decision has a value that is no text in quotes")
    lineage = {"_line": 1, "_lines": lines, "_parent": None}
    frame = pl.DataFrame([row | lineage], schema=dict.fromkeys(_KEYS, pl.String) | _LINEAGE)
    decided_at = row["decided_at"]
    return Reading({"desk_decision": frame}, lines=lines, envelope=0, delivered_at=decided_at)


def _parse(data: bytes) -> dict:
    if not data.rstrip().endswith(b"}"):
        raise IncompleteFileError("the file ends before its closing brace")
    try:
        decision = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_require_single_keys)
    except ValueError as error:
        line = getattr(error, "lineno", None)
        where = f"line {line}: " if line else ""
        raise UnreadableFileError(f"{where}not readable as JSON with every key once") from None
    return decision


def _require_single_keys(pairs: list[tuple[str, object]]) -> dict:
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)
