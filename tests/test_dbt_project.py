"""The dbt project holds by itself: its unit tests pass, and with no source at all every mart is there and empty."""

import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from pipeline.ingest import ingest
from pipeline.settings import DBT_PROJECT, Settings

NEVER_EMPTY = {"catalog", "checks", "kpi_values", "run_context"}


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> tuple[Path, list[dict]]:
    """A build file made from an empty landing folder, with the outcome of every node of `dbt build`."""
    folder = tmp_path_factory.mktemp("empty")
    settings = Settings(data=folder)
    settings.landing.mkdir()
    settings.warehouse.mkdir()
    ingest(settings, [settings.landing])
    paths = ["--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT]
    places = ["--target-path", folder / "target", "--log-path", folder / "logs"]
    dbt = Path(sys.executable).with_name("dbt")
    subprocess.run(
        [dbt, "--quiet", "build", *paths, *places],
        env={**os.environ, "TIEOUT_BUILD": str(settings.build_path), "DO_NOT_TRACK": "1"},
        check=False,
        capture_output=True,
    )
    results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    return settings.build_path, results


def test_unit_tests_and_data_tests_of_the_project_pass(built):
    _, results = built
    assert not [
        (item["unique_id"], item["message"]) for item in results if item["status"] not in {"success", "pass", "warn"}
    ]
    assert sum(item["unique_id"].startswith("unit_test.") for item in results) > 30


def test_without_sources_every_mart_is_there_and_empty(built):
    path, _ = built
    with duckdb.connect(str(path), read_only=True) as connection:
        marts = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'marts' order by table_name"
        ).fetchall()
        filled = {name for (name,) in marts if connection.table(f"marts.{name}").limit(1).fetchall()}
    assert {"deposits", "deposit_chain", "exceptions", "matches", "remittances"} <= {name for (name,) in marts}
    assert not {name for name in filled if not name.startswith("kpi_")} - NEVER_EMPTY
