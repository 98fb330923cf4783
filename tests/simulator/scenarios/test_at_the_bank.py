"""Checks in the lockbox and on slips, counted in lockbox files, statements and payments."""

from collections import defaultdict

from pipeline.simulator.answers import cash
from pipeline.simulator.lockbox import swapped
from tests.simulator.cash_world import bank_lines, planted, troubled


def lockbox_totals():
    found = {}
    for name, text in troubled()[1].items():
        if name.startswith("lockbox/"):
            records = text.splitlines()
            number = next(record[21:31].strip() for record in records if record[0] == "2")
            found[number] = sum(int(record[7:17]) for record in records if record[0] == "6")
    return found


def test_credits_of_the_lockbox_are_its_files_but_for_what_was_planted():
    credited = {line[4]: line[2] for line in bank_lines() if line[1] == "115"}
    told = lockbox_totals()
    assert credited.keys() == told.keys()
    differing = {number: credited[number] - told[number] for number in told if credited[number] != told[number]}
    expected = defaultdict(int)
    for item in [*planted("lockbox_encoding"), *planted("lockbox_missing_item")]:
        expected[item.reference] += item.amount
    assert differing == expected
    assert len(differing) == 4


def test_a_slip_short_of_a_check_is_less_than_the_payments_of_its_batch():
    taken = defaultdict(int)
    for payment in troubled()[0].ledger.payments:
        if payment.method in {"cash", "check"}:
            taken[payment.batch] += payment.amount
    credited = {line[4]: line[2] for line in bank_lines() if line[1] == "301"}
    short = {batch: taken[batch] - cents for batch, cents in credited.items() if taken[batch] != cents}
    assert short == {item.reference: item.amount for item in planted("slip_short_check")}


def test_a_deposit_that_differs_is_matched_with_what_bears_its_number_and_a_coded_difference():
    ledger = troubled()[0].ledger
    amounts = {reference: line.amount for reference, _, line in cash.bank_lines(ledger)}
    found = defaultdict(list)
    for reference, kind, name, cents, scenario in cash.matches(ledger):
        if scenario in {"lockbox_encoding", "slip_short_check", "wrong_batch"}:
            found[reference].append((kind, name, cents))
    assert all(sum(cents for _, _, cents in members) == amounts[line] for line, members in found.items())
    coded = [(name, cents) for members in found.values() for kind, name, cents in members if kind == "difference"]
    encoded = [("BNK-ENC", item.amount) for item in planted("lockbox_encoding")]
    short = [("BNK-ENC", -item.amount) for item in planted("slip_short_check")]
    assert sorted(coded) == sorted([*encoded, *short])
    told = lockbox_totals()
    posted = defaultdict(int)
    for payment in ledger.payments:
        if payment.method in {"cash", "check"}:
            posted[payment.batch] += payment.amount
    for line, members in found.items():
        number = line.split("|")[5]
        if number in told:
            assert sum(cents for kind, _, cents in members if kind == "remittance") == told[number]
        batches = {name.split("|")[1]: cents for kind, name, cents in members if kind == "pm_batch"}
        assert batches == {name: posted[name] for name in batches}
    mistyped = {item.reference for item in planted("wrong_batch")}
    assert mistyped == {
        members[0][1] for members in found.values() if len([kind for kind, _, _ in members if kind == "pm_batch"]) == 2
    }


def test_digits_are_swapped_once():
    assert (swapped(130_156), swapped(1_000), swapped(777), swapped(1_200)) == (130_165, 1_000, 777, 1_020)
