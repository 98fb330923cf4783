"""A batch of files judged at once: each file keeps its own rows, and children fall with their parents."""

from pathlib import Path

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA, Reading
from pipeline.ingest.batch import judge_batch
from pipeline.ingest.landing import LandedFile
from pipeline.ingest.reading import FileReading
from tests.fake_adapter import frame


def payment(line, amount="10.00", **more):
    row = {"transaction_digest": "a" * 32, "payment_amount": amount, "payment_date": "2026-09-01", "claim_count": "1"}
    return row | {"_line": line, "_lines": 1} | more


def claim(line, parent, paid="10.00", lines=1):
    row = {"transaction_digest": "a" * 32, "claim_position": "1", "charge_amount": "20.00", "paid_amount": paid}
    return row | {"_line": line, "_lines": lines, "_parent": parent}


def service(line, parent, paid="10.00"):
    return claim(line, parent, paid) | {"service_position": "1"}


def reading(name, *, refused=(), **records):
    frames = {record: frame(record, rows) for record, rows in records.items()}
    lines = sum(int(rows["_lines"].sum()) for rows in frames.values()) + len(refused)
    unread = pl.DataFrame([(line, 1, "no mark", "text") for line in refused], schema=REFUSED_SCHEMA, orient="row")
    file = LandedFile(name, Path(name), sha256=(name * 64)[:64], byte_count=1)
    return FileReading(file, "fake", Reading(frames, lines=lines, envelope=0, refused=unread))


def lines_of(judged, record):
    return judged.accepted[record]["_line"].to_list() if record in judged.accepted else []


def quarantined(judged):
    return judged.quarantined_rows.select("line", "record", "rule").rows()


def test_a_child_falls_with_its_parent_down_to_the_last_grandchild():
    judged = judge_batch(
        [
            reading(
                "a",
                remittance_payment=[payment(1), payment(5, amount="x")],
                remittance_claim=[claim(2, 1), claim(6, 5)],
                remittance_service=[service(3, 2), service(7, 6)],
            )
        ]
    )
    assert lines_of(judged, "remittance_claim") == [2]
    assert lines_of(judged, "remittance_service") == [3]
    assert quarantined(judged) == [
        (5, "remittance_payment", "money"),
        (6, "remittance_claim", "parent"),
        (7, "remittance_service", "parent"),
    ]
    reasons = dict(judged.quarantined_rows.select("line", "reason").rows())
    assert reasons[6] == "the row it belongs to (line 5) was refused"


def test_a_parent_does_not_fall_with_its_child():
    judged = judge_batch([reading("a", remittance_payment=[payment(1)], remittance_claim=[claim(2, 1, paid="x")])])
    assert lines_of(judged, "remittance_payment") == [1]


def test_a_sibling_on_the_same_line_falls_with_the_rows_head_but_not_with_another_sibling():
    head_fails = reading("a", remittance_claim=[claim(4, None, paid="x")], remittance_service=[service(4, 4)])
    sibling_fails = reading("b", remittance_claim=[claim(4, None)], remittance_service=[service(4, 4, paid="x")])
    judged = judge_batch([head_fails, sibling_fails])
    assert judged.accepted["remittance_claim"]["_file_id"].to_list() == ["b" * 16]
    assert "remittance_service" not in judged.accepted


def test_rows_fall_with_a_line_the_reader_refused():
    judged = judge_batch([reading("a", refused=[1], remittance_claim=[claim(2, 1), claim(3, None)])])
    assert lines_of(judged, "remittance_claim") == [3]
    assert quarantined(judged) == [(1, "(unread)", "reader"), (2, "remittance_claim", "parent")]


def test_a_parent_in_one_file_has_no_children_in_another():
    bad = reading("a", remittance_payment=[payment(1, amount="x")])
    good = reading("b", remittance_payment=[payment(1)], remittance_claim=[claim(2, 1)])
    judged = judge_batch([bad, good])
    assert lines_of(judged, "remittance_claim") == [2]
    assert dict(judged.files.select("read_as", "outcome").rows()) == {"a": "quarantined", "b": "accepted"}


def test_empty_text_is_the_same_as_nothing():
    judged = judge_batch([reading("a", remittance_payment=[payment(1, trace_number="", production_date="")])])
    [row] = judged.accepted["remittance_payment"].to_dicts()
    assert row["trace_number"] is None
    assert row["production_date"] is None


def test_a_batch_without_files_is_empty():
    judged = judge_batch([])
    assert judged.accepted == {}
    assert [len(table) for table in (judged.files, judged.quarantined_rows, judged.control_totals)] == [0, 0, 0]
