"""The commands: exit codes, one JSON object at the end, and nothing fancy in a pipe."""

import json
import subprocess
import sys
from datetime import date

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from pipeline import run as runs
from pipeline.cli import app
from pipeline.commands import doctor as doctors
from pipeline.publish import audit as audits
from pipeline.publish import snapshot as snapshots
from pipeline.transform import Transformation
from tests.fake_build import MARTS, make_settings, write_build

PROVED = "Bank 113.00 = matched 100.00 + classified 12.34 + open exceptions 0.66  ✔ proved to the cent"


class Book:
    @staticmethod
    def write(_con, path):
        path.write_text("a workbook")


@pytest.fixture
def practice(tmp_path, monkeypatch):
    """The fake build behind the real commands; `more` is done to the build, `landing` is a folder that exists."""
    world = type("World", (), {})()
    world.settings, world.more, world.landing = make_settings(tmp_path), [], tmp_path / "landing"
    world.landing.mkdir()
    monkeypatch.setenv("TIEOUT_DATA", str(world.settings.data))
    monkeypatch.chdir(tmp_path)

    def ingest(settings, _roots, as_of, _progress):
        write_build(settings, *world.more)
        return f"{as_of or date(2026, 9, 30)}-{'a' * 12}", date(2026, 9, 30), "c0de"

    monkeypatch.setattr(runs, "_ingest", ingest)
    monkeypatch.setattr(runs, "start", lambda _settings: None)
    monkeypatch.setattr(runs, "transform", lambda *_: Transformation([], []))
    monkeypatch.setattr(runs, "load_marts", lambda _target: MARTS)
    monkeypatch.setattr(audits, "_judge", lambda _con, _docs: [])
    monkeypatch.setattr(snapshots, "load_workbooks", lambda: {"daily_reconciliation": Book})
    return world


def tieout(*arguments):
    return CliRunner().invoke(app, list(arguments))


def last_object(result):
    return json.loads(result.stdout.splitlines()[-1])


def test_a_run_says_the_proof_first_then_what_needs_a_person(practice):
    result = tieout("run", "--landing", str(practice.landing))
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == PROVED
    assert lines[1].startswith("Published 2026-09-30-aaaaaaaaaaaa. As of 2026-09-30. Checks: 4 passed")
    assert any("notes.txt" in line and "no reader knows this file" in line for line in lines)
    assert any("CASH-NOREMIT" in line and "Ask the payer for the 835" in line for line in lines)
    assert any("daily_reconciliation.xlsx" in line for line in lines)


def test_a_run_as_json_ends_with_one_object(practice):
    result = tieout("run", "--landing", str(practice.landing), "--json")
    assert len(result.stdout.splitlines()) == 1
    assert last_object(result)["published"] is True


def test_a_blocked_run_exits_1_and_says_what_does_not_add_up(practice):
    practice.more = ["update marts.deposits set matched_amount = 99.99 where deposit_id = 'd2'"]
    result = tieout("run", "--landing", str(practice.landing))
    assert result.exit_code == 1
    assert "NOT PROVED: 0.01 is unexplained" in result.stdout
    assert "NOTHING WAS PUBLISHED" in result.stdout
    assert last_object(tieout("run", "--landing", str(practice.landing), "--json"))["published"] is False


def test_wrong_usage_exits_2(practice):
    assert tieout("run", "--landing", str(practice.landing / "nowhere")).exit_code == 2
    assert tieout("run", "--as-of", "yesterday").exit_code == 2
    assert tieout("nonsense").exit_code == 2


def test_a_busy_data_folder_exits_75(practice):
    practice.settings.data.mkdir()
    with FileLock(practice.settings.lock_path):
        result = tieout("run", "--landing", str(practice.landing), "--json")
    assert result.exit_code == 75
    assert last_object(result)["published"] is False
    assert "Another run is at work" in last_object(result)["error"]


@pytest.mark.parametrize("command", [["status"], ["sql", "select 1"], ["export", "daily_reconciliation"], ["verify"]])
@pytest.mark.usefixtures("practice")
def test_without_a_snapshot_readers_are_told_to_run_first(command):
    result = tieout(*command)
    assert result.exit_code == 75
    assert "run `tieout run` first" in result.stderr


def test_an_error_nobody_foresaw_says_its_kind_only(practice, monkeypatch):
    def fail(*_):
        raise ValueError("SMITHERS")

    monkeypatch.setattr(runs, "hold_lock", fail)
    result = tieout("run", "--landing", str(practice.landing))
    assert result.exit_code == 1
    assert "E-command: ValueError" in result.stderr
    assert "SMITHERS" not in result.output


def test_status_sql_export_and_verify_read_what_was_published(practice, tmp_path):
    tieout("run", "--landing", str(practice.landing))
    assert tieout("status").stdout.startswith(PROVED)
    assert last_object(tieout("status", "--json"))["run_id"] == "2026-09-30-aaaaaaaaaaaa"
    question = "select deposit_id, amount from deposits order by all limit 1"
    assert last_object(tieout("sql", question, "--json")) == {
        "columns": ["deposit_id", "amount"],
        "rows": [["d1", "12.34"]],
    }
    assert tieout("sql", question).stdout == "deposit_id,amount\nd1,12.34\n"
    cut = tieout("sql", "from deposits", "--limit", "1")
    assert "Only the first 1 rows" in cut.stderr
    assert tieout("sql", "drop table deposits").exit_code == 2
    assert tieout("export", "daily_reconciliation", "--out", str(tmp_path)).exit_code == 0
    assert tieout("export", "nothing").exit_code == 2
    copied = tmp_path / "daily_reconciliation.xlsx"
    assert tieout("verify", str(copied)).exit_code == 0
    copied.write_text("edited")
    assert tieout("verify", str(copied)).exit_code == 1
    assert tieout("verify").stdout == "2026-09-30-aaaaaaaaaaaa is whole: every hash, row and cent as published.\n"


def test_verify_exits_1_and_names_what_changed(practice):
    tieout("run", "--landing", str(practice.landing))
    workbook = practice.settings.current.resolve() / "workbooks" / "daily_reconciliation.xlsx"
    workbook.chmod(0o600)
    workbook.write_text("x")
    result = tieout("verify", "--json")
    assert result.exit_code == 1
    assert last_object(result)["problems"] == ["workbooks/daily_reconciliation.xlsx was changed: its sha256 differs"]


def test_the_doctor_names_what_others_can_read(practice, monkeypatch):
    monkeypatch.setattr(doctors, "CHECKS", [doctors._rights])  # noqa: SLF001  (the slow checks are not asked here)
    practice.settings.published.mkdir(parents=True, mode=0o755)
    practice.settings.data.chmod(0o755)
    practice.settings.published.chmod(0o755)
    result = tieout("doctor", "--quiet")
    assert result.exit_code == 1
    assert "chmod 700" in result.stdout
    practice.settings.data.chmod(0o700)
    assert tieout("doctor", "--quiet").stdout == ""


def test_help_loads_nothing_heavy():
    heavy = "{'duckdb', 'polars', 'pandas', 'dbt', 'rich', 'pydantic_settings', 'great_expectations', 'structlog'}"
    code = f"import sys, pipeline.cli; sys.exit(len({heavy} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
