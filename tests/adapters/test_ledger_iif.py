"""IIF as accounts and entries: signs, balance, refusals, what is ignored."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.adapters.ledger_iif import read

COLUMNS = "TRNSID\tTRNSTYPE\tDATE\tACCNT\tAMOUNT\tDOCNUM"
HEAD = [f"!TRNS\t{COLUMNS}", f"!SPL\t{COLUMNS}", "!ENDTRNS"]


def read_lines(*lines: str):
    reading = read("books.iif", "\n".join([*HEAD, *lines, ""]).encode())
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def entry(amount: str, *splits: str, kind: str = "DEPOSIT"):
    lines = [f"TRNS\t1\t{kind}\t9/2/2026\tCash\t{amount}\tD1"]
    return [*lines, *(f"SPL\t\t\t\tFees {split}\t{split}" for split in splits), "ENDTRNS"]


def test_debits_are_positive_and_a_split_takes_over_what_it_leaves_out():
    rows = read_lines(*entry("10.00", "-10.00")).records["ledger_entry"]
    assert rows.select("account", "posting_date", "transaction_type", "entry_number", "amount").rows() == [
        ("Cash", "2026-09-02", "DEPOSIT", "1", "10.00"),
        ("Fees -10.00", "2026-09-02", "DEPOSIT", "1", "-10.00"),
    ]
    assert rows["sign_convention"].unique().to_list() == ["debit_positive"]


@pytest.mark.parametrize(("splits", "other"), [(("-3",), "Fees -3"), (("-1", "-2"), "-SPLIT-")])
def test_the_other_side_is_named_where_there_is_one(splits, other):
    rows = read_lines(*entry("3", *splits)).records["ledger_entry"]
    assert rows["split_account"].to_list() == [other, *["Cash"] * len(splits)]


def test_an_entry_out_of_balance_fails_its_own_total():
    totals = read_lines(*entry("10.00", "-10.00"), *entry("5.00", "-4.00")).totals
    assert [(total.scope, total.stated, total.found, total.line) for total in totals] == [
        ("transaction of line 7", "5.00", "4.00", 7),
        ("file", "15.00", "14.00", 7),
    ]


def test_what_posts_nothing_is_ignored_and_counted():
    reading = read_lines(*entry("10.00", "-10.00", kind="ESTIMATES"))
    assert reading.records["ledger_entry"].is_empty()
    assert reading.ignored == {"SPL": 1, "TRNS": 1}


def test_a_keyword_the_maker_does_not_have_is_counted_and_not_repeated():
    reading = read_lines("!JANE\tNAME", "JANE\tSAMPLE", "!CUST\tNAME", "CUST\tSAMPLE", *entry("10.00", "-10.00"))
    assert reading.ignored == {"CUST": 1, "another keyword": 1}


def test_a_file_that_ends_inside_a_transaction_is_incomplete():
    with pytest.raises(IncompleteFileError, match="line 4"):
        read_lines(*entry("10.00", "-10.00")[:-1])


def test_a_file_of_other_lists_only_says_so():
    with pytest.raises(UnreadableFileError, match="neither accounts"):
        read("lists.iif", b"!CUST\tNAME\nCUST\tSAMPLE\n")


def test_twins_are_told_apart():
    rows = read_lines(*entry("1", "-1"), *entry("1", "-1")).records["ledger_entry"]
    assert rows["occurrence"].to_list() == ["1", "1", "2", "2"]


@pytest.mark.parametrize(
    ("written", "day"), [("7/16/98", "1998-07-16"), ("7/16/26", "2026-07-16"), ("16 July 26", "16 July 26")]
)
def test_dates_are_those_of_the_us_edition(written, day):
    lines = [line.replace("9/2/2026", written) for line in entry("1", "-1")]
    assert read_lines(*lines).records["ledger_entry"]["posting_date"].to_list() == [day, day]
