"""Posters' mistakes: the PM system shows what was posted, the key what was decided."""

from collections import defaultdict
from datetime import timedelta

from advice_scan import advices, cents, planted, references, world

from pipeline.simulator.answers import care, tables
from pipeline.simulator.bankdays import days_between


def postings():
    ledger = world().ledger
    rows = care.postings(ledger, care.line_facts(ledger))
    return [dict(zip(("charge", "sequence", "paid", "advised", "right", "scenario"), row, strict=True)) for row in rows]


def wrong_by(scenario_id):
    """Posted less advised of the lines of a scenario that are not posted as advised."""
    return [row["paid"] - row["advised"] for row in postings() if row["scenario"] == scenario_id and not row["right"]]


def amounts(scenario_id):
    return sorted(item.amount for item in planted(scenario_id))


def test_what_was_skipped_or_posted_too_often_is_what_was_planted():
    assert sorted(-gap for gap in wrong_by("partly_posted")) == amounts("partly_posted")
    assert sum(wrong_by("posted_twice")) == sum(amounts("posted_twice"))
    assert sorted(wrong_by("posted_over")) == amounts("posted_over")
    assert sorted(wrong_by("penny_allocation")) == sorted([-1, 1] * len(amounts("penny_allocation")))
    assert sum(abs(gap) for gap in wrong_by("adjustment_on_account")) == sum(amounts("adjustment_on_account"))


def test_a_second_payers_money_posted_as_the_first_ones_is_wrong_on_both_sides():
    gaps = wrong_by("wrong_payer_posting")
    assert sum(gaps) == 0
    assert sum(gap for gap in gaps if gap > 0) == sum(amounts("wrong_payer_posting"))


def test_closed_denials_are_neither_corrected_nor_billed_again():
    numbers = {*references("denial_as_contractual"), *references("denial_written_off")}
    sent = defaultdict(int)
    for item in world().ledger.submissions:
        if item.is_accepted:
            sent[str(item.encounter.number)] += 1
    assert {sent[number] for number in numbers} == {1}
    decided = [claim for advice in advices() for claim in advice.claims if claim.number in numbers]
    assert {cents(claim.clp[4]) for claim in decided} == {0}


def test_shares_not_moved_stay_with_the_insurer():
    ledger, numbers = world().ledger, set(references("share_not_moved"))
    for encounter in [item for item in ledger.encounters if str(item.number) in numbers]:
        assert sum(world().balance(charge, ledger.end).insurance for charge in encounter.charges) > 0
        assert not any(world().balance(charge, ledger.end).patient for charge in encounter.charges)


def test_early_and_late_postings_are_the_only_ones():
    early, late = [], []
    for item in world().ledger.remittances:
        if item.posting_date and item.bank_date and item.posting_date <= world().ledger.end:
            if item.posting_date < item.bank_date:
                early.append(item.trace)
            elif days_between(item.bank_date, item.posting_date) > 2:
                late.append(item.trace)
    assert references("posted_early") == sorted(early)
    assert references("posted_late") == sorted(late)
    assert all(item.opened <= world().ledger.end - timedelta(days=5) for item in planted("posted_late"))


def test_the_key_of_a_world_full_of_mistakes_still_balances():
    found = tables(world().ledger)
    assert {cents for _, term, cents in found["bridge"] if term == "residual"} == {0}
    differences = {tuple(row[3:]) for row in found["proof_of_cash"] if row[2] == "difference"}
    assert differences == {(0, 0, 0, 0)}
    last = sum(row[-1] for row in found["ledger_days"] if row[0] == world().ledger.end)
    assert sum(row[2] for row in found["open_items"]) == last


def test_every_wrong_posting_names_its_scenario_or_is_under_way():
    ledger = world().ledger
    under_way = [item for item in ledger.remittances if not item.posting_date or item.posting_date > ledger.end]
    late = {str(line.charge.number) for item in under_way for claim in item.claims for line in claim.lines}
    assert [row for row in postings() if not row["right"] and not row["scenario"] and row["charge"] not in late] == []
