"""Lockbox checks and invoices as rows: dates, dollars, control totals, files whose positions nobody knows."""

import pytest

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.adapters.lockbox_bai import identify, read
from tests.formats.test_bai_lockbox import BANK, HEAD, check, totals


def read_lines(*lines: str):
    reading = read("any", "\n".join([*HEAD, *lines]).encode())
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def items_of(*lines: str) -> list[dict]:
    return read_lines(*lines).records["lockbox_item"].rows(named=True)


def test_it_is_recognised_by_content_alone():
    assert identify("x.csv", "\n".join(HEAD).encode()) == "lockbox_bai"
    assert identify("x.txt", b"Date,Amount\n1,2\n") is None


def test_a_check_has_its_amount_its_magnetic_line_and_its_day():
    row = items_of(check(1, 5000), *totals(1, 5000))[0]
    assert (row["amount"], row["routing_number"], row["check_account"]) == ("50.00", BANK[1:], "0004400771")
    assert (row["check_number"], row["check_date"], row["deposit_date"]) == ("0000005120", "2026-08-28", "2026-09-02")
    assert (row["deposit_reference"], row["origin"], row["destination"]) == ("LB260902", "999999992", "841234567")


@pytest.mark.parametrize(
    ("day", "expected"), [("260828", "2026-08-28"), ("082826", "2026-08-28"), ("000000", None), ("150101", None)]
)
def test_the_day_of_a_check_is_read_in_the_form_that_lies_near_the_deposit(day, expected):
    assert (
        items_of(check(1, 5000, f"{BANK[1:]}00044007710000005120{day}"), *totals(1, 5000))[0]["check_date"] == expected
    )


def test_zeros_are_no_number_and_a_routing_number_has_nine_digits():
    assert items_of(check(1, 5000, "0" * 35), *totals(1, 5000))[0]["check_number"] is None
    assert items_of(check(1, 5000, f"{BANK}00044007710000005120"), *totals(1, 5000))[0]["routing_number"] == BANK[1:]


def test_invoices_hang_on_their_check_and_count_from_one():
    overflow = ["40010016010CLM-1               0000003000", "40010016029CLM-2               0000002000"]
    invoices = read_lines(check(1, 5000), *overflow, *totals(1, 5000)).records["lockbox_invoice"]
    assert invoices.select("invoice_position", "invoice_number", "amount", "_parent").rows() == [
        ("1", "CLM-1", "30.00", 4),
        ("2", "CLM-2", "20.00", 4),
    ]


def test_two_checks_of_one_item_number_are_two():
    assert [row["occurrence"] for row in items_of(check(1, 50), check(1, 50), *totals(2, 100))] == ["1", "2"]


def test_wrong_totals_block_wrong_counts_warn_and_one_right_total_is_enough_to_read():
    batch, deposit, end = totals(1, 5000)
    found = read_lines(check(1, 5000), batch, deposit.replace("00010000005000", "00020000005001"), end).totals
    assert [(t.scope, t.name, t.stated, t.found, t.severity) for t in found if t.stated != t.found] == [
        ("deposit", "checks", "2", "1", "warn"),
        ("deposit", "total", "50.01", "50.00", "block"),
    ]


def test_positions_that_no_total_proves_refuse_the_file_and_name_the_line():
    with pytest.raises(UnreadableFileError, match=r"line 5: no batch \(7\) or deposit \(8\) total is the sum"):
        read_lines(check(1, 5000), *totals(1, 5001))


def test_routing_numbers_that_prove_nothing_are_noted():
    assert read_lines(check(1, 5000, "1" * 35), *totals(1, 5000)).notes


@pytest.mark.parametrize("kept", [1, 2, 3, 4, 5])
def test_a_file_without_its_trailer_is_incomplete(kept):
    lines = [*HEAD, check(1, 5000), *totals(1, 5000)]
    with pytest.raises(IncompleteFileError, match=r"trailer \(9\)"):
        read("any", "\n".join(lines[:kept]).encode())


def test_a_line_of_no_record_type_is_refused():
    refused = read_lines(check(1, 5000), "HELLO", *totals(1, 5000)).refused
    assert refused.select("_line", "_lines").rows() == [(5, 1)]
