"""Virtual cards: advised as checks, found in the card settlement with a fee."""

import csv
from collections import defaultdict

from tests.simulator.cash_world import advices, bank_lines, cents, planted, troubled


def settlements():
    for name, text in sorted(troubled()[1].items()):
        if name.startswith("card/"):
            yield from csv.DictReader(text.splitlines())


def test_the_charge_is_the_advised_amount_and_names_no_payment_of_the_pm_system():
    charged = [row for row in settlements() if row["reporting_category"] == "charge"]
    nameless = [row for row in charged if not row["payment_metadata[external_identifier]"]]
    assert sorted(cents(row["gross"]) for row in nameless) == sorted(item.amount for item in planted("virtual_card"))
    assert all(cents(row["fee"]) > 0 for row in nameless)
    told = {item["trace"]: (item["method"], item["cents"]) for item in advices()}
    for item in planted("virtual_card"):
        assert told[item.reference] == ("CHK", item.amount)
        assert item.expected_code == "ERA-VCC"


def test_payouts_with_a_virtual_card_are_their_movements_and_reach_the_bank():
    net = defaultdict(int)
    for row in settlements():
        net[row["automatic_payout_id"]] += cents(row["net"])
    assert set(net.values()) == {0}
    paid = [line for line in bank_lines() if line[1] == "165"]
    assert len(paid) == len(net)
