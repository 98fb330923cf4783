"""Batch acknowledgments: whose verdict it is, what it counts, and what is refused because it speaks of nothing."""

import re

import pytest

from pipeline.adapters import HEAD_BYTES, ack_999
from pipeline.contracts import load_contracts
from pipeline.ingest.judging import judge
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
SENT = (GOLDEN / "ack_999" / "accepted_and_rejected.999").read_bytes()
OLD = (GOLDEN / "ack_999" / "group_alone.997").read_bytes()
ALONE = (GOLDEN / "ack_999" / "interchange_alone.ta1").read_bytes()


def read_whole(data: bytes):
    reading = ack_999.read("any", data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def verdicts_of(data: bytes):
    return read_whole(data).records["batch_acknowledgment"]


def test_a_fault_is_a_row_that_names_segment_and_element_and_hangs_on_what_it_is_in():
    rows = verdicts_of(SENT).filter(group_number="21", transaction_number="0002")
    columns = ("level", "verdict", "fault_codes", "segment_code", "element_position", "component_position", "_parent")
    assert rows.select(columns).rows() == [
        ("transaction", "R", "5 I5", None, None, None, 5),
        ("segment", None, "8", "CLM", None, None, 8),
        ("element", None, "7", "CLM", "5", "3", 9),
        ("segment", None, "3", "N3", None, None, 8),
    ]


def test_no_copy_of_a_faulty_element_is_kept():
    assert not any("SAMPLEVALUE" in str(value) for row in verdicts_of(SENT).rows() for value in row)


def test_an_unknown_verdict_is_refused_and_never_taken_for_a_yes():
    accepted, refused = judge(load_contracts()["batch_acknowledgment"], verdicts_of(SENT))
    assert len(accepted) == len(verdicts_of(SENT)) - 1
    assert refused["_line"].to_list() == [21]


def test_a_second_verdict_on_one_transaction_is_refused_where_it_stands():
    assert read_whole(SENT).refused.select("_line", "_lines").rows() == [(23, 1)]


def test_details_before_any_transaction_are_refused():
    stray = SENT.replace(b"AK2*837*0001*005010X222A1~\nIK5*A~\nAK2*837*0002", b"IK5*A~\nIK3*X*1~\nAK2*837*0002")
    assert (6, 2) in read_whole(stray).refused.select("_line", "_lines").rows()


def test_counts_of_a_group_are_compared_with_the_transactions_it_lists():
    totals = [total for total in read_whole(SENT).totals if "AK9" in total.name]
    assert [(total.name, total.stated, total.found) for total in totals] == [
        ("transactions received (AK902)", "4", "3"),
        ("transactions accepted (AK904)", "2", "2"),
        ("transactions received (AK902)", "2", "2"),
        ("transactions accepted (AK904)", "0", "2"),
    ]
    assert len({total.scope for total in totals}) == 2
    assert all(re.fullmatch("group at segment [0-9]+", total.scope) for total in totals), (
        "AK102 may be anybody's number"
    )


def test_a_group_is_a_row_with_its_verdict_and_figures_as_they_are_written():
    columns = ("group_number", "verdict", "fault_codes", "included_count", "received_count", "accepted_count", "_line")
    assert verdicts_of(SENT).filter(level="group").select(columns).rows() == [
        ("21", "P", "3 5", "4", "3", "2", 5),
        ("22", "R", None, "2", "2", "0", 20),
        ("23", None, None, None, None, None, 26),
    ]


def test_a_997_may_leave_out_what_it_accepts():
    totals = [total for total in read_whole(OLD).totals if "AK9" in total.name]
    assert [(total.stated, total.found) for total in totals] == [("3", "3"), ("2", "2")]


def test_a_group_or_transaction_without_verdict_is_told():
    assert read_whole(SENT).notes == [
        "Groups without a verdict (AK9): 1, the first at segment 26.",
        "Transactions without a verdict (IK5): 1, the first at segment 24.",
    ]


def test_interchange_verdicts_alone_are_read_and_told_apart():
    rows = verdicts_of(ALONE)
    assert rows.select("interchange_number", "verdict", "fault_codes").rows() == [
        ("000000021", "A", "000"),
        ("000000022", "R", "006"),
    ]
    assert rows["transaction_digest"].n_unique() == 2


@pytest.mark.parametrize(
    ("data", "recognised_as"),
    [
        (SENT, "ack_999"),
        (OLD, "ack_999"),
        (ALONE, "ack_999"),
        (b"\xef\xbb\xbf" + ALONE.replace(b"*", b"|"), "ack_999"),
        (ALONE.replace(b"TA1", b"TA2"), None),
        (SENT.replace(b"ST*999", b"ST*835"), None),
        (b"", None),
    ],
)
def test_acknowledgments_and_interchanges_with_nothing_but_a_ta1_are_ours(data, recognised_as):
    assert ack_999.identify("x", data[:HEAD_BYTES]) == recognised_as
