"""The board's one door to data: the published snapshot, read-only.

Here: finding the snapshot, querying its marts, its manifest and its definitions. Not here: any arithmetic on money
beyond what a query says, any writing, any file of landing or of the build.
"""

import json
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st

from pipeline.settings import Settings

ASKED = "_asked"


def folder() -> Path | None:
    """Find the folder of the newest snapshot, or None when nothing was published.

    The real path is resolved first: a link that moves under an open file would keep showing yesterday's data.
    """
    path = Settings().current.resolve()
    return path if (path / "warehouse.duckdb").is_file() else None


def require() -> Path:
    """Return the snapshot's folder, or say on the page what to run and stop.

    A snapshot whose row counts differ from its manifest is not shown at all.
    """
    path = folder()
    if path is None:
        st.title("Nothing published yet")
        st.info(
            "The board shows what a run has proved and published. Nothing has been published under "
            f"`{Settings().published}` so far, so there are no figures to show."
        )
        st.markdown("Run one of these in the project's folder, then reload this page:")
        st.code(
            "make run                      # the sample practice\ntieout run --landing DIR      # your own files",
            language="sh",
        )
        st.stop()
    damaged = _damaged_marts(str(path))
    if damaged:
        st.error(
            f"The snapshot {path.name} does not agree with its manifest ({', '.join(damaged)}). Its figures are not "
            "shown. Run `tieout verify`, then `tieout run --rebuild`."
        )
        st.stop()
    return path


def run_id() -> str:
    """Name the run whose figures are on the page."""
    return require().name


def manifest() -> dict[str, Any]:
    """Read the snapshot's manifest; an empty mapping when it has none."""
    return _manifest(str(require()))


def query(sql: str, **parameters: Any) -> pl.DataFrame:
    """Answer a question to the marts; money columns stay decimals.

    Args:
        sql: one select; tables are named with their schema (`marts.deposits`), as any other client does.
        parameters: values for the question's `$name`s; None and lists are allowed.

    Raises:
        duckdb.Error: when the snapshot lacks a table or column that the question names.
    """
    asked = st.session_state.setdefault(ASKED, [])
    if sql not in asked:
        asked.append(sql)
    return _answer(str(require()), sql, parameters)


def one(sql: str, **parameters: Any) -> dict[str, Any]:
    """Answer a question that has exactly one row, as a mapping of column to value."""
    return query(sql, **parameters).row(0, named=True)


def asked() -> list[str]:
    """List the questions this page has asked so far, to show them to whoever wants to check."""
    return st.session_state.get(ASKED, [])


def start_page() -> None:
    """Forget the questions of the page shown before."""
    st.session_state[ASKED] = []


def definition(name: str) -> str:
    """Say what a KPI id, a mart or a `mart.column` means, from the catalog; says so when it is not described."""
    path = require()
    return _definitions(str(path)).get(name, f"`{name}` has no description in this snapshot's catalog.")


def source(file_id: str | None, line: int | None) -> str | None:
    """Name the landed file and the line or segment a row comes from; of what speaks of a whole file, the file."""
    if not file_id:
        return None
    sql = "select file_name, unit from marts.file_names where file_id = $file_id"
    [(name, unit)] = _answer(str(require()), sql, {"file_id": file_id}).rows() or [(file_id, None)]
    return name if line is None else f"{name}, {unit or 'line'} {line}"


@st.cache_resource(max_entries=2, show_spinner=False)
def _connection(path: str) -> duckdb.DuckDBPyConnection:
    """Open a snapshot's warehouse: read-only, no other file, no extension, settings locked."""
    con = duckdb.connect(str(Path(path) / "warehouse.duckdb"), read_only=True)
    for setting in ("autoinstall_known_extensions = false", "autoload_known_extensions = false"):
        con.execute(f"set {setting}")
    con.execute("set enable_external_access = false")
    con.execute("set lock_configuration = true")
    return con


@st.cache_data(max_entries=400, show_spinner=False)
def _answer(path: str, sql: str, parameters: dict[str, Any]) -> pl.DataFrame:
    return _connection(path).cursor().execute(sql, parameters).pl()


@st.cache_data(max_entries=2, show_spinner=False)
def _manifest(path: str) -> dict[str, Any]:
    file = Path(path) / "manifest.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


@st.cache_data(max_entries=2, show_spinner=False)
def _damaged_marts(path: str) -> list[str]:
    """Name the marts whose row count is not the manifest's."""
    promised = {mart["name"].split(".")[-1]: mart["rows"] for mart in _manifest(path).get("marts", [])}
    con = _connection(path).cursor()
    tables = con.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()
    found = {name: con.execute(f'select count(*) from marts."{name}"').fetchall()[0][0] for (name,) in tables}  # noqa: S608
    return sorted(name for name, rows in promised.items() if found.get(name) != rows)


@st.cache_data(max_entries=2, show_spinner=False)
def _definitions(path: str) -> dict[str, str]:
    texts, sql = {}, "select kind, parent, name, description, formula, definition_version from marts.catalog"
    for kind, parent, name, description, formula, version in _answer(path, sql, {}).rows():
        key = f"{parent}.{name}" if kind == "column" else name
        tail = f"\n\nFormula: {formula} (definition {version})" if formula else ""
        texts[key] = f"{description or ''}{tail}"
    return texts
