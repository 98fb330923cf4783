"""The raw tables follow from the schemas, and dbt's sources file follows from the raw tables."""

import duckdb
import yaml

from pipeline.contracts import load_contracts
from pipeline.ingest.raw_tables import SOURCES_FILE, record_tables, render_dbt_sources, support_tables


def test_the_sources_file_is_what_the_schemas_say():
    assert SOURCES_FILE.read_text(encoding="utf-8") == render_dbt_sources(), "run `make sources`"


def test_every_raw_table_is_a_source_with_described_and_typed_columns():
    [source] = yaml.safe_load(render_dbt_sources())["sources"]
    assert [table["name"] for table in source["tables"]] == [*record_tables(), *support_tables()]
    for table in source["tables"]:
        assert table["description"].startswith("One row")
        assert all(column["description"] and column["data_type"] for column in table["columns"])


def test_private_columns_are_marked_in_the_sources():
    [source] = yaml.safe_load(render_dbt_sources())["sources"]
    marked = {
        (table["name"], column["name"])
        for table in source["tables"]
        for column in table["columns"]
        if column.get("config", {}).get("meta", {}).get("private")
    }
    private = {(r, c.name) for r, contract in load_contracts().items() for c in contract.columns if c.private}
    assert marked == private | {("quarantined_rows", "row_text")}


def test_every_table_can_be_created():
    with duckdb.connect() as connection:
        connection.execute("create schema raw")
        for table in (*record_tables().values(), *support_tables().values()):
            connection.execute(table.ddl("raw"))
            connection.table(f"raw.{table.name}").order(table.order).fetchall()
        types = dict(
            connection.execute(
                "select column_name, data_type from duckdb_columns where table_name = 'bank_transaction'"
            ).fetchall()
        )
    assert types["amount"] == "DECIMAL(18,2)"
    assert types["statement_date"] == "DATE"
    assert types["_line"] == "INTEGER"
