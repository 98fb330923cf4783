"""Lines allowed below the contract: each cause as it says, and advice, money and posting that agree with each other."""

import pytest

from pipeline.simulator.answers.pricing import underpayments
from pipeline.simulator.practice import PAYERS, allowed_amount, last_year_amount
from pipeline.simulator.scenarios.underpaid import CAUSES, LESSER
from pipeline.simulator.simulate import live
from pipeline.simulator.writers.x12_835_claim import write_claim


@pytest.fixture(scope="module")
def world():
    return live(seed=3, claims=600, rates={"underpaid_line": 60})


@pytest.fixture(scope="module")
def short(world):
    return [
        (claim, line)
        for item in world.ledger.remittances
        for claim in item.claims
        for line in claim.lines
        if line.mispriced and not claim.reverses
    ]


def test_each_cause_allows_what_it_says(short):
    assert {line.mispriced for _, line in short} == set(CAUSES)
    for claim, line in short:
        payer, code = PAYERS[claim.submission.payer_id], line.charge.code
        contract = allowed_amount(payer, code)
        assert line.allowed < contract
        assert (line.allowed == last_year_amount(payer, code)) == (line.mispriced == "wrong year")
        assert line.paid_as == (LESSER[code] if line.mispriced == "recode" else "")


def test_each_short_line_balances_and_is_posted_as_paid(world, short):
    for claim, line in short:
        assert line.billed - sum(item.amount for item in line.adjustments) == line.paid > 0
        posted = [item for item in world.ledger.postings.get(line.charge.number, ()) if item.line is line]
        assert all(item.paid == line.paid for item in posted)
        assert claim.paid == sum(item.paid for item in claim.lines)


def test_a_recoded_line_names_what_was_decided_and_what_was_billed(short):
    claim, line = next((claim, line) for claim, line in short if line.mispriced == "recode")
    services = [text.split("*") for text in write_claim(claim, PAYERS[claim.submission.payer_id]) if text[:3] == "SVC"]
    decided, billed = next((item[1], item[6].rstrip("~")) for item in services if len(item) > 6)
    assert (decided, billed) == (f"HC:{line.paid_as}", f"HC:{line.charge.code}")


def test_the_key_holds_every_planted_line_that_came_with_its_cents_and_cause(world):
    rows = underpayments(world.ledger)
    told = sorted((row[1], row[5]) for row in rows if row[7] == "underpaid_line")
    assert told == sorted((item.reference, item.amount) for item in world.ledger.planted["underpaid_line"])
    assert all(abs(row[5]) > 100 and abs(row[5]) * 50 > row[3] for row in rows)
