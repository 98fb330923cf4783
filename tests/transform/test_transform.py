"""dbt as a child: a project of five lines, with a test that fails, one that warns and a model that cannot be built."""

import json

import duckdb
import pytest

from pipeline import transform as transforms
from pipeline.failure import StepFailedError
from pipeline.transform import target_folder, transform
from tests.fake_build import make_settings

PROJECT = {
    "dbt_project.yml": "name: tiny\nprofile: tiny\nmodels: {tiny: {+schema: marts, +materialized: table}}\n",
    "profiles.yml": (
        "tiny: {target: d, outputs: {d: {type: duckdb, path: \"{{ env_var('TIEOUT_BUILD') }}\", schema: main}}}\n"
    ),
    "models/good.sql": "select 1 as one, concat('SMITH', 'ERS') as payer\n",
    "models/broken.sql": "select cast(payer as integer) as one from {{ ref('good') }}\n",
    "models/models.yml": (
        "models:\n  - name: good\n    columns:\n      - {name: one, data_tests: [unique, not_null]}\n"
        "unit_tests:\n  - {name: never_run, model: good, given: [], expect: {rows: [{one: 2, payer: x}]}}\n"
    ),
    "tests/payer_is_known.sql": "select * from {{ ref('good') }}\n",
    "tests/payer_is_odd.sql": "{{ config(severity='warn') }} select * from {{ ref('good') }}\n",
}


def write_project(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    settings = make_settings(folder)
    write_project(folder / "project", PROJECT)
    for made in (settings.warehouse, settings.logs):
        made.mkdir(parents=True)
    duckdb.connect(str(settings.build_path)).close()
    told = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transforms, "DBT_PROJECT", folder / "project")
        done = transform(settings, lambda *step: told.append(step))
    return settings, done, told


def test_every_test_becomes_a_check_and_unit_tests_stay_out(built):
    _, done, _ = built
    found = {check.id: (check.status, check.severity, int(check.difference)) for check in done.tests}
    assert found == {
        "not_null_good_one": ("pass", "block", 0),
        "unique_good_one": ("pass", "block", 0),
        "payer_is_known": ("fail", "block", 1),
        "payer_is_odd": ("fail", "warn", 1),
    }


def test_a_model_that_cannot_be_built_is_named(built):
    assert built[1].broken == ["broken"]


def test_progress_counts_the_nodes(built):
    assert {(step, total) for step, _, total in built[2]} == {("transform", 2), ("test", 2)}


def test_no_value_stays_in_what_dbt_leaves_behind(built):
    settings, _, _ = built
    left = [path for path in settings.data.rglob("*") if path.is_file() and path != settings.build_path]
    assert target_folder(settings) / "run_results.json" not in left
    assert [path for path in left if b"SMITHERS" in path.read_bytes()] == []


def test_a_project_that_cannot_be_read_is_a_failed_step(tmp_path, monkeypatch):
    settings = make_settings(tmp_path)
    write_project(tmp_path / "project", {**PROJECT, "models/broken.sql": "select * from {{ ref('nobody') }}"})
    monkeypatch.setattr(transforms, "DBT_PROJECT", tmp_path / "project")
    with pytest.raises(StepFailedError, match="E-transform: DbtError"):
        transform(settings, lambda *_: None)


def test_dbt_is_told_to_be_silent(built):
    settings = built[0]
    environment = transforms.dbt_environment(settings)
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["TIEOUT_BUILD"] == str(settings.build_path.resolve())
    assert (
        json.loads((target_folder(settings) / "manifest.json").read_text())["metadata"]["send_anonymous_usage_stats"]
        is False
    )


def test_dbt_that_nobody_wants_builds_nothing(tmp_path, monkeypatch):
    settings = make_settings(tmp_path)
    write_project(tmp_path / "project", PROJECT)
    monkeypatch.setattr(transforms, "DBT_PROJECT", tmp_path / "project")
    said, _ = transforms.start(settings).communicate()
    assert said == ""
    assert not settings.build_path.exists()
