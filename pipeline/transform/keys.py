"""The tests of keys and required columns, judged together: one look at each model answers all of them.

Here: which tests of dbt these are (`not_null`, `unique`, our `unique_together`, none with a setting of its own) and the
one query a model needs for them. Not here: every other test, which dbt runs itself. Nine tests of ten are of these
kinds; dbt takes some 25 ms for each, whatever its query costs, and reads a view anew for every one of them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import duckdb

PLAIN = {"where": None, "limit": None, "fail_calc": "count(*)", "warn_if": "!= 0", "error_if": "!= 0"}
"""The settings of a test whose failures are its rows."""


def take_key_tests(manifest: Any) -> list[tuple[Any, dict[str, Any]]]:
    """Take the tests of keys out of dbt's manifest, so that dbt runs the others only.

    Gives each with what `judge_key_tests` asks for: the `relation` it looks at, the `test`, its `columns`.
    """
    taken = []
    for node in [one for one in manifest.nodes.values() if one.resource_type == "test"]:
        if columns := _columns(node):
            relation = manifest.nodes[node.attached_node].relation_name
            taken.append((node, {"relation": relation, "test": node.test_metadata.name, "columns": columns}))
    for node, _ in taken:
        del manifest.nodes[node.unique_id]
    return taken


def judge_key_tests(con: duckdb.DuckDBPyConnection, tests: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Every test with its `status` (pass, fail, or error where it cannot be asked) and its `failures`."""
    by_relation = defaultdict(list)
    for test in tests:
        by_relation[test["relation"]].append(test)
    for relation, together in by_relation.items():
        try:
            counts = con.execute(_question(relation, together)).fetchall()[0]
        except duckdb.Error:  # the model was not built, or has no such column
            yield from ({**test, "status": "error", "failures": None} for test in together)
            continue
        for test, count in zip(together, counts, strict=True):
            yield {**test, "status": "fail" if count else "pass", "failures": count}


def _question(relation: str, tests: list[dict[str, Any]]) -> str:
    """One row: how many rows, or repeated keys, fail each test; the columns are read once."""
    columns = ", ".join(sorted({_quoted(name) for test in tests for name in test["columns"]}))
    counts = ", ".join(COUNTS[test["test"]](*map(_quoted, test["columns"])) for test in tests)
    return f"with cells as materialized (select {columns} from {relation}) select {counts}"  # noqa: S608  (names of our own project)


def _missing(column: str) -> str:
    return f"(select count(*) from cells where {column} is null)"  # noqa: S608


def _repeated(column: str) -> str:
    """Values that stand in more than one row; no value is no repetition, as in dbt."""
    return f"(select count(*) from (select 1 from cells where {column} is not null {_twice(column)}))"  # noqa: S608


def _repeated_together(*columns: str) -> str:
    return f"(select count(*) from (select 1 from cells {_twice(*columns)}))"  # noqa: S608


def _twice(*columns: str) -> str:
    return f"group by {', '.join(columns)} having count(*) > 1"


COUNTS: dict[str, Callable[..., str]] = {
    "not_null": _missing,
    "unique": _repeated,
    "unique_together": _repeated_together,
}
"""How many fail, by the name of the test."""


def _columns(node: Any) -> list[str]:
    """The columns a test of a key looks at; none for every other test."""
    generic, config = getattr(node, "test_metadata", None), node.config
    if not generic or generic.name not in COUNTS or not node.attached_node:
        return []
    is_plain = all(getattr(config, name) == plain for name, plain in PLAIN.items())
    if not is_plain or str(config.severity).lower() != "error" or config.store_failures:
        return []
    columns = generic.kwargs.get("columns") or [generic.kwargs.get("column_name")]
    return columns if all(isinstance(name, str) and name.isidentifier() for name in columns) else []


def _quoted(name: str) -> str:
    return f'"{name}"'
