"""One run: what it publishes, what it refuses, what it says, and that it leaves no value behind."""

import json
import os
import subprocess
import sys
import time
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import duckdb
import psutil
import pytest
from filelock import FileLock

from pipeline import publish as publishing
from pipeline import run as runs
from pipeline import workspace
from pipeline.failure import StepFailedError, TryLaterError
from pipeline.logs import ALLOWED_KEYS
from pipeline.publish import audit as audits
from pipeline.publish import snapshot as snapshots
from pipeline.publish.manifest import Check, read_manifest
from pipeline.publish.verify import verify
from pipeline.run import run
from pipeline.transform import Transformation
from tests.fake_build import MARTS, make_settings, write_build

PASSED = Check("unique_deposits", Decimal(0), Decimal(0), Decimal(0), "pass", "block")
FAILED = Check("unique_deposits", Decimal(2), Decimal(0), Decimal(2), "fail", "block")
ODD = Check("plausible_cash_1", Decimal(1), Decimal(0), Decimal(1), "fail", "warn", "Odd.")


@pytest.fixture
def practice(tmp_path, monkeypatch):
    """A data folder whose ingest and models are the fake build; `more` and `done` can be set by a test."""
    world = type("World", (), {})()
    world.settings, world.more, world.done, world.name = make_settings(tmp_path), [], Transformation([PASSED], []), "a"

    def ingest(settings, _roots, _as_of, _progress):
        write_build(settings, *world.more)
        return f"2026-09-30-{world.name * 12}", date(2026, 9, 30), "c0de"

    monkeypatch.setattr(runs, "_ingest", ingest)
    monkeypatch.setattr(runs, "start", lambda _settings: None)
    monkeypatch.setattr(runs, "transform", lambda *_: world.done)
    monkeypatch.setattr(runs, "load_marts", lambda _target: MARTS)
    monkeypatch.setattr(audits, "_judge", lambda _con, _docs: [ODD])
    monkeypatch.setattr(snapshots, "load_workbooks", dict)
    world.run = lambda rebuild=False: run(world.settings, [tmp_path], None, rebuild, lambda *_: None)
    return world


def test_a_run_publishes_and_its_object_has_the_promised_shape(practice):
    report = practice.run()
    told = report.as_json()
    assert list(told) == ["run_id", "published", "snapshot", "files", "proof", "checks", "seconds"]
    assert told["published"] is True
    assert told["files"] == {"accepted": 1, "unrecognised": 1}
    assert told["proof"] == {
        "bank_credit_cents": 11300, "matched_cents": 10000, "classified_cents": 1234, "exception_cents": 66,
    }  # fmt: skip
    assert told["checks"] == {"passed": 5, "failed": 0, "warned": 1}
    assert list(told["seconds"]) == ["ingest", "verify", "transform", "audit", "publish"]
    assert verify(practice.settings.current.resolve()) == []
    assert read_manifest(report.snapshot)["warnings"] == ["Odd."]


def test_the_same_input_again_is_checked_and_not_built(practice):
    first = practice.run()
    practice.done = None
    second = practice.run()
    assert second.outcome == "nothing new"
    assert {**second.as_json(), "seconds": {}} == {**first.as_json(), "seconds": {}}


def test_a_blocking_failure_publishes_nothing_and_reports_from_the_build(practice):
    old = practice.run()
    practice.name, practice.done = "b", Transformation([FAILED], [])
    blocked = practice.run()
    assert not blocked.is_good
    assert blocked.findings.proof == old.findings.proof
    assert blocked.as_json()["checks"]["failed"] == 1
    assert practice.settings.current.resolve() == old.snapshot.resolve() == blocked.snapshot.resolve()


def test_money_that_does_not_add_up_blocks_by_our_own_arithmetic(practice):
    practice.more = ["update marts.deposits set matched_amount = 99.99 where deposit_id = 'd2'"]
    blocked = practice.run()
    assert not blocked.is_good
    assert [check.id for check in blocked.findings.checks if check.is_blocking] == ["bank_credits_add_up"]
    assert blocked.findings.proof.difference_cents == 1


def test_a_model_that_cannot_be_built_blocks_even_when_marts_are_missing(practice):
    practice.more, practice.done = ["drop table marts.landed_files", "drop table marts.exceptions"], None
    practice.done = Transformation([PASSED], ["exceptions", "landed_files"])
    report = practice.run()
    assert not report.is_good
    assert report.broken == ["exceptions", "landed_files"]


def test_a_build_without_its_proof_is_not_published(practice):
    practice.more = ["drop table marts.checks"]
    assert not practice.run().is_good


def test_a_rebuild_that_comes_out_the_same_says_so_and_another_is_refused(practice):
    practice.run()
    assert practice.run(rebuild=True).outcome == "rebuilt the same"
    practice.more = ["update marts.exceptions set amount = 0.67"]
    differs = practice.run(rebuild=True)
    assert (differs.is_good, differs.differing) == (False, ["exceptions"])


def test_what_changed_since_the_last_snapshot_is_counted(practice):
    practice.run()
    practice.name, practice.more = "b", ["update marts.exceptions set exception_id = 'x9', amount = 5"]
    changes = practice.run().findings.changes
    assert (changes.new_count, changes.new_amount) == (1, Decimal("5.00"))
    assert (changes.gone_count, changes.gone_amount) == (1, Decimal("0.66"))


