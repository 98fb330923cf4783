"""What is said about each file: outcome, reason, counts and cents."""

from pathlib import Path

from pipeline.ingest.batch import judge_batch
from pipeline.ingest.landing import LandedFile
from pipeline.ingest.reading import FileReading
from tests.ingest.test_batch import claim, payment, reading


def test_a_file_with_good_and_bad_rows_is_partly_accepted_and_says_where():
    judged = judge_batch(
        [reading("a", remittance_payment=[payment(1), payment(2, amount="1.005"), payment(3, amount="x")])]
    )
    [row] = judged.files.to_dicts()
    assert row["outcome"] == "partly_accepted"
    assert row["reason"] == "2 rows refused, first on line 2: payment_amount: money has more than two decimals"
    counts = ("line_count", "envelope_count", "record_count", "accepted_count", "quarantined_count")
    assert [row[name] for name in counts] == [3, 0, 3, 1, 2]


def test_the_reason_names_a_cause_before_a_row_that_only_fell_with_its_parent():
    rows = {"remittance_payment": [payment(5, amount="x")], "remittance_claim": [claim(5, 5)]}
    [row] = judge_batch([reading("a", **rows)]).files.to_dicts()
    assert row["reason"].startswith("1 row refused, on line 5: payment_amount: ")  # one row of the file, two records


def test_a_row_of_a_file_of_segments_is_told_by_its_segment_and_so_is_its_parent():
    read = reading("a", remittance_payment=[payment(5, amount="x")], remittance_claim=[claim(6, 5)])
    read.reading.unit = "segment"
    judged = judge_batch([read, reading("b", remittance_payment=[payment(5, amount="x")])])
    assert judged.files["reason"][0].startswith("2 rows refused, first on segment 5: ")
    assert judged.files["reason"][1].startswith("1 row refused, on line 5: ")
    fallen = judged.quarantined_rows.row(1, named=True)
    assert (fallen["line"], fallen["reason"]) == (6, "the row it belongs to (segment 5) was refused")


def test_a_file_with_bad_rows_only_is_quarantined():
    [row] = judge_batch([reading("a", remittance_payment=[payment(1, amount="x")])]).files.to_dicts()
    assert row["outcome"] == "quarantined"


def test_a_file_quarantined_whole_counts_as_one_row():
    file = LandedFile("a", Path("a"), sha256="a" * 64)
    judged = judge_batch([FileReading(file, "fake", outcome="quarantined", reason="torn")])
    [row] = judged.files.to_dicts()
    assert (row["record_count"], row["accepted_count"], row["quarantined_count"]) == (1, 0, 1)
    assert judged.quarantined_rows.select("line", "record", "column_name", "reason").rows() == [
        (0, "(file)", "(file)", "torn")
    ]


def test_a_file_that_was_never_read_counts_nothing():
    file = LandedFile("a", Path("a"), sha256="a" * 64)
    [row] = judge_batch([FileReading(file, outcome="incomplete", reason="empty")]).files.to_dicts()
    assert (row["line_count"], row["record_count"], row["quarantined_count"]) == (0, 0, 0)


def test_cents_are_counted_of_what_was_read_and_what_was_refused():
    rows = [payment(1, amount="10.01"), payment(2, amount="-2.5", claim_count="x"), payment(3, amount="1.005")]
    [counted] = judge_batch([reading("a", remittance_payment=rows)]).file_records.to_dicts()
    assert (counted["rows_read"], counted["rows_refused"]) == (3, 2)
    assert (counted["amount_column"], counted["cents_read"], counted["cents_refused"]) == ("payment_amount", 751, -250)


def test_refused_siblings_of_one_line_stand_together():
    siblings = [claim(4, None, paid="x"), claim(4, None, paid="y", lines=0)]
    judged = judge_batch([reading("a", remittance_claim=siblings)])
    [row] = judged.quarantined_rows.to_dicts()
    assert (row["line"], row["line_count"]) == (4, 1)
    assert row["row_text"].count('"paid_amount"') == 2


def test_the_refused_row_itself_is_kept_beside_a_reason_that_does_not_repeat_it():
    [row] = judge_batch([reading("a", remittance_claim=[claim(4, None, paid="Zebrowski")])]).quarantined_rows.to_dicts()
    assert "Zebrowski" in row["row_text"]
    assert "Zebrowski" not in row["reason"]


def test_a_file_without_rows_says_so_and_what_was_passed_over():
    empty, passed = reading("a"), reading("b")
    passed.reading.ignored = {"BUYSTOCK": 2}
    rows = judge_batch([empty, passed]).files.to_dicts()
    assert [row["outcome"] for row in rows] == ["accepted", "accepted"]
    assert rows[0]["reason"] == "read whole, and no row stands in it"
    assert rows[1]["reason"].endswith("but of kinds that are not used: BUYSTOCK (2)")
