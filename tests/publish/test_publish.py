"""Write, audit, publish: whole and checked, or not at all; and every later change is noticed."""

import json
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import duckdb
import pytest

from pipeline.failure import StepFailedError
from pipeline.publish import Candidate, export_workbook, is_published, publish, rebuild_differences, republish
from pipeline.publish import snapshot as snapshots
from pipeline.publish.manifest import Check, load_marts, read_manifest
from pipeline.publish.verify import find_workbook, verify
from tests.fake_build import MARTS, make_settings, write_build

PASSED = Check("proved", Decimal("113.00"), Decimal("113.00"), Decimal(0), "pass", "block")
FAILED = Check("unproved", Decimal("113.00"), Decimal("112.99"), Decimal("0.01"), "fail", "block")
WARNED = Check("odd", Decimal(1), Decimal(0), Decimal(1), "fail", "warn", "Odd, is it not?")


@pytest.fixture
def settings(tmp_path, monkeypatch):
    book = SimpleNamespace(write=lambda con, path: path.write_text(str(con.execute("from marts.deposits").fetchall())))
    monkeypatch.setattr(snapshots, "load_workbooks", lambda: {"daily": book})
    return make_settings(tmp_path)


def candidate(settings, *checks, run_id="2026-09-30-aaaaaaaaaaaa", more=()):
    build = write_build(settings, *more)
    docs = settings.warehouse / "data_docs"
    docs.mkdir(exist_ok=True)
    (docs / "index.html").write_text("plausible")
    files = [{"name": "bank.bai", "sha256": "aa11"}]
    return Candidate(run_id, date(2026, 9, 30), "c0de", build, MARTS, files, list(checks) or [PASSED], docs)


def damage(path, act):
    path.parent.chmod(0o700)
    path.chmod(0o600)
    act(path)


def test_a_snapshot_holds_the_marts_and_nothing_of_staging(settings):
    folder = publish(settings, candidate(settings))
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as con:
        tables = con.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall()
    assert tables == [("marts", mart.name) for mart in MARTS]
    assert b"SMITHERS" not in (folder / "warehouse.duckdb").read_bytes()
    assert settings.current.resolve() == folder.resolve()
    assert not list(settings.published.glob(".tmp-*"))


def test_exports_are_ordered_by_key_and_the_manifest_counts_rows_and_cents(settings):
    folder = publish(settings, candidate(settings, PASSED, WARNED))
    parquet = folder / "marts" / "marts.deposits.parquet"
    assert [row[0] for row in duckdb.sql(f"from '{parquet}'").fetchall()] == ["d1", "d2", "d3"]
    manifest = read_manifest(folder)
    deposits = next(mart for mart in manifest["marts"] if mart["name"] == "deposits")
    assert (deposits["rows"], deposits["cents"], deposits["money"]) == (3, 11300, "amount")
    assert manifest["checks"][0] == {
        "id": "proved", "left": 113, "right": 113, "difference": 0, "status": "pass", "severity": "block",
    }  # fmt: skip
    assert manifest["warnings"] == ["Odd, is it not?"]


def test_the_same_build_gives_the_same_manifest_bytes(settings):
    first = publish(settings, candidate(settings))
    second = publish(settings, candidate(settings, run_id="2026-09-30-bbbbbbbbbbbb"))
    texts = [(folder / "manifest.json").read_text() for folder in (first, second)]
    assert texts[0].replace("a" * 12, "b" * 12) == texts[1]


def test_data_docs_lose_their_clock_and_their_random_names(settings):
    given = candidate(settings)
    page = "<a href=#p-53cdbcf8-0fa0-4632-adb4-d7729fe4ccca>20261121T201840.281719Z 20260930T000000.000000Z</a>"
    (given.docs / "index.html").write_text(page)
    published = publish(settings, given) / "data_docs" / "index.html"
    assert published.read_text() == "<a href=#p-id-1> 20260930T000000.000000Z</a>"


def test_nothing_is_published_when_a_blocking_check_failed_and_the_old_snapshot_stays(settings):
    old = publish(settings, candidate(settings))
    with pytest.raises(StepFailedError):
        publish(settings, candidate(settings, FAILED, run_id="2026-09-30-bbbbbbbbbbbb"))
    assert settings.current.resolve() == old.resolve()
    assert [path.name for path in settings.published.iterdir()].count("2026-09-30-bbbbbbbbbbbb") == 0


