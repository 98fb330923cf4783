"""The build file: fresh every run, rows in one fixed order, exactly the files that lie there now."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.ingest.batch import judge_batch
from pipeline.ingest.build import open_build
from pipeline.ingest.landing import LandedFile
from pipeline.ingest.reading import FileReading
from pipeline.settings import Settings
from tests.ingest.test_batch import claim, payment, reading


@pytest.fixture
def settings(tmp_path):
    return Settings(data=tmp_path / "data")


def write(settings, readings, *, unstored=(), as_of=None):
    with open_build(settings, "code 1") as build:
        build.store.save(judge_batch(readings))
        landed = [reading.file for reading in (*readings, *unstored)]
        return build.write(landed, judge_batch(list(unstored)), as_of, "Test Practice")


def query(settings, sql):
    with duckdb.connect(str(settings.build_path), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def test_rows_stand_by_file_and_line_then_as_the_reader_delivered_them(settings):
    first = claim(9, None) | {"claim_position": "2"}
    write(
        settings,
        [
            reading("b", remittance_claim=[first, claim(3, None), claim(9, None)]),
            reading("a", remittance_claim=[claim(7, None)]),
        ],
    )
    assert query(settings, "select left(_file_id, 1), _line, claim_position from raw.remittance_claim") == [
        ("a", 7, 1),
        ("b", 3, 1),
        ("b", 9, 2),
        ("b", 9, 1),
    ]


def test_files_that_lie_there_no_more_are_left_out(settings):
    write(settings, [reading("a", remittance_payment=[payment(1)])])
    with open_build(settings, "code 1") as build:
        build.write([], judge_batch([]), None, "Test Practice")
    assert query(settings, "select count(*) from raw.remittance_payment") == [(0,)]
    assert query(settings, "select count(*) from raw.files") == [(0,)]


def test_a_duplicate_stands_beside_its_original(settings):
    original = reading("a", remittance_payment=[payment(1)])
    copy = LandedFile("z", Path("z"), original.file.sha256, 1, "duplicate", "the same bytes as a")
    write(settings, [original], unstored=[FileReading(copy, outcome=copy.outcome, reason=copy.reason)])
    assert query(settings, "select file_name, outcome, record_count from raw.files") == [
        ("a", "accepted", 1),
        ("z", "duplicate", 0),
    ]
    assert query(settings, "select count(*) from raw.remittance_payment") == [(1,)]


def test_the_as_of_date_falls_back_from_bank_to_remittance_to_posting_to_none(settings):
    assert write(settings, []) == date(1900, 1, 1)
    assert write(settings, [reading("a", remittance_payment=[payment(1)])]) == date(2026, 9, 1)
    balance = {"account_number": "1", "statement_date": "2026-08-31", "type_code": "015", "amount": "1"}
    assert write(settings, [reading("b", bank_balance=[balance | {"_line": 1, "_lines": 1}])]) == date(2026, 8, 31)
    assert write(settings, [], as_of=date(2020, 1, 1)) == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (
            "pm_transaction",
            {
                "practice_id": "1",
                "transaction_number": "1",
                "kind": "charge",
                "posting_date": "2026-07-09",
                "amount": "5",
            },
        ),
        ("card_payout", {"processor": "stripe", "payout_number": "1", "payout_date": "2026-07-09", "amount": "5"}),
        (
            "ledger_entry",
            {
                "account": "1",
                "posting_date": "2026-07-09",
                "amount": "5",
                "sign_convention": "natural",
                "occurrence": "1",
            },
        ),
    ],
)
def test_a_practice_that_delivers_one_kind_of_file_is_measured_at_its_last_day(settings, record, row):
    assert write(settings, [reading("a", **{record: [row | {"_line": 2, "_lines": 1}]})]) == date(2026, 7, 9)


def test_an_error_inside_leaves_no_lock(settings):
    with pytest.raises(RuntimeError), open_build(settings, "code 1"):
        raise RuntimeError
    assert write(settings, []) == date(1900, 1, 1)
