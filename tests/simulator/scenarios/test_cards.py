"""Card scenarios are in the written settlement reports, statements and PM exports as often as the key says."""

from collections import defaultdict

from office_world import all_rows, bank_lines, cents, last_rows, planted


def movements(category):
    return [row for row in all_rows("card/") if row["reporting_category"] == category]


def charges():
    """What patients paid, by charge; payers that pay by a card of their own are left out."""
    return {row["charge_id"]: row for row in movements("charge") if row["description"] == "Patient payment"}


def test_sales_without_a_pm_payment_and_payments_without_a_sale():
    paid = {row["ReferenceNumber"]: row for row in last_rows("pm/payments") if row["PaymentMethod"] == "Credit Card"}
    unknown = charges().keys() - paid.keys()
    assert unknown == {item.reference for name in ("duplicate_swipe", "sale_not_in_pm") for item in planted(name)}
    old = {number for number, row in paid.items() if row["PostDate"] < "09/20/2026"}
    assert old - charges().keys() == {item.reference for item in planted("payment_not_settled")}


def test_a_second_swipe_has_the_amount_of_the_first():
    item, found = planted("duplicate_swipe")[0], charges()
    first = found[item.note.removeprefix("second charge of ")]
    assert found[item.reference]["gross"] == first["gross"]
    assert found[item.reference]["automatic_payout_id"] == first["automatic_payout_id"]


def test_every_payout_is_its_movements_and_the_bank_has_it_or_it_was_not_funded():
    parts, payouts = defaultdict(int), {}
    for row in all_rows("card/"):
        if row["reporting_category"] == "payout":
            payouts[row["source_id"]] = -cents(row["net"])
        else:
            parts[row["automatic_payout_id"]] += cents(row["net"])
    assert parts == payouts
    banked = {line[4].rpartition("ID ")[2]: line[2] for line in bank_lines() if "STRIPE" in line[4]}
    missing = payouts.keys() - banked.keys()
    assert missing == {item.reference for item in planted("payout_not_funded")}
    assert all(payouts[number] == amount for number, amount in banked.items())
    below = {number for number, amount in banked.items() if amount < 0}
    assert below == {item.reference for item in planted("negative_payout")}


def test_refunds_are_in_the_report_the_register_and_the_pm_system():
    refunds = {row["source_id"]: -cents(row["gross"]) for row in movements("refund")}
    register = {row["Reference"]: cents(row["Amount"]) for row in last_rows("refunds/") if row["Method"] == "card"}
    assert refunds == register
    assert {item.reference for item in planted("refund_after_close")} <= refunds.keys()
    shown = {row["ID"] for row in last_rows("pm/payments") if row["Refunds"] != "0.00"}
    assert shown == {row["Payment ID"] for row in last_rows("refunds/") if row["Payment ID"]}


def test_disputes_and_reserves():
    taken = {row["source_id"]: cents(row["gross"]) for row in movements("dispute")}
    returned = {row["source_id"]: cents(row["gross"]) for row in movements("dispute_reversal")}
    assert returned == {item.reference: item.amount for item in planted("chargeback_won")}
    assert taken.keys() - returned.keys() == {item.reference for item in planted("chargeback")}
    assert sum(cents(row["gross"]) for row in movements("risk_reserved_funds")) == 0
    assert len(movements("risk_reserved_funds")) == 2 * len(planted("reserve_held"))


def test_fees_that_drift_and_fees_that_come_once_a_month():
    contract, over, free = 0.029, defaultdict(int), 0
    for row in charges().values():
        rate = (cents(row["fee"]) - 30) / cents(row["gross"])
        over[row["automatic_payout_id"]] += rate - contract > 0.003
        if not cents(row["fee"]):
            free += round(cents(row["gross"]) * contract + 1e-9) + 30
            assert row["card_brand"] == "American Express"
    assert {number for number, count in over.items() if count} == {item.reference for item in planted("fee_drift")}
    debits = [line[2] for line in bank_lines() if "MONTHLY DISCOUNT" in line[4]]
    assert debits == [item.amount for item in planted("monthly_card_fee")]
    assert abs(sum(debits) + free) <= len(charges())


def test_a_batch_left_open_is_funded_a_day_later():
    days = defaultdict(list)
    for line in bank_lines():
        if "STRIPE" in line[4]:
            days[line[0]].append(line[4].rpartition("ID ")[2])
    late = planted("batch_left_open")[0].reference
    assert any(late in numbers and len(numbers) > 1 for numbers in days.values())
