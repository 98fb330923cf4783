"""Whatever a file holds, reading it ends with rows or with an outcome and a sentence without values."""

import re

import pytest

from pipeline import adapters
from pipeline.adapters import desk_decision
from pipeline.ingest.landing import LandedFile, list_landed
from pipeline.ingest.reading import read_file
from tests import fake_adapter

CANARY = "Zebrowski4711"


@pytest.fixture(autouse=True)
def _only_the_fake_adapter(monkeypatch):
    monkeypatch.setattr(adapters, "load_adapters", lambda: {"fake": fake_adapter})


@pytest.fixture
def read(tmp_path):
    def read(*lines, name="a.fake"):
        (tmp_path / name).write_text("\n".join(lines))
        [file] = list_landed([tmp_path])
        return read_file(file)

    return read


def test_a_good_file_is_read_with_its_date(read):
    reading = read("FAKE", "P a 10.00 2026-09-01", "C 20.00 10.00", "END 4")
    assert (reading.recognised_as, reading.outcome, reading.reason) == ("fake", None, None)
    assert reading.delivered_at.isoformat() == "2026-09-02T08:00:00"
    assert reading.row_count == 2


@pytest.mark.parametrize(
    ("lines", "outcome", "reason"),
    [
        (["hello"], "unrecognised", "no reader knows this file"),
        (["FAKE", "P a 1 2026-09-01"], "incomplete", "the file ends without its END"),
        (["FAKE", "TORN", "END 3"], "quarantined", "line 2: the header is torn"),
        (["FAKE", "LOSE", "END 3"], "quarantined", "a line was lost or doubled"),
        (["FAKE", f"BOOM {CANARY}", "END 3"], "quarantined", "the fake reader failed (E-"),
        (["FAKE", "P a 1 2026-09-01", "END 3 \x00"], None, None),
    ],
)
def test_each_way_to_fail_has_its_outcome_and_sentence(read, lines, outcome, reason):
    reading = read(*lines)
    assert reading.outcome == outcome
    assert (reason in reading.reason) if reason else reading.reason is None


def test_a_reader_that_breaks_is_named_with_the_kind_of_error_and_no_value(read, capfd):
    reading = read("FAKE", f"BOOM {CANARY}", "END 3")
    assert "ValueError" in reading.reason
    assert CANARY not in reading.reason
    assert CANARY not in "".join(capfd.readouterr())


def test_a_reader_that_hands_over_other_columns_is_stopped(read, monkeypatch):
    good = fake_adapter.read

    def read_badly(name, data):
        reading = good(name, data)
        reading.records["remittance_claim"] = reading.records["remittance_claim"].drop("paid_amount")
        return reading

    monkeypatch.setattr(fake_adapter, "read", read_badly)
    reading = read("FAKE", "P a 10.00 2026-09-01", "END 3")
    assert reading.outcome == "quarantined"
    assert reading.reason == "the reader's rows do not have the columns of remittance_claim"


@pytest.mark.parametrize(("stated", "works"), [("12", True), ("-12.50", True), ("12.505", False), ("about 12", False)])
def test_a_control_total_must_be_a_number(read, monkeypatch, stated, works):
    monkeypatch.setattr(fake_adapter, "ControlTotal", lambda *args: adapters.ControlTotal(*args[:3], stated, *args[4:]))
    reading = read("FAKE", "P a 10.00 2026-09-01", "END 3")
    assert (reading.outcome is None) == works


def test_a_date_that_is_no_time_is_said_and_left_out(read, monkeypatch):
    good = fake_adapter.read

    def read_undated(name, data):
        reading = good(name, data)
        reading.delivered_at = "2026-13-45T00:00:00"
        return reading

    monkeypatch.setattr(fake_adapter, "read", read_undated)
    reading = read("FAKE", "P a 10.00 2026-09-01", "END 3")
    assert reading.delivered_at is None
    assert "not a real time" in reading.reason


def test_a_time_in_utc_is_kept_as_utc(read, monkeypatch):
    good = fake_adapter.read

    def read_dated(name, data):
        reading = good(name, data)
        reading.delivered_at = "2026-09-30T23:00:00Z"
        return reading

    monkeypatch.setattr(fake_adapter, "read", read_dated)
    assert read("FAKE", "P a 10.00 2026-09-01", "END 3").delivered_at.isoformat() == "2026-09-30T23:00:00"


def test_a_file_that_changed_since_it_was_listed_is_not_lasting(tmp_path):
    path = tmp_path / "a.fake"
    path.write_text("FAKE\nEND 2")
    [file] = list_landed([tmp_path])
    path.write_text("FAKE\nEND 2 changed")
    reading = read_file(file)
    assert (reading.outcome, reading.is_lasting) == ("incomplete", False)


def test_a_file_that_vanished_since_it_was_listed_is_incomplete(tmp_path):
    assert read_file(LandedFile("a", tmp_path / "a", sha256="0" * 64)).outcome == "incomplete"


def test_what_was_clear_at_the_door_is_not_read(tmp_path):
    file = LandedFile("a", tmp_path / "a", outcome="duplicate", reason="the same bytes as b")
    reading = read_file(file)
    assert (reading.outcome, reading.reason, reading.is_lasting) == ("duplicate", "the same bytes as b", False)


def test_a_reader_that_breaks_is_named_with_the_place_in_our_code(tmp_path, monkeypatch):
    def breaks(*_):
        raise KeyError(CANARY)

    monkeypatch.setattr(adapters, "load_adapters", lambda: {"desk_decision": desk_decision})
    monkeypatch.setattr(desk_decision, "_parse", breaks)
    (tmp_path / "decision.json").write_text('{"tieout": "desk_decision", "version": 1}')
    [file] = list_landed([tmp_path])
    assert re.search(
        r"desk_decision reader failed \(E-KeyError at adapters/desk_decision.py:\d+\)", read_file(file).reason
    )
    assert CANARY not in read_file(file).reason
