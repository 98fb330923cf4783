"""The shape of the raw tables: one per record contract, and the six that say what became of the files.

Here: their columns, their DDL, and the dbt sources file generated from them (`make sources`).
Not here: what a contract is (`pipeline.contracts`), what stands in the tables (`pipeline.ingest.store`).
"""

from dataclasses import dataclass
from functools import cache

import yaml

from pipeline.contracts import TYPES, Column, load_contracts, parse_column, read_yaml
from pipeline.settings import DBT_PROJECT, SCHEMAS

SOURCES_FILE = DBT_PROJECT / "models" / "staging" / "_raw__sources.yml"
SQL_TYPES = {
    "text": "varchar",
    "date": "date",
    "money": "decimal(18,2)",
    "integer": "integer",
    "bigint": "bigint",
    "timestamp": "timestamp",
    "flag": "boolean",
}
LINEAGE_COLUMNS = (
    Column("_file_id", "text", "The file the row came from.", required=True),
    Column("_line", "integer", "Line or segment of the file where the row starts, from 1.", required=True),
)


@dataclass(frozen=True)
class Table:
    """One raw table: columns in order and the key that orders it."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def ddl(self, schema: str) -> str:
        """The statement that creates the table empty in `schema`."""
        columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.type]}' for column in self.columns)
        return f'create table {schema}."{self.name}" ({columns})'

    @property
    def order(self) -> str:
        """Total order of the stored rows: by file and line, then as the reader delivered them; else by the key."""
        if LINEAGE_COLUMNS[0] in self.columns:
            return "_file_id, _line, rowid"
        return ", ".join(f'"{name}"' for name in self.key)


@cache
def record_tables() -> dict[str, Table]:
    """The raw table of every record contract, by name."""
    return {
        name: Table(name, f"{contract.grain} {contract.source}", contract.key, contract.columns + LINEAGE_COLUMNS)
        for name, contract in load_contracts().items()
    }


@cache
def support_tables() -> dict[str, Table]:
    """The raw tables that say what became of the files (`schemas/support.yaml`), by name."""
    path = SCHEMAS / "support.yaml"
    types = (*TYPES, "bigint", "timestamp", "flag")
    return {
        name: Table(
            name,
            content["grain"],
            tuple(content["key"]),
            tuple(parse_column(path.name, column, rules, types) for column, rules in content["columns"].items()),
        )
        for name, content in read_yaml(path).items()
    }


def _render_column(column: Column) -> dict:
    rendered = {"name": column.name, "description": column.description, "data_type": SQL_TYPES[column.type]}
    return rendered | ({"config": {"meta": {"private": True}}} if column.private else {})


def render_dbt_sources() -> str:
    """The YAML text of dbt's source `raw`: every raw table with description, columns and types."""
    tables = [
        {
            "name": table.name,
            "description": table.description,
            "config": {"meta": {"key": list(table.key)}},
            "columns": [_render_column(column) for column in table.columns],
        }
        for table in (*record_tables().values(), *support_tables().values())
    ]
    source = {"name": "raw", "schema": "raw", "description": "Rows of the landed files, typed.", "tables": tables}
    text = yaml.safe_dump({"version": 2, "sources": [source]}, sort_keys=False, width=110, allow_unicode=True)
    origin = "# Generated from schemas/ by `make sources`; change the contract, not this file."
    return f"{origin}\n{text}"


def main() -> None:
    """Write the dbt sources file anew."""
    SOURCES_FILE.parent.mkdir(parents=True, exist_ok=True)
    SOURCES_FILE.write_text(render_dbt_sources(), encoding="utf-8")
