"""Dagster sees the whole line: every raw record, model and test, joined; and takes the steps `tieout run` takes."""

import hashlib
import json
import os
import shutil

import pytest
from running import SAMPLE, in_own_process

from pipeline.contracts import load_contracts
from pipeline.settings import DBT_PROJECT, Settings

INSPECT = """
import json
import dagster as dg
from pipeline import definitions as d
graph = d.defs.resolve_asset_graph()
nodes = {
    key.to_user_string(): sorted(parent.to_user_string() for parent in graph.get(key).parent_keys)
    for key in graph.get_all_asset_keys()
}
schedule = d.every_morning
print("RESULT " + json.dumps({
    "parents": nodes,
    "checks": sorted(key.name for key in graph.asset_check_keys),
    "executor": d.defs.executor.name,
    "cron": schedule.cron_schedule, "zone": schedule.execution_timezone,
    "sensors": sorted(s.name for s in d.defs.sensors),
    "fresh": sorted(key.to_user_string() for key in graph.get_all_asset_keys() if graph.get(key).freshness_policy),
}))
"""
EXECUTE = """
import json
from pipeline import definitions as d
result = d.defs.resolve_job_def("reconciliation").execute_in_process(raise_on_error=False)
made = {e.asset_key.to_user_string() for e in result.all_events if e.is_step_materialization}
checks = [e.event_specific_data for e in result.all_events if e.event_type_value == "ASSET_CHECK_EVALUATION"]
passed = sum(check.passed for check in checks)
answer = {"success": result.success, "made": sorted(made), "passed": passed, "checks": len(checks)}
print("RESULT " + json.dumps(answer))
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory, parsed_project):  # noqa: ARG001  (Dagster loads what it leaves behind)
    return tmp_path_factory.mktemp("orchestrated")


@pytest.fixture(scope="module")
def seen(data):
    """The definitions as Dagster loads them."""
    return in_own_process(INSPECT, data)[0]


def land_in_another_order(landing):
    """The sample practice under its names, but put there in another order and dated decades ago, the last first."""
    paths = sorted(path for path in SAMPLE.rglob("*") if path.is_file())
    for number, path in enumerate(sorted(paths, key=lambda path: hashlib.sha256(path.name.encode()).hexdigest())):
        target = landing / path.relative_to(SAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        os.utime(target, (1_000_000_000 - number, 1_000_000_000 - number))


def test_every_record_model_and_test_is_an_asset_or_a_check_joined_by_lineage(seen):
    manifest = json.loads((DBT_PROJECT / "target" / "manifest.json").read_text())
    nodes = manifest["nodes"].values()
    assert {f"raw/{record}" for record in load_contracts()} <= set(seen["parents"])
    models = {f"{n['schema']}/{n['name']}" for n in nodes if n["resource_type"] in ("model", "seed")}
    assert models <= set(seen["parents"])
    assert {n["name"] for n in nodes if n["resource_type"] == "test"} == set(seen["checks"])
    assert seen["parents"]["staging/stg_bank_transactions"].count("raw/bank_transaction") == 1
    assert "marts/deposits" in seen["parents"]["snapshot"]


def test_one_process_runs_the_job_at_six_practice_time_and_sensors_watch(seen):
    assert seen["executor"] == "in_process"
    assert (seen["cron"], seen["zone"]) == ("0 6 * * *", "America/New_York")
    assert seen["sensors"] == ["failed_run", "landed_files"]
    assert {f"raw/{record}" for record in load_contracts()} <= set(seen["fresh"])


def test_the_job_publishes_what_tieout_run_publishes_from_files_landed_in_another_order(data, sample_run):
    """The bytes of every mart are the same, with one thread as with two, whenever and in whatever order files came."""
    assert Settings().threads == 2
    land_in_another_order(data / "landing")
    done, printed = in_own_process(EXECUTE, data)
    assert done["success"] is True
    assert "snapshot" in done["made"]
    assert done["passed"] == done["checks"] > 300
    published = json.loads((data / "published" / "current" / "manifest.json").read_text())
    expected = json.loads((sample_run.snapshot / "manifest.json").read_text())
    assert published["run_id"] == expected["run_id"]
    assert {m["name"]: m["sha256"] for m in published["marts"]} == {m["name"]: m["sha256"] for m in expected["marts"]}
    assert "Mockford" not in printed
