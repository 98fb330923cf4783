"""Delimited exports by layout: recognition, records of one row, refusals, account trees, where the delivery date is."""

import time

import pytest

from pipeline.adapters import recognise
from pipeline.adapters.delimited import identify, read

CHARGE = {
    "ID": "1",
    "PracticeID": "1001",
    "EncounterID": "7",
    "ServiceStartDate": "9/1/2026",
    "PostingDate": "9/2/2026",
    "ProcedureCode": "99213",
    "TotalCharges": "$1,150.00",
    "TotalBalance": "0.00",
    "PrimaryInsuranceInsurancePayment": "0.00",
    "PrimaryInsuranceInsuranceContractAdjustment": "0.00",
    "SecondaryInsuranceInsurancePayment": "",
    "PatientPaymentAmount": "",
}
GL = (
    "Cedar Hollow LLC\nGeneral Ledger\nSeptember 2026\n\n"
    ",Date,Transaction Type,Num,Name,Memo/Description,Split,Amount,Balance\n"
)


def csv_of(*rows: dict) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def read_whole(data: bytes, name: str = "x.csv"):
    reading = read(name, data)
    owned = sum(int(frame["_lines"].sum()) for frame in (*reading.records.values(), reading.refused))
    assert reading.lines == reading.envelope + owned
    return reading


def test_a_file_is_recognised_by_its_header_whatever_its_name_and_column_order():
    data = csv_of(dict(reversed(CHARGE.items())) | {"Extra": "x"})
    assert recognise("readme.txt", data)[0] == "delimited/pm_kareo_charges"
    assert identify("charges.csv", b"ID,PracticeID,Something\n1,2,3\n") is None
    assert identify("x.835", b"ISA*00*          *00*" + b"N1*PR*X~" * 9000) is None
    assert identify("x", b"\x00\xff" * 500) is None


def test_recognising_thousands_of_other_files_costs_nothing():
    other = b"ISA*00*" + b"CLP*1*2*3~" * 6500
    started = time.process_time()
    for _ in range(200):
        assert identify("x.835", other) is None
    assert time.process_time() - started < 2


def test_the_first_block_owns_the_line_and_the_others_hang_on_it():
    row = CHARGE | {
        "PrimaryInsuranceInsurancePayment": "80.00",
        "PrimaryInsurancePaymentPostingDate": "2026-09-10",
        "PrimaryInsuranceInsuranceContractAdjustment": "(5.00)",
        "PatientPaymentAmount": "20",
        "PatientPaymentPostingDate": "09/11/2026 08:15:00",
    }
    records = read_whole(csv_of(row)).records
    assert records["pm_charge"].select("amount", "service_date", "_line", "_lines", "_parent").rows() == [
        ("1150.00", "2026-09-01", 2, 1, None)
    ]
    columns = ("payer_sequence", "amount", "posting_date", "_lines", "_parent")
    assert records["pm_payment_application"].select(columns).rows() == [
        ("primary", "80.00", "2026-09-10", 0, 2),
        ("patient", "20", "2026-09-11", 0, 2),
    ]
    assert records["pm_adjustment"].select("adjustment_kind", "amount", "posting_date").rows() == [
        ("primary_contractual", "-5.00", "2026-09-10")
    ]


def test_a_malformed_amount_is_left_for_the_contract_and_the_rest_is_read():
    reading = read_whole(csv_of(CHARGE | {"TotalCharges": "15O.00"}, CHARGE | {"ID": "2"}))
    assert reading.records["pm_charge"]["amount"].to_list() == ["15O.00", "1150.00"]


def test_rows_of_another_width_are_refused_with_a_sentence():
    data = csv_of(CHARGE) + b'\n"1","2"\n' + b",".join([b"x"] * 13)
    reasons = read_whole(data).refused.select("_line", "reason").rows()
    assert reasons == [(3, "the row has fewer cells than the header"), (4, "the row has more cells than the header")]


@pytest.mark.parametrize(
    ("extra", "name", "delivered"),
    [
        ({"LastModifiedDate": "9/30/2026 5:30 PM"}, "charges_202608.csv", "2026-09-30T17:30:00"),
        ({"LastModifiedDate": ""}, "pm/charges_202609.csv", "2026-09-30T00:00:00"),
        ({}, "pm/charges_20260915.csv", "2026-09-15T00:00:00"),
        ({}, "pm/charges.csv", None),
    ],
)
def test_the_delivery_date_is_the_contents_own_else_that_of_the_name(extra, name, delivered):
    assert read(name, csv_of(CHARGE | extra)).delivered_at == delivered


