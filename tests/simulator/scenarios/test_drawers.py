"""Drawer scenarios are in the written logs and statements as often as the key says."""

from collections import defaultdict
from datetime import date

from office_world import all_rows, bank_lines, cents, last_rows, planted

from pipeline.simulator.bankdays import days_between
from pipeline.simulator.simulate import live


def test_short_drawers_are_those_of_one_cashier():
    short = [row for row in all_rows("drawer/") if row["Over/Short"] != "0.00"]
    assert {f"1001|{row['Batch']}" for row in short} == {item.reference for item in planted("drawer_short")}
    assert {(row["Cashier"], row["Over/Short"]) for row in short} == {("jmock", "-20.00")}
    assert len(short) == 3


def test_every_drawer_counts_up():
    for row in all_rows("drawer/"):
        names = ("Opening Float", "Cash Receipts", "Cash Refunds", "Paid Outs", "Drops", "Expected", "Counted")
        money = {name: cents(row[name]) for name in names}
        left = money["Opening Float"] + money["Cash Receipts"] - money["Cash Refunds"] - money["Paid Outs"]
        assert left - money["Drops"] == money["Expected"]
        assert money["Counted"] - money["Expected"] == cents(row["Over/Short"])


def test_voids_after_the_receipt_are_in_the_log_and_not_in_the_pm_system():
    voids = {number for row in all_rows("drawer/") for number in row["Void Receipts"].split()}
    assert voids == {item.reference for item in planted("cash_void")}
    assert not voids & {f"R{row['ID']}" for row in last_rows("pm/payments")}


def test_slips_that_differ_from_the_drawer_and_bags_that_never_came():
    logs = all_rows("drawer/")
    wrong = [row for row in logs if cents(row["Slip Total"]) != cents(row["Drops"]) + cents(row["Checks"])]
    assert {f"1001|{row['Batch']}" for row in wrong} == {item.reference for item in planted("slip_differs")}
    banked = {line[3] for line in bank_lines() if line[1] == "301"}
    missing = {row["Batch"] for row in logs if row["Date"] < "09/20/2026" and row["Batch"] not in banked}
    assert {f"1001|{batch}" for batch in missing} == {item.reference for item in planted("deposit_missing")}


def test_lapping_lags_grow():
    taken = {row["Batch"]: row["Date"] for row in all_rows("drawer/")}
    late = defaultdict(int)
    for day, code, _, batch, text in bank_lines():
        if code == "301" and "REDEPOSITED" not in text:
            month, of_month, year = (int(part) for part in taken[batch].split("/"))
            banked = date(int(day[:4]), int(day[4:6]), int(day[6:]))
            late[batch] = days_between(date(year, month, of_month), banked)
    assert [late[item.reference.partition("|")[2]] for item in planted("lapping")] == [2, 3, 4, 5]
    in_august = [lag for batch, lag in late.items() if batch.startswith("DSK26081")]
    assert sum(lag > 1 for lag in in_august) == len(planted("lapping"))


def test_a_rate_repeats_them_and_zero_leaves_them_out():
    names = ("drawer_short", "cash_void", "slip_differs", "deposit_missing")
    many = live(seed=3, claims=600, rates=dict.fromkeys(names, 30)).ledger.planted
    assert all(len(many[name]) >= 3 for name in names)
    none = live(seed=3, claims=600).ledger.planted
    assert not set(names) & set(none)
