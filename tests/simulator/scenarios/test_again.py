"""Payments told twice, counted in the advices."""

from pipeline.simulator.answers import tables
from tests.simulator.cash_world import advices, bank_lines, planted, troubled


def test_a_reissued_check_has_a_new_number_and_the_same_charge_lines():
    lines = {}
    pairs = {}
    for item in advices():
        if item["method"] == "CHK" and item["cents"]:
            first = lines.setdefault(tuple(item["charges"]), item["trace"])
            if first != item["trace"]:
                pairs[first] = (item["trace"], item["cents"])
    assert {name: cents for name, (_, cents) in pairs.items()} == {
        item.reference: item.amount for item in planted("reissued_check")
    }
    banked = {line[4] for line in bank_lines() if line[1] == "175"} | {
        item.trace for item in troubled()[0].ledger.remittances if item.bank_date
    }
    assert not banked & set(pairs)
    assert {trace for trace, _ in pairs.values()} <= banked


def test_claims_told_again_are_posted_once_and_right():
    ledger = troubled()[0].ledger
    rows = {(row[0], row[1]): row for row in tables(ledger)["postings"]}
    again = [item for item in ledger.remittances if item.repeats]
    assert len(again) == 2
    for line in [line for item in again for claim in item.claims for line in claim.lines]:
        assert rows[str(line.charge.number), "primary"][4]


def test_a_keyed_advice_tells_what_the_payer_told_days_before():
    keyed = [item for item in advices() if "/LOCKBOX_" in item["name"]]
    own = {(item["trace"], item["cents"], item["company"]) for item in advices() if item not in keyed}
    assert {(item["trace"], item["cents"], item["company"]) for item in keyed} <= own
    assert sorted(item["trace"] for item in keyed) == sorted(item.reference for item in planted("converted_eob"))
