"""The answer key agrees with the files it belongs to."""

import csv
from collections import Counter, defaultdict

import pytest

from pipeline.simulator.bankdays import days_between


def bank_details(written):
    for path in sorted((written.practice / "bank").iterdir()):
        for line in path.read_text().splitlines():
            if line.startswith("16,"):
                yield line.removesuffix("/").split(",")


def test_the_deposits_of_the_key_are_the_credits_of_the_bank(written, answers, key):
    stated = Counter((row["bank_reference"], row["amount_cents"]) for row in key["deposits"])
    booked = Counter((record[4], int(record[2])) for record in bank_details(written) if int(record[1]) < 400)
    assert stated == booked
    assert answers["bank"]["credit_cents"] == written.bank_credit_cents == sum(key[1] for key in booked.elements())
    states = ("matched", "classified", "exception")
    assert sum(answers["bank"][f"{name}_cents"] for name in states) == answers["bank"]["credit_cents"]


def test_desk_deposits_are_the_cash_and_checks_of_their_batch(written, key):
    with (written.practice / "pm" / "payments_202609.csv").open(newline="") as file:
        batches = defaultdict(int)
        for row in csv.DictReader(file):
            if row["PaymentMethod"] in {"Cash", "Check"} and row["PayerType"] == "Patient":
                batches[row["BatchNumber"]] += int(row["Amount"].replace(".", ""))
    desk = [row for row in key["matches"] if row["evidence_kind"] == "pm_batch"]
    assert desk
    assert all(batches[row["evidence_ref"].removeprefix("1001|")] == row["amount_cents"] for row in desk)


def test_only_payments_without_advice_stay_unexplained(written, answers, key):
    unexplained = {row["amount_cents"] for row in key["deposits"] if row["state"] == "exception"}
    planted = answers["scenarios"]["missing_remit"]["items"]
    assert unexplained == {item["amount_cents"] for item in planted}
    names = [path.name for path in (written.practice / "remits").iterdir()]
    assert not [name for name in names for item in planted if item["reference"] in name]


@pytest.mark.parametrize("scenario", ["missing_remit", "missing_cash", "unposted_remit"])
def test_planted_differences_are_beyond_doubt_at_the_end(ledger, scenario):
    traces = {item.reference for item in ledger.planted[scenario]}
    planted = [item for item in ledger.remittances if item.trace in traces]
    assert len(planted) == 2
    assert all(days_between(item.bank_date or item.payment_date, ledger.end) >= 5 for item in planted)


def test_the_rest_of_the_money_is_at_most_on_its_way(ledger):
    traces = {item.reference for name in ("missing_cash", "unposted_remit") for item in ledger.planted[name]}
    for item in ledger.remittances:
        if item.trace in traces or not item.is_delivered or item.method == "NON":
            continue
        assert days_between(item.payment_date, item.bank_date) <= 3
        assert item.posting_date <= ledger.end or days_between(item.bank_date, ledger.end) < 2


def test_the_key_figures_are_consistent_with_each_other(answers):
    figures, open_items = answers["kpis"], answers["receivables"]
    assert figures["K20c"]["numerator"] + figures["K32"]["numerator"] == figures["K32"]["denominator"]
    assert figures["K01"]["numerator"] == figures["K05_dos"]["denominator"] == open_items["debit_cents"]
    assert figures["K01a"]["numerator"] == open_items["total_cents"]
    assert open_items["total_cents"] == open_items["insurance_cents"] + open_items["patient_cents"]
    assert open_items["credit_cents"] > 0
    assert 0 < figures["K05_dos"]["value"] < 0.2
    assert 20 < figures["K01"]["value"] < 60
    assert 0.04 < figures["K20c"]["value"] < 0.15
    assert figures["K07"]["denominator"] == figures["K05b"]["denominator"] == open_items["debit_cents"]
    assert figures["K07"]["numerator"] == figures["K07_aged"]["denominator"] < open_items["patient_cents"] * 2
    assert figures["K05b"]["numerator"] <= figures["K05_dos"]["numerator"] >= figures["K05u"]["numerator"]
    assert figures["K09"]["numerator"] == open_items["credit_cents"]
    assert figures["K11"]["denominator"] == figures["K14"]["denominator"] == figures["K15"]["denominator"]
    assert figures["K21"]["denominator"] >= figures["K20z"]["denominator"] >= figures["K20c"]["denominator"]
    assert 0 <= figures["K54"]["numerator"] == figures["K54_aged"]["denominator"]
    assert figures["K56"]["numerator"] == figures["K56_days"]["numerator"] > figures["K55"]["numerator"]
    assert 0.9 < figures["K30"]["value"] < 1