def test_a_second_run_is_told_who_is_at_work(practice):
    practice.run()
    (practice.settings.data / ".lock.holder").write_text(json.dumps({"pid": 4711, "started": "2026-10-01 08:00:00"}))
    with FileLock(practice.settings.lock_path), pytest.raises(TryLaterError, match="process 4711, since 2026-10-01"):
        practice.run()


def test_without_room_nothing_is_touched(practice, monkeypatch):
    monkeypatch.setattr(workspace.shutil, "disk_usage", lambda _path: SimpleNamespace(free=1))
    with pytest.raises(TryLaterError, match="Too little disk space"):
        practice.run()
    assert not practice.settings.build_path.exists()


def test_what_a_killed_run_left_is_swept(practice):
    spilled = practice.settings.spill / "duckdb_temp_storage.tmp"
    half = practice.settings.published / ".tmp-2026-09-30-x" / "marts"
    for path in (spilled, half / "marts.deposits.parquet"):
        path.parent.mkdir(parents=True)
        path.write_text("SMITHERS")
    half.chmod(0o500)
    practice.run()
    assert not spilled.exists()
    assert not half.parent.exists()


def test_no_value_leaves_a_step_that_fails(practice, monkeypatch):
    def fail(*_):
        with duckdb.connect() as con:
            con.execute("select cast('SMITHERS' as integer)")

    monkeypatch.setattr(runs, "transform", fail)
    with pytest.raises(StepFailedError) as failed:
        practice.run()
    assert str(failed.value).startswith("E-transform: ConversionException at run.py:")
    assert failed.value.__suppress_context__
    log = (practice.settings.logs / "tieout.jsonl").read_text()
    assert "SMITHERS" not in log + str(failed.value)


def test_the_log_holds_allowed_keys_only_and_belongs_to_its_owner(practice):
    practice.run()
    path = practice.settings.logs / "tieout.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    assert set().union(*(json.loads(line) for line in path.read_text().splitlines())) <= ALLOWED_KEYS


def test_what_a_run_writes_is_private_and_the_umask_comes_back(practice):
    before = os.umask(0o022)
    try:
        practice.run()
        assert os.umask(0o022) == 0o022
    finally:
        os.umask(before)
    readable = [path for path in practice.settings.data.rglob("*") if path.lstat().st_mode & 0o077]
    assert [path for path in readable if not path.is_symlink()] == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux binds a child's life to its parent's")
def test_a_child_dies_with_its_parent():
    code = (
        "import subprocess, time\nfrom pipeline.bound import bound_command\n"
        "child = subprocess.Popen(bound_command('timeit', '-n1', '-r1', 'import time; time.sleep(60)'))\n"
        "print(child.pid, flush=True)\ntime.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        time.sleep(1)
        parent.kill()
    time.sleep(0.5)
    assert not psutil.pid_exists(child) or psutil.Process(child).status() == psutil.STATUS_ZOMBIE


@pytest.mark.parametrize("act", ["write_marts", "write_documents", "seal", "verify", "point_to"])
def test_a_run_killed_while_publishing_is_invisible_and_the_next_one_mends_it(practice, monkeypatch, act):
    def die(*_):
        raise KeyboardInterrupt

    old = practice.run().snapshot
    practice.name = "b"
    with monkeypatch.context() as patch:
        patch.setattr(publishing, act, die)
        with pytest.raises(KeyboardInterrupt):
            practice.run()
    assert practice.settings.current.resolve() == old.resolve()
    assert verify(old) == []
    new = practice.run().snapshot
    assert practice.settings.current.resolve() == new.resolve() != old.resolve()
    assert verify(new) == []
    assert {path.name for path in practice.settings.published.iterdir()} == {old.name, new.name, "current"}


def test_an_empty_landing_folder_never_replaces_what_is_published(tmp_path, monkeypatch):
    settings = make_settings(tmp_path)

    def ingest(*_):
        write_build(settings, "delete from raw.files")

    settings.published.mkdir(parents=True)
    (settings.published / "2026-09-30-old").mkdir()
    settings.current.symlink_to("2026-09-30-old")
    monkeypatch.setattr("pipeline.ingest.ingest", ingest)
    with pytest.raises(StepFailedError, match="No file lies in"):
        run(settings, [tmp_path], None, False, lambda *_: None)


def test_a_run_whose_readers_refuse_everything_is_not_published(practice):
    old = practice.run().snapshot
    practice.name = "b"
    practice.more = ["update marts.landed_files set outcome = 'quarantined', accepted_count = 0"]
    blocked = practice.run()
    assert [check.id for check in blocked.findings.checks if check.is_blocking] == ["rows_were_accepted"]
    assert practice.settings.current.resolve() == old.resolve()


def test_an_unchanged_file_that_is_no_longer_accepted_is_warned_of(practice):
    practice.run()
    practice.name = "b"
    practice.more = [
        "insert into marts.landed_files select 'more.bai', 'cc33', 'bai2', 'accepted', 1, 1, 0, null",
        "update marts.landed_files set outcome = 'quarantined' where file_name = 'bank.bai'",
    ]
    report = practice.run()
    assert report.is_good
    assert "1 unchanged files were accepted before, not now." in read_manifest(report.snapshot)["warnings"]