def test_a_warning_publishes_a_broken_model_does_not(settings):
    warned = candidate(settings, PASSED, WARNED)
    assert warned.may_publish
    assert not Candidate(**{**vars(warned), "broken": ["deposits"]}).may_publish


def test_everything_is_sealed_read_only(settings):
    folder = publish(settings, candidate(settings))
    modes = {path.stat().st_mode & 0o777 for path in folder.rglob("*")} | {folder.stat().st_mode & 0o777}
    assert modes == {0o400, 0o500}


@pytest.mark.parametrize(
    ("name", "act", "says"),
    [
        ("marts/marts.deposits.parquet", lambda path: path.write_bytes(b"x"), "its sha256 differs"),
        ("workbooks/daily.xlsx", lambda path: path.write_text("x"), "its sha256 differs"),
        ("data_docs/index.html", lambda path: path.unlink(), "is missing"),
        ("manifest.json", lambda path: path.write_text("{"), "manifest.json is missing or damaged"),
        ("manifest.json", lambda path: path.write_text("[]"), "manifest.json is missing or damaged"),
        ("warehouse.duckdb", lambda path: path.unlink(), "cannot be read"),
        ("warehouse.duckdb", lambda path: path.write_bytes(path.read_bytes()[:9000]), "cannot be read"),
        ("marts/extra.parquet", lambda path: path.write_text("x"), "does not belong here"),
    ],
)
def test_verification_notices_what_was_changed(settings, name, act, says):
    folder = publish(settings, candidate(settings))
    assert verify(folder) == []
    (folder / name).parent.chmod(0o700)
    (folder / name).touch()
    damage(folder / name, act)
    assert any(says in problem for problem in verify(folder))
    assert not is_published(settings, folder.name)


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("update marts.deposits set amount = amount + 0.01 where deposit_id = 'd1'", "rows and cents of the manifest"),
        ("delete from marts.exceptions", "rows and cents of the manifest"),
        ("update marts.exceptions set code = 'NICE'", "not the same as its Parquet export"),
        ("drop table marts.checks", "mart checks is missing"),
        ("create table marts.more as select 1 as one", "marts.more does not belong here"),
    ],
)
def test_verification_reads_every_cell_of_the_warehouse(settings, statement, says):
    folder = publish(settings, candidate(settings))

    def change(path):
        with duckdb.connect(str(path)) as con:
            con.execute(statement)

    damage(folder / "warehouse.duckdb", change)
    assert any(says in problem for problem in verify(folder))


def test_a_damaged_snapshot_of_the_same_run_is_replaced(settings):
    folder = publish(settings, candidate(settings))
    damage(folder / "workbooks" / "daily.xlsx", lambda path: path.write_text("x"))
    assert verify(publish(settings, candidate(settings))) == []


def test_a_rebuild_names_the_marts_that_came_out_differently(settings):
    publish(settings, candidate(settings))
    assert rebuild_differences(settings, candidate(settings)) == []
    changed = candidate(settings, more=["update marts.deposits set amount = 1 where deposit_id = 'd1'"])
    assert rebuild_differences(settings, changed) == ["deposits"]
    assert len(list(settings.published.iterdir())) == 2


def test_an_earlier_snapshot_can_be_pointed_to_again(settings):
    first = publish(settings, candidate(settings))
    publish(settings, candidate(settings, run_id="2026-09-30-bbbbbbbbbbbb"))
    republish(settings, first.name)
    assert settings.current.resolve() == first.resolve()
    assert settings.current.readlink().name == first.name


def test_a_copied_workbook_is_traced_to_its_run_until_it_is_changed(settings, tmp_path):
    folder = publish(settings, candidate(settings))
    copied = export_workbook(folder, "daily", tmp_path)
    assert find_workbook(settings.published, copied) == folder.name
    copied.write_text("edited")
    assert find_workbook(settings.published, copied) is None


def test_marts_and_their_keys_come_from_dbt(tmp_path):
    node = {"resource_type": "model", "schema": "marts", "name": "denials", "config": {"meta": {"key": ["denial_id"]}}}
    staging = {**node, "schema": "staging", "name": "stg_denials"}
    (tmp_path / "manifest.json").write_text(json.dumps({"nodes": {"a": node, "b": staging}}))
    [mart] = load_marts(tmp_path)
    assert (mart.name, mart.key, mart.money) == ("denials", ("denial_id",), None)
