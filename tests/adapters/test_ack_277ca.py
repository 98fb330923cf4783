"""Claim acknowledgments: statuses of claims only, with sender and batch from the loops above."""

import pytest

from pipeline.adapters import ack_277ca
from pipeline.settings import PROJECT

SENT = (PROJECT / "data" / "samples" / "golden" / "ack_277ca" / "accepted_and_rejected.277ca").read_bytes()


def read_whole(data: bytes):
    reading = ack_277ca.read("any", data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def test_statuses_of_receiver_provider_and_line_are_no_rows():
    rows = read_whole(SENT).records["claim_acknowledgment"].select("claim_number", "status_position", "status_category")
    assert rows.rows() == [("20501", "1", "A2"), ("20503", "1", "A3"), ("20503", "2", "A7"), ("20502", "1", "A8")]


def test_a_patient_level_under_another_code_is_known_by_its_name():
    rows = read_whole(SENT.replace(b"*3*PT", b"*3*23")).records["claim_acknowledgment"]
    assert rows["claim_number"].to_list() == ["20501", "20503", "20503", "20502"]


def test_a_patient_without_claim_number_or_without_status_is_refused():
    nothing = SENT.replace(b"TRN*2*20501~\n", b"").replace(b"STC*A8:187*20260901*U*75~\n", b"")
    refused = read_whole(nothing).refused
    assert refused.select("_line", "_lines").rows() == [(20, 5), (34, 3)]
    assert refused["reason"].unique().to_list() == ["The patient has no claim with a status (TRN, STC)."]


def test_the_batch_of_one_transaction_is_not_that_of_the_next():
    second = b"ST*277*0002*005010X214~HL*1**PT~NM1*QC*1*A*B~TRN*2*7~STC*A2:20~SE*6*0002~GE*2"
    row = read_whole(SENT.replace(b"GE*1", second)).records["claim_acknowledgment"].row(-1, named=True)
    assert (row["claim_number"], row["batch_reference"], row["sender_name"], row["claim_position"]) == (
        "7",
        None,
        None,
        "1",
    )


def test_an_acknowledgment_without_patients_has_no_rows_and_refuses_nothing():
    head = SENT[: SENT.index(b"HL*4*")]
    reading = read_whole(head + b"SE*17*0001~GE*1*31~IEA*1*000000031~")
    assert (len(reading.records["claim_acknowledgment"]), len(reading.refused)) == (0, 0)


@pytest.mark.parametrize(
    ("version", "recognised_as"),
    [
        (b"005010X214", "ack_277ca"),
        (b"004040X167", "ack_277ca"),
        (b"005010X212", None),
        (b"005010X364", None),
        (b"", None),
    ],
)
def test_only_the_claim_acknowledgment_among_the_277s_is_ours(version, recognised_as):
    assert ack_277ca.identify("x", SENT.replace(b"005010X214", version)) == recognised_as
