"""Claim acknowledgments: statuses of claims only, with sender and batch from the loops above."""

import pytest

from pipeline.adapters import ack_277ca
from pipeline.settings import PROJECT

SENT = (PROJECT / "data" / "samples" / "golden" / "ack_277ca" / "accepted_and_rejected.277ca").read_bytes()
LEVELS = (PROJECT / "data" / "samples" / "golden" / "ack_277ca" / "statuses_of_every_level.277ca").read_bytes()


def read_whole(data: bytes):
    reading = ack_277ca.read("any", data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def test_statuses_of_every_level_are_rows_of_their_level():
    rows = read_whole(SENT).records["claim_acknowledgment"]
    assert rows.select("level", "claim_number", "service_position", "status_position", "status_category").rows() == [
        ("receiver", None, "0", "1", "A1"),
        ("provider", None, "0", "2", "A1"),
        ("claim", "20501", "0", "1", "A2"),
        ("claim", "20503", "0", "1", "A3"),
        ("claim", "20503", "0", "2", "A7"),
        ("line", "20503", "1", "1", "A7"),
        ("claim", "20502", "0", "1", "A8"),
    ]


def test_every_status_of_one_stc_is_a_row_and_its_segment_is_counted_once():
    rows = read_whole(LEVELS).records["claim_acknowledgment"].filter(level="claim", claim_number="20602")
    assert rows.select("status_category", "status_code", "_line", "_lines").rows() == [
        ("A7", "562", 33, 5),
        ("A7", "128", 33, 0),
        ("A3", "21", 33, 0),
    ]


def test_what_receiver_and_provider_state_is_compared_with_the_claims_below_them():
    totals = [total for total in read_whole(LEVELS).totals if "(QTY" in total.name or "(AMT" in total.name]
    assert [
        (total.name, total.stated, total.found) for total in totals if total.stated.rstrip("0.") != total.found
    ] == [
        ("claims accepted (QTY*90)", "2", "1"),
        ("charges accepted (AMT*YU)", "220", "215"),
        ("charges rejected (AMT*YY)", "120", "120"),
        ("charges rejected (AMT*YY)", "120", "120"),
    ]
    assert {total.severity for total in totals} == {"warn"}


def test_a_batch_refused_without_listing_its_claims_is_compared_with_nothing():
    totals = [total for total in read_whole(LEVELS).totals if total.line > 45]
    assert [total.name for total in totals if "(QTY" in total.name or "(AMT" in total.name] == []


def test_amounts_that_are_no_money_are_compared_with_nothing():
    spoilt = read_whole(LEVELS.replace(b"*U*120*", b"*U*12x*").replace(b"AMT*YU*220", b"AMT*YU*2x0")).totals
    assert [total.name for total in spoilt if "(AMT" in total.name] == ["charges accepted (AMT*YU)"]


def test_an_acknowledgment_of_an_interchange_beside_the_277_is_a_verdict():
    beside = LEVELS.replace(b"GS*HN", b"TA1*000000022*260902*1730*A*000~\nGS*HN")
    verdict = read_whole(beside).records["batch_acknowledgment"].row(0, named=True)
    assert (verdict["level"], verdict["interchange_number"], verdict["verdict"]) == ("interchange", "000000022", "A")


def test_a_segment_no_277_has_is_refused():
    reading = read_whole(LEVELS.replace(b"REF*1K*GRM0001", b"QQQ*1K*GRM0001"))
    assert reading.refused["_line"].to_list() == [28]


def test_a_patient_level_under_another_code_is_known_by_its_name():
    rows = read_whole(SENT.replace(b"*3*PT", b"*3*23")).records["claim_acknowledgment"]
    assert rows.filter(level="claim")["claim_number"].to_list() == ["20501", "20503", "20503", "20502"]


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


def test_an_acknowledgment_without_patients_has_the_rows_above_them_and_refuses_nothing():
    head = SENT[: SENT.index(b"HL*4*")]
    reading = read_whole(head + b"SE*17*0001~GE*1*31~IEA*1*000000031~")
    assert (len(reading.records["claim_acknowledgment"]), len(reading.refused)) == (2, 0)


@pytest.mark.parametrize(
    ("version", "recognised_as"),
    [
        (b"005010X214", "ack_277ca"),
        (b"004040X167", "ack_277ca"),
        (b"005010X212", None),
        (b"005010X364", "ack_277ca"),
        (b"", None),
    ],
)
def test_only_the_claim_acknowledgment_among_the_277s_is_ours(version, recognised_as):
    assert ack_277ca.identify("x", SENT.replace(b"005010X214", version)) == recognised_as
