"""The dbt project holds by itself: its unit tests pass, and with no source at all every mart is there and empty."""

import duckdb
import pytest
from running import in_own_process

from pipeline.ingest import ingest
from pipeline.settings import Settings
from pipeline.transform import Transformation, dbt_environment, transform

NEVER_EMPTY = {"catalog", "checks", "control_coverage", "kpi_values", "run_context"}
UNIT_TESTS = """
import json
from dbt.adapters.duckdb.impl import DuckDBAdapter
from dbt.cli.main import dbtRunner
from pipeline.settings import Settings
from pipeline.transform import dbt_places
from pipeline.transform.dbt_child import parse

known, ask = {}, DuckDBAdapter.get_columns_in_relation


def ask_once(adapter, relation):
    name = relation.render()
    if name not in known:
        known[name] = ask(adapter, relation)
    return known[name]


DuckDBAdapter.get_columns_in_relation = ask_once
places = [*dbt_places(Settings()), "--log-level", "none"]
done = dbtRunner(manifest=parse(places)).invoke(["test", "--select", "test_type:unit", "--no-write-json", *places])
print("RESULT " + json.dumps([(one.node.unique_id, str(one.status), one.message) for one in done.result.results]))
"""
"""On what dbt has read of the project for the build before, whose columns dbt asks once and not for every test."""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Settings, Transformation]:
    """A build made from an empty landing folder, as every run makes it."""
    settings = Settings(data=tmp_path_factory.mktemp("empty"), threads=1)
    for folder in (settings.landing, settings.warehouse, settings.logs):
        folder.mkdir()
    ingest(settings, [settings.landing])
    return settings, transform(settings, lambda *_: None)


def test_data_tests_of_the_project_pass_without_sources(built):
    _, done = built
    assert done.broken == []
    assert [
        (check.id, check.left) for check in done.tests if check.status != "pass" and check.severity == "block"
    ] == []
    assert len(done.tests) > 300


def test_unit_tests_of_the_project_pass(built):
    settings, _ = built
    results, _ = in_own_process(UNIT_TESTS, settings.data, TIEOUT_BUILD=dbt_environment(settings)["TIEOUT_BUILD"])
    assert [(test, message) for test, status, message in results if status not in {"pass", "success"}] == []
    assert len(results) > 200


def test_without_sources_every_mart_is_there_and_empty(built):
    settings, _ = built
    with duckdb.connect(str(settings.build_path), read_only=True) as connection:
        marts = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts' order by table_name"
        ).fetchall()
        filled = {name for (name,) in marts if connection.table(f"marts.{name}").limit(1).fetchall()}
    assert {"deposits", "deposit_chain", "exceptions", "matches", "remittances"} <= {name for (name,) in marts}
    assert not {name for name in filled if not name.startswith("kpi_")} - NEVER_EMPTY