@pytest.mark.parametrize(
    ("payer_type", "method", "ours"),
    [
        ("Insurance", "Electronic Funds Transfer", ("insurance", "eft")),
        ("PATIENT", "credit card", ("patient", "card")),
        ("Other", "Barter", ("other", "other")),
        ("Employer", "", ("Employer", None)),
    ],
)
def test_the_words_of_the_export_become_ours(payer_type, method, ours):
    row = dict.fromkeys(["ID", "PracticeId", "PostDate", "PayerName", "ReferenceNumber"], "1")
    row |= dict.fromkeys(["Amount", "Applied", "Unapplied"], "1") | {"PayerType": payer_type, "PaymentMethod": method}
    reading = read_whole(csv_of(row))
    assert reading.records["pm_payment"].select("payer_type", "method").row(0) == ours


def stripe(category: str, net: str, **more: str) -> dict:
    row = {"balance_transaction_id": f"txn_{category}", "automatic_payout_id": "po_1", "created": "2026-09-01 10:00:00"}
    row |= {"currency": "USD", "gross": net, "fee": "0", "net": net, "reporting_category": category}
    return row | {"automatic_payout_effective_at": "2026-09-03 00:00:00"} | more


def test_a_payout_row_is_money_to_the_bank_and_all_others_are_movements():
    rows = [stripe("charge", "9.5", automatic_payout_id=""), stripe("dispute", "-45"), stripe("payout", "-9.5")]
    records = read_whole(csv_of(*rows, stripe("topup", "1"))).records
    assert records["card_payout"].select("payout_number", "payout_date", "amount", "currency").rows() == [
        ("po_1", "2026-09-03", "9.5", "usd")
    ]
    assert records["card_transaction"].select("category", "payout_number", "net_amount").rows() == [
        ("charge", None, "9.5"),
        ("dispute", "po_1", "-45"),
        ("adjustment", "po_1", "1"),
    ]


def entries_of(*lines: str) -> list[tuple]:
    reading = read_whole((GL + "\n".join(lines)).encode())
    return reading.records["ledger_entry"].select("account", "amount", "occurrence").rows()


def test_entries_stand_in_the_section_above_them_and_twins_are_counted():
    entry = ",09/01/2026,Expense,,,Fee,Bank,-12.00,1.00"
    assert entries_of(
        "Checking", ",Beginning Balance,,,,,,,5.00", entry, entry, 'Total for Checking,,,,,,,"-$24.00",'
    ) == [
        ("Checking", "-12.00", "1"),
        ("Checking", "-12.00", "2"),
    ]


@pytest.mark.parametrize("opening", [",Beginning Balance,,,,,,,5.00", ",09/01/2026,,,,Beginning Balance,,5.00,"])
def test_an_opening_balance_is_no_entry(opening):
    assert entries_of("Checking", opening) == []


def test_an_entry_that_leaves_out_the_name_is_one_cell_short_and_read():
    assert entries_of("Checking", ",09/01/2026,Expense,,Fee,Bank,-12.00,1.00") == [("Checking", "-12.00", "1")]


def test_a_dated_row_that_names_an_account_itself_has_no_section():
    assert entries_of("Checking", "Savings,09/01/2026,Expense,,,Fee,Bank,-12.00,1.00") == [(None, "-12.00", "1")]


def test_printed_totals_are_verified_and_empty_ones_are_not():
    lines = ["A", ",9/1/2026,Bill,,,x,B,5.00,", "Total for A,,,,,,,$6.00,", "B", "Total for B,,,,,,,,", "TOTAL,,,,,,,,"]
    reading = read_whole((GL + "\n".join(lines)).encode())
    totals = [(t.scope, t.stated, t.found, t.line, t.severity) for t in reading.totals]
    assert totals == [("account", "6.00", "5.00", 8, "block")]


def test_company_and_printing_time_come_from_around_the_rows():
    reading = read_whole(
        f'{GL}A\n,9/1/2026,Bill,,,x,B,5.00,\n\n" Wednesday, September 30, 2026 06:15 PM GMT+03:00"\n'.encode()
    )
    assert reading.records["ledger_entry"]["company"].to_list() == ["Cedar Hollow LLC"]
    assert reading.delivered_at == "2026-09-30T18:15:00"
    assert reading.notes == ["line 6: the section has no total"]
