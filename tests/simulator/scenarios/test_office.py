"""Scenarios of the back office are in the written files as often as the key says."""

import csv
from io import StringIO

import pytest
from office_world import all_rows, bank_lines, cents, last_rows, planted, written

from pipeline.simulator.deliveries import deliver
from pipeline.simulator.scenarios.forms import to_utf_16, with_parentheses
from pipeline.simulator.simulate import live


def test_returned_echecks_and_checks_deposited_again():
    lines = bank_lines()
    (returned,) = [line for line in lines if line[1] == "557"]
    (first,) = [line for line in lines if line[1] == "142" and line[3] == returned[3]]
    assert first[2] == -returned[2] == planted("late_echeck_return")[0].amount
    assert returned[3] == planted("late_echeck_return")[0].reference
    again = {line[3]: line[2] for line in lines if "REDEPOSITED" in line[4]}
    back = {line[3]: -line[2] for line in lines if line[1] == "555" and "NSF" in line[4]}
    assert again == back == {item.reference: item.amount for item in planted("nsf_redeposited")}


def test_a_plan_that_is_not_kept_and_what_was_paid_of_it():
    plans = last_rows("plans/")
    stopped = {row["Plan Number"] for row in plans if row["Status"] == "missed"}
    assert stopped == {item.reference for item in planted("plan_default")}
    payments = {row["ID"]: row["Amount"] for row in last_rows("pm/payments")}
    paid = [row for row in plans if row["Status"] == "paid"]
    assert len(paid) == 2 * len(stopped)
    assert all(payments[row["Payment ID"]] == row["Amount"] for row in paid)
    assert sum(cents(row["Amount"]) for row in plans) == sum(item.amount for item in planted("plan_default"))


def test_a_collector_sends_the_net_amount_of_its_statement():
    (row,) = all_rows("agency/")
    assert cents(row["Collected"]) - cents(row["Fee"]) == cents(row["Net Remitted"])
    (line,) = [line for line in bank_lines() if line[3] == row["Statement"]]
    assert line[2] == cents(row["Net Remitted"]) == planted("agency_net_remit")[0].amount


def test_a_stale_refund_check_never_reaches_the_bank():
    register = last_rows("refunds/")
    stale = {row["Refund Number"]: row["Reference"] for row in register if row["Status"] == "stale"}
    assert stale.keys() == {item.reference for item in planted("stale_refund_check")}
    checks = {line[3]: -line[2] for line in bank_lines() if line[1] == "475"}
    assert not checks.keys() & set(stale.values())
    cleared = {
        row["Reference"]: cents(row["Amount"]) for row in register if row["Cleared"] and row["Method"] == "check"
    }
    assert cleared.items() <= checks.items()


def test_a_refunded_overpayment_is_taken_back_as_well():
    item = planted("refund_and_recoupment")[0]
    remits = [data.decode() for name, data in written()[1].items() if name.startswith("remits/")]
    advice = next(text for text in remits if f"*{item.reference}*" in text)
    (segment,) = [text.strip() for text in advice.split("~") if text.strip().startswith("PLB*")]
    assert segment.split("*")[3].startswith("WO:")
    assert cents(segment.split("*")[4]) == item.amount
    payers = [row for row in last_rows("refunds/") if row["Payee Type"] == "payer"]
    assert [cents(row["Amount"]) for row in payers] == [item.amount for item in planted("refund_and_recoupment")]


def test_back_dated_unapplied_and_deleted():
    payments = last_rows("pm/payments")
    late = {row["ID"] for row in payments if row["CreatedDate"] != row["PostDate"]}
    assert late == {item.reference for item in planted("backdated_posting")}
    unapplied = [row for row in payments if row["Unapplied"] != "0.00"]
    assert {row["ID"] for row in unapplied if row["PayerType"] == "Patient"} == {
        item.reference for item in planted("unapplied_cash")
    }
    assert all(row["PayerType"] == "Insurance" for row in unapplied if cents(row["Unapplied"]) < 0)
    shown = {row["EncounterID"] for row in all_rows("pm/charges")}
    gone = shown - {row["EncounterID"] for row in last_rows("pm/charges")}
    assert gone == {item.reference for item in planted("deleted_visit")}


def test_credits_older_than_sixty_days_were_credits_in_an_earlier_export():
    last = {row["ID"]: row for row in last_rows("pm/charges")}
    for item in planted("credit_60_days"):
        assert last[item.reference]["PatientBalance"] == f"-{item.amount // 100}.{item.amount % 100:02d}"
    assert 4_500 in {item.amount for item in planted("credit_60_days")}


def test_entries_by_hand_stand_in_the_ledger_report():
    cells = [row for name, data in written()[1].items() if name.startswith("gl/")
             for row in csv.reader(StringIO(data.decode(), newline=""))]  # fmt: skip
    assert {row[3] for row in cells if row[3:4] and row[3].startswith("JE-")} == {
        item.reference for item in planted("manual_entry")
    }


def test_forms_change_no_figure():
    files = written()[1]
    marked = {name for name, data in files.items() if data[:2] == b"\xff\xfe"}
    assert marked == {item.reference for item in planted("utf_16_export")}
    inside = {name for name, data in files.items() if name.startswith("gl/") and b',"(' in data}
    assert inside == {item.reference for item in planted("negatives_in_parentheses")}
    assert (
        with_parentheses(b'a,-5.00,"-1,234.50","-$1,000.00",x-1.00\n')
        == b'a,(5.00),"(1,234.50)","($1,000.00)",x-1.00\n'
    )
    assert to_utf_16("é".encode()) == b"\xff\xfe\xe9\x00"


def test_files_of_the_office_are_extras():
    world = live(seed=3, claims=300)
    usual, more = (
        {item.name.split("/")[0] for item in deliver(world, "kareo", "quickbooks", extras=extras)}
        for extras in (None, True)
    )
    assert {"drawer", "refunds", "plans"} <= more - usual


@pytest.mark.parametrize("name", ["unapplied_cash", "manual_entry", "backdated_posting", "plan_default"])
def test_a_rate_repeats_a_scenario(name):
    assert len(live(seed=3, claims=600, rates={name: 60}).ledger.planted[name]) >= 3
