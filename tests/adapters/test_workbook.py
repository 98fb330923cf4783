"""Workbooks read sheet by sheet, each by its own layout."""

from datetime import date

import pytest

from pipeline.adapters import UnreadableFileError
from pipeline.adapters.workbook import identify, read
from pipeline.contracts import load_contracts
from pipeline.ingest.judging import judge
from pipeline.ingest.reading import require_whole
from tests.formats.test_sheets import workbook_of

HEADER = ["ID", "PracticeId", "PostDate", "PayerType", "PayerName", "PaymentMethod", "ReferenceNumber", "Amount"]
HEADER += ["Applied", "Unapplied"]


def payment(number, amount, day=date(2026, 7, 1)):
    return [number, 1001, day, "Insurance", "Granite Mutual PPO", "EFT", "9", amount, 0, 0]


def test_sheets_are_numbered_on_and_what_no_layout_knows_is_told():
    data = workbook_of(
        [["Payments"], HEADER, payment(7, 12.1), payment(8, ("=1/0", "#DIV/0!"))],
        [["a pivot"], [], ["of something"]],
        [HEADER, payment(9, 12.345), payment(10, 5, 46204)],
    )
    assert identify("x.xlsx", data[:65_536]) == "workbook"
    reading = read("x.xlsx", data)
    require_whole(reading)
    payments = reading.records["pm_payment"]
    assert payments.select("payment_number", "posting_date", "amount", "_line").rows() == [
        ("7", "2026-07-01", "12.1", 3),
        ("9", "2026-07-01", "12.345", 9),
        ("10", "2026-07-01", "5", 10),
    ]
    assert reading.refused["_line"].to_list() == [4]
    assert (reading.lines, reading.envelope) == (10, 6)
    assert reading.notes == [
        "sheet 1 is pm_kareo_payments, from line 1",
        "sheet 2 has no layout: 2 filled rows were not read",
        "sheet 3 is pm_kareo_payments, from line 8",
    ]
    accepted, _ = judge(load_contracts()["pm_payment"], payments)
    assert accepted["payment_number"].to_list() == ["7", "10"], "money with three decimals is never rounded"


def test_a_workbook_without_a_known_sheet_is_unreadable():
    with pytest.raises(UnreadableFileError, match="no sheet"):
        read("x.xlsx", workbook_of([["a", "b"]]))
