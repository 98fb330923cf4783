"""Claim status answers: what is found and what is not, at the level that was asked."""

import pytest

from pipeline.adapters import claim_status_277
from pipeline.settings import PROJECT

GOLDEN = PROJECT / "data" / "samples" / "golden"
SENT = (GOLDEN / "claim_status_277" / "found_and_not_found.277").read_bytes()


def read_whole(data: bytes):
    reading = claim_status_277.read("any", data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def statuses_of(data: bytes):
    return read_whole(data).records["claim_status"]


def test_a_claim_is_named_by_the_patient_control_number_else_by_the_trace():
    rows = statuses_of(SENT).filter(level="claim")
    assert rows["claim_number"].to_list() == ["20601", "20602", "ASK0003", "ASK0004", None]


def test_a_member_the_payer_does_not_find_is_answered_at_the_claim_and_a_provider_above_it():
    rows = statuses_of(SENT)
    assert rows.filter(status_category="D0").select("level", "claim_position", "entity_code").rows() == [
        ("claim", "3", "IL")
    ]
    assert rows.filter(status_category="E0").select("level", "claim_position", "claim_number").rows() == [
        ("provider", "0", None)
    ]


def test_lines_have_their_own_statuses_charges_and_dates():
    rows = statuses_of(SENT).filter(level="line")
    columns = (
        "service_position",
        "status_position",
        "status_category",
        "procedure_code",
        "charge_amount",
        "paid_amount",
    )
    assert rows.select(*columns, "service_start_date").rows() == [
        ("1", "1", "F1", "99214", "160", "130", "2026-08-25"),
        ("2", "1", "F1", "36415", "60", "50", "2026-08-24"),
        ("2", "2", "P3", "36415", "60", "50", "2026-08-24"),
        ("2", "3", "R3", "36415", "60", "50", "2026-08-24"),
    ]


def test_a_line_without_a_status_belongs_to_its_claim():
    silent = SENT.replace(b"STC*F1:65*20260910~\nREF*FJ", b"REF*FJ")
    rows = statuses_of(silent).filter(claim_position="1", service_position="0")
    assert rows["_lines"].to_list() == [11]


def test_a_claim_with_statuses_of_lines_only_hangs_on_the_first_of_them():
    silent = SENT.replace(b"STC*F1:65*20260910**220*180*20260908**20260910*EFT778~\n", b"")
    rows = statuses_of(silent).filter(claim_position="1")
    assert (rows["level"].unique().to_list(), rows["_lines"].to_list()) == (["line"], [11, 3, 0, 0])


def test_the_subscriber_of_a_dependent_belongs_to_the_dependents_claim():
    assert statuses_of(SENT).filter(claim_position="4").select("_line", "_lines").rows() == [(39, 8)]


def test_a_patient_without_any_answer_is_refused():
    assert read_whole(SENT).refused.select("_line", "_lines").rows() == [(46, 2)]


@pytest.mark.parametrize(
    ("version", "recognised_as"),
    [
        (b"005010X212", "claim_status_277"),
        (b"004010X093A1", "claim_status_277"),
        (b"005010X213", "claim_status_277"),
        (b"005010X214", None),
        (b"005010X364", None),
    ],
)
def test_every_277_but_the_acknowledgments_is_ours(version, recognised_as):
    assert claim_status_277.identify("x", SENT.replace(b"005010X212", version)) == recognised_as
