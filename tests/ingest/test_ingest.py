"""From landing to raw: every file an outcome, every line and cent conserved, the same files the same tables."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest

from pipeline import adapters, ingest
from pipeline.ingest import ingest as run_ingest
from pipeline.ingest import landing
from pipeline.ingest.raw_tables import record_tables, support_tables
from pipeline.settings import Settings
from tests import fake_adapter

GOOD = ("FAKE", "P a 10.00 2026-09-01", "C 20.00 10.00", "END 4")
OTHER = ("FAKE", "P b 7.25 2026-08-15", "C 9.00 7.25", "C 1.00 0.00", "END 5")
BAD = (
    "FAKE",
    "P c 1.005 2026-09-03",
    "C 20.00 10.00",
    "P d 5.00 2026-09-02",
    "C 5.00 5.00",
    "X stray",
    "C 1 1",
    "END 8",
)
CANARY = "Zebrowski4711"


@pytest.fixture(autouse=True)
def _only_the_fake_adapter(monkeypatch):
    monkeypatch.setattr(adapters, "load_adapters", lambda: {"fake": fake_adapter})


@pytest.fixture
def settings(tmp_path):
    settings = Settings(data=tmp_path / "data", practice_name="Test Practice")
    settings.landing.mkdir(parents=True)
    return settings


def land(settings, name, *lines):
    path = settings.landing / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines))
    return path


def run(settings, **options):
    return run_ingest(settings, [settings.landing], **options)


def query(settings, sql):
    with duckdb.connect(str(settings.build_path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def raw(settings):
    """Every raw table, rows in the order they stand."""
    names = [name for (name,) in query(settings, "select table_name from duckdb_tables where schema_name = 'raw'")]
    return {name: query(settings, f'from raw."{name}"') for name in sorted(names)}


def outcomes(settings):
    return dict(query(settings, "select file_name, outcome from raw.files"))


def test_all_raw_tables_are_there_even_when_nothing_landed(settings):
    result = run(settings)
    assert set(raw(settings)) == {*record_tables(), *support_tables()}
    assert (result.files, result.as_of) == ({}, date(1900, 1, 1))
    assert raw(settings)["run"] == [(date(1900, 1, 1), "Test Practice")]


def test_rows_arrive_typed_with_their_file_and_line(settings):
    land(settings, "a.fake", *GOOD)
    run(settings)
    [(amount, day, file_id, line)] = query(
        settings, "select payment_amount, payment_date, _file_id, _line from raw.remittance_payment"
    )
    assert (amount, day, line) == (Decimal("10.00"), date(2026, 9, 1), 2)
    assert query(settings, "select file_id, left(sha256, 16) from raw.files") == [(file_id, file_id)]


def test_each_file_has_its_outcome_and_a_reason(settings):
    land(settings, "bad.fake", *BAD)
    land(settings, "boom.fake", "FAKE", f"BOOM {CANARY}", "END 3")
    land(settings, "copy.fake", *GOOD)
    land(settings, "empty.fake")
    land(settings, "good.fake", *GOOD)
    land(settings, "notes.txt", "hello")
    land(settings, "torn.fake", *GOOD[:-1])
    result = run(settings)
    assert outcomes(settings) == {
        "bad.fake": "partly_accepted",
        "boom.fake": "quarantined",
        "copy.fake": "accepted",
        "empty.fake": "incomplete",
        "good.fake": "duplicate",
        "notes.txt": "unrecognised",
        "torn.fake": "incomplete",
    }
    assert sum(result.files.values()) == 7
    assert query(settings, "select count(*) from raw.files where reason is null") == [(1,)]


def test_a_malformed_row_is_quarantined_with_line_and_reason_and_takes_its_children(settings):
    land(settings, "bad.fake", *BAD)
    run(settings)
    assert query(settings, "select line, record, column_name, rule, reason from raw.quarantined_rows") == [
        (2, "remittance_payment", "payment_amount", "money", "payment_amount: money has more than two decimals"),
        (3, "remittance_claim", "(row)", "parent", "the row it belongs to (line 2) was refused"),
        (6, "(unread)", "(row)", "reader", "the line starts with no known mark"),
        (7, "remittance_claim", "(row)", "parent", "the row it belongs to (line 6) was refused"),
    ]
    assert query(settings, "select line_count, envelope_count, record_count, accepted_count from raw.files") == [
        (8, 2, 6, 2)
    ]


def test_lines_and_cents_are_conserved(settings):
    for name, lines in (("a", GOOD), ("b", OTHER), ("c", BAD), ("d", ("FAKE", "TORN", "END 3"))):
        land(settings, f"{name}.fake", *lines)
    run(settings)
    broken = """
        select file_name from raw.files
        where line_count <> envelope_count + record_count or record_count <> accepted_count + quarantined_count
        union all
        select record from raw.file_records
        where rows_read <> rows_accepted + rows_refused or cents_read <> cents_accepted + cents_refused
    """
    assert query(settings, broken) == []
    assert query(settings, "select sum(quarantined_count) from raw.files") == query(
        settings, "select sum(line_count) from raw.quarantined_rows"
    )
    assert query(
        settings, "select sum(cents_accepted) from raw.file_records where record = 'remittance_payment'"
    ) == query(settings, "select cast(sum(payment_amount) * 100 as bigint) from raw.remittance_payment")


def test_a_second_run_reads_nothing_and_gives_the_same_tables(settings):
    for name, lines in (("a", GOOD), ("b", OTHER), ("c", BAD), ("e", ())):
        land(settings, f"{name}.fake", *lines)
    first_result = run(settings)
    first = raw(settings)
    second_result = run(settings)
    assert (first_result.files_read, second_result.files_read) == (3, 0)
    assert raw(settings) == first


def test_the_order_in_which_files_arrive_does_not_matter(settings, tmp_path):
    files = {"a.fake": GOOD, "b.fake": OTHER, "c.fake": BAD, "d.fake": GOOD}
    for name, lines in reversed(files.items()):
        land(settings, name, *lines)
        run(settings)
    at_once = Settings(data=tmp_path / "at_once", practice_name="Test Practice")
    for name, lines in files.items():
        land(at_once, name, *lines)
    run(at_once)
    assert raw(settings) == raw(at_once)


def test_the_cut_into_batches_does_not_matter(settings, monkeypatch):
    for number in range(7):
        land(settings, f"{number}.fake", "FAKE", f"P {number} {number}.50 2026-09-0{number + 1}", "C 1 1", "END 4")
    run(settings)
    at_once = raw(settings)
    settings.store_path.unlink()
    monkeypatch.setattr(ingest, "BATCH_FILES", 2)
    run(settings)
    assert raw(settings) == at_once


def test_a_file_that_left_the_landing_folder_leaves_the_raw_tables(settings):
    path = land(settings, "a.fake", *GOOD)
    land(settings, "b.fake", *OTHER)
    run(settings)
    path.unlink()
    run(settings)
    assert query(settings, "select transaction_digest from raw.remittance_payment") == [("b" * 32,)]


def test_a_file_that_was_renamed_is_read_again_because_a_name_may_hold_a_date(settings):
    path = land(settings, "a.fake", *GOOD)
    run(settings)
    path.rename(settings.landing / "z.fake")
    assert run(settings).files_read == 1
    assert outcomes(settings) == {"z.fake": "accepted"}
    assert query(settings, "select count(*) from raw.remittance_payment") == [(1,)]


def test_a_torn_file_that_is_completed_later_is_accepted(settings):
    land(settings, "a.fake", *GOOD[:-1])
    run(settings)
    assert outcomes(settings) == {"a.fake": "incomplete"}
    land(settings, "a.fake", *GOOD)
    run(settings)
    assert outcomes(settings) == {"a.fake": "accepted"}


def test_a_file_that_changes_while_it_is_read_is_read_again_next_time(settings, monkeypatch):
    path = land(settings, "a.fake", *GOOD)
    listed = landing.list_landed([settings.landing])
    monkeypatch.setattr(ingest, "list_landed", lambda _: listed)
    path.write_text("\n".join(OTHER))
    run(settings)
    assert outcomes(settings) == {"a.fake": "incomplete"}
    monkeypatch.undo()
    monkeypatch.setattr(adapters, "load_adapters", lambda: {"fake": fake_adapter})
    run(settings)
    assert outcomes(settings) == {"a.fake": "accepted"}


def test_other_reading_code_reads_everything_again(settings, monkeypatch):
    land(settings, "a.fake", *GOOD)
    run(settings)
    monkeypatch.setattr(ingest, "reading_fingerprint", lambda: "other code")
    assert run(settings).files_read == 1


def test_a_damaged_store_is_begun_anew(settings):
    land(settings, "a.fake", *GOOD)
    run(settings)
    settings.store_path.write_bytes(b"no database")
    assert run(settings).files_read == 1
    assert outcomes(settings) == {"a.fake": "accepted"}


def test_the_as_of_date_is_the_one_given_else_the_latest_landed(settings):
    land(settings, "a.fake", *GOOD)
    assert run(settings).as_of == date(2026, 9, 1)
    assert run(settings, as_of=date(2026, 7, 31)).as_of == date(2026, 7, 31)
    assert query(settings, "select as_of from raw.run") == [(date(2026, 7, 31),)]


def test_control_totals_are_kept_with_what_was_found(settings):
    land(settings, "a.fake", *GOOD)
    run(settings)
    assert query(settings, "select line, scope, name, kind, stated, found, severity from raw.control_totals") == [
        (4, "file", "lines", "count", Decimal(4), Decimal(4), "block")
    ]


def test_lines_of_which_no_value_is_kept_are_counted_by_kind_and_strangers_named(settings):
    land(settings, "a.fake", "FAKE", "P a 1 2026-09-01", "N some note", "N other", "? what", "END 6")
    assert run(settings).files_read == 1
    assert query(settings, "select kind, line_count from raw.ignored_lines order by kind") == [("?", 1), ("N", 2)]
    assert query(settings, "select outcome, envelope_count, reason from raw.files") == [
        ("accepted", 5, "Not known to the fake format, therefore counted and not used: ? (1).")
    ]


def test_progress_counts_up_to_the_bytes_of_the_new_files(settings):
    for number in range(3):
        land(settings, f"{number}.fake", "FAKE", f"P {number} 1 2026-09-01", "END 3")
    size = len((settings.landing / "0.fake").read_bytes())
    seen = []
    run(settings, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(size, 3 * size), (2 * size, 3 * size), (3 * size, 3 * size)]


def test_decisions_outside_the_landing_folder_are_ingested_under_their_folders_name(settings, tmp_path):
    land(settings, "a.fake", *GOOD)
    (tmp_path / "decisions").mkdir()
    (tmp_path / "decisions" / "d.fake").write_text("\n".join(OTHER))
    run_ingest(settings, [settings.landing, tmp_path / "decisions"])
    assert set(outcomes(settings)) == {"a.fake", "decisions/d.fake"}


def test_no_value_of_a_file_is_in_a_reason_or_a_log(settings, capfd):
    land(settings, "boom.fake", "FAKE", f"BOOM {CANARY}", "END 3")
    land(settings, "bad.fake", "FAKE", f"P a {CANARY} {CANARY}", f"C {CANARY} {CANARY}", f"X {CANARY}", "END 5")
    land(settings, "end.fake", "FAKE", f"P a 1 {CANARY}", f"END {CANARY}")
    run(settings)
    for name in ("files", "control_totals", "file_records"):
        assert CANARY not in str(raw(settings)[name])
    assert CANARY not in str(query(settings, "select * exclude (row_text) from raw.quarantined_rows"))
    assert CANARY in str(query(settings, "select row_text from raw.quarantined_rows"))
    assert CANARY not in "".join(capfd.readouterr())


def test_a_name_is_text_and_nothing_else(settings):
    name = 'it\'s "quoted"; drop table raw.files; --\n=cmd.fake'
    land(settings, name, *GOOD)
    run(settings)
    assert outcomes(settings) == {name.replace("\n", "\\n"): "accepted"}
