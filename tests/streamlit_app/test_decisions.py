"""A decision is one small file that a run can read, written whole, and never half understood."""

import csv
import datetime as dt
import json
import stat

import decisions
import pytest
import yaml

from pipeline.adapters import desk_decision
from pipeline.settings import DBT_PROJECT, SCHEMAS

pytestmark = pytest.mark.usefixtures("data")
CONTRACT = yaml.safe_load((SCHEMAS / "records" / "desk_decision.yaml").read_text())


def test_a_decision_has_exactly_the_columns_of_its_contract():
    path = decisions.record("match", "dep1", object_id="ev1", note="same trace")
    content = json.loads(path.read_text())
    assert (content.pop("tieout"), content.pop("version")) == ("desk_decision", 1)
    assert set(content) == set(CONTRACT["columns"])
    assert path.name == f"{content['decided_at'].replace('-', '').replace(':', '')}_{content['decision_number']}.json"


def test_the_adapter_reads_what_the_board_writes():
    path = decisions.record("assign", "exc1", assignee="Ana", note="knows the payer")
    assert desk_decision.identify(path.name, path.read_bytes()) == "desk_decision"
    row = desk_decision.read(path.name, path.read_bytes()).records["desk_decision"].row(0, named=True)
    assert (row["kind"], row["subject_id"], row["assignee"]) == ("assign", "exc1", "Ana")
    assert row["object_id"] is None


def test_the_kinds_of_decision_are_those_of_the_contract():
    assert set(decisions.KINDS) == set(CONTRACT["columns"]["kind"]["allowed"])


def test_the_board_offers_the_moves_the_seed_allows_and_no_others():
    with (DBT_PROJECT / "seeds" / "exception_transitions.csv").open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] not in ("note", "evidence")]
    assert {(row["state"], row["kind"]) for row in rows if not row["refusal"]} == {
        (state, kind) for state, kinds in decisions.MOVES.items() for kind in kinds
    }
    assert all(row["next_state"] == row["state"] for row in rows if row["refusal"])


def test_the_board_offers_the_classes_of_the_seed():
    with (DBT_PROJECT / "seeds" / "bank_line_classes.csv").open(newline="") as file:
        assert tuple(row["class"] for row in csv.DictReader(file)) == decisions.CLASSES


def test_waiting_names_whom_and_until_when():
    path = decisions.record("wait", "exc1", waiting_on="the bank", waiting_until=dt.date(2026, 10, 2))
    row = desk_decision.read(path.name, path.read_bytes()).records["desk_decision"].row(0, named=True)
    assert (row["kind"], row["waiting_on"], row["waiting_until"]) == ("wait", "the bank", "2026-10-02")


def test_only_its_owner_can_read_a_decision_and_no_half_file_is_left():
    path = decisions.record("note", "exc1", note="payer called back")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    "arguments",
    [
        {"kind": "shred", "subject_id": "dep1"},
        {"kind": "match", "subject_id": "dep1", "note": "same trace"},
        {"kind": "match", "subject_id": "dep1", "object_id": "ev1"},
        {"kind": "unmatch", "subject_id": "dep1", "object_id": "ev1", "note": " "},
        {"kind": "classify", "subject_id": "dep1", "object_id": "rent"},
        {"kind": "resolve", "subject_id": "exc1"},
        {"kind": "assign", "subject_id": "exc1", "assignee": "  "},
        {"kind": "note", "subject_id": "exc1"},
        {"kind": "wait", "subject_id": "exc1", "waiting_on": "the bank"},
        {"kind": "wait", "subject_id": "exc1", "waiting_until": dt.date(2026, 9, 30)},
        {"kind": "resolve", "subject_id": "", "note": "bank letter"},
    ],
)
def test_an_incomplete_decision_is_refused_and_leaves_no_file(data, arguments):
    with pytest.raises(ValueError, match=r"decision"):
        decisions.record(arguments.pop("kind"), **arguments)
    assert not list((data / "landing").rglob("*.json"))


def test_decisions_wait_until_a_run_has_read_their_file():
    first, second = (decisions.record("resolve", name, note="bank letter") for name in ("exc1", "exc2"))
    assert {row["subject_id"] for row in decisions.waiting(set())} == {"exc1", "exc2"}
    assert [row["subject_id"] for row in decisions.waiting({first.name})] == ["exc2"]
    assert decisions.waiting({first.name, second.name}) == []
