"""Two builds compared: which facts stand in one of them only.

Here: what a fact is, the rows that differ, and which of them are about a thing. Not here: which may differ; a test says
that.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

OF_THE_RUN = {"catalog", "run_context", "landed_files", "file_names", "quarantined_rows"}
"""Marts that tell of the run and its files."""
PLACES = {"_file_id", "_line", "file_id", "file_name", "line"}
"""Where a fact was read: it is the same fact in another file."""
NAMES_OF_FILES = {("exceptions", "reference"): "case when subject_kind = 'file' then null else reference end"}
"""An exception about a file names it."""
OF_THE_CALENDAR = {"month", "period", "message_subject", "message_body", "why", "words"}
"""The month a day lies in, and letters and sentences in whose words a day is written."""
KEYS = "[0-9a-f]{16,32}([+][0-9a-f]{32})*|T[0-9A-F]{9}"
"""Keys are hashes, and entries are numbered by theirs; where a day is part of a key, another day is another hash."""

Row = dict[str, Any]


@dataclass(frozen=True)
class Difference:
    """Rows of one mart that stand in one build only, each as often as it does."""

    gone: list[Row] = field(default_factory=list)
    new: list[Row] = field(default_factory=list)


def differences(before: Path, after: Path, days_later: int = 0) -> dict[str, Difference]:
    """Every mart that differs; places and names of files are no facts.

    With `days_later` every day of the later build counts as so many days earlier, and keys, months and the words of
    letters are left out.
    """
    with duckdb.connect() as con:
        con.execute(f"attach '{before}' as before (read_only)")
        con.execute(f"attach '{after}' as after (read_only)")
        found = {}
        for mart, columns in sorted(_marts(con).items()):
            old = f"select {_facts(mart, columns, 0, bool(days_later))} from before.marts.{mart}"  # noqa: S608  (our names)
            new = f"select {_facts(mart, columns, days_later, bool(days_later))} from after.marts.{mart}"  # noqa: S608
            sides = [
                con.execute(f"{one} except all {other}").pl().to_dicts() for one, other in ((old, new), (new, old))
            ]
            if any(sides):
                found[mart] = Difference(*sides)
        return found


def _marts(con: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str]]]:
    columns: dict[str, list[tuple[str, str]]] = {}
    for mart, name, kind in con.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where database_name = 'before' and schema_name = 'marts' order by table_name, column_index"
    ).fetchall():
        if mart not in OF_THE_RUN and name not in PLACES:
            columns.setdefault(mart, []).append((name, kind))
    return columns


def _facts(mart: str, columns: list[tuple[str, str]], days_later: int, is_moved: bool) -> str:
    facts = []
    for name, kind in columns:
        fact = NAMES_OF_FILES.get((mart, name), f'"{name}"')
        if is_moved and name in OF_THE_CALENDAR:
            continue
        if days_later and kind in {"DATE", "TIMESTAMP"}:
            fact = f"cast({fact} - interval {days_later} day as {kind})"
        elif is_moved and kind == "VARCHAR":
            fact = f"case when regexp_full_match({fact}, '{KEYS}') then 'key' else {fact} end"
        facts.append(f'{fact} as "{name}"')
    return ", ".join(facts)


def linked(found: dict[str, Difference], names: Iterable[Any]) -> set[Any]:
    """The names, and the keys of all differing rows that lead to one of them; a row's key is its first column."""
    known = set(names)
    rows = [list(row.values()) for one in found.values() for row in (*one.gone, *one.new)]
    while more := {row[0] for row in rows if not known.isdisjoint(row)} - known:
        known |= more
    return known


def not_about(rows: Iterable[Row], names: set[Any]) -> list[Row]:
    """Rows that name none of these."""
    return [row for row in rows if names.isdisjoint(row.values())]


def verdicts(checks: Iterable[Row]) -> list[tuple[str, str]]:
    """How checks ended, whatever they added up."""
    return sorted((row["check_id"], row["status"]) for row in checks)
