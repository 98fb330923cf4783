"""More facts or fewer: only what is about them changes.

One run has both an account more and an advice less, for what is about the one is not about the other.
"""

import pytest

from tests.metamorphic.deliveries import replaced, statement_file
from tests.metamorphic.facts import differences, linked, not_about, verdicts

ACCOUNT = "9900000001"
STATEMENT = statement_file(
    "01,999999992,841234567,260902,0600,260902,,,2/",
    [
        [
            "02,841234567,999999992,1,260902,2359,USD,2/",
            f"03,{ACCOUNT},USD,010,100000,,,015,100379,,,100,579,2,,400,200,1/",
            "16,354,123,0,99090200001,,INTEREST PAYMENT/",
            "16,108,456,0,99090200002,,SOMETHING ELSE/",
            "16,698,200,0,99090200003,,ACCOUNT ANALYSIS FEE/",
            "49,201937,5/",
            "98,201937,1,7/",
        ]
    ],
)
SUMS = {
    "ar_rollforward", "cash_bridge", "checks", "control_coverage", "kpi_values", "unapplied_cash", "unidentified_cash",
    "unposted_cash",
}  # fmt: skip
"""Marts whose rows add up others: they follow their parts, which are compared row by row."""
LEARNED = {
    "allowed_rates", "cash_forecast", "cash_forecast_backtest", "claim_waits", "denial_trends", "leadership_leaks",
    "match_suggestion_members", "match_suggestions", "payer_scorecards", "worklist", "worklist_lines",
}  # fmt: skip
"""Marts that learn from all a payer decided how much and how fast it pays, or from all lines how rare an amount is: one
advice moves what they expect."""
OF_AN_ADVICE = {
    "adjudications", "cash_bridge_items", "claims", "denials", "deposit_chain", "deposits", "exception_events",
    "exceptions", "journal_entries", "journal_entry_lines", "match_members", "matches", "payments", "remittances",
    "unidentified_cash_items", "unposted_cash_items",
}  # fmt: skip
"""Marts with rows that tell of an advice, of what it says, or of the deposit it explains."""
LONE_ADVICES = """
    select
        remittances.remittance_id,
        remittances.trace_number,
        remittances.payment_amount,
        deposits.deposit_id,
        landed_files.file_name
    from remittances
    inner join matches on remittances.remittance_id = matches.evidence_id
    inner join deposits on matches.deposit_id = deposits.deposit_id
    inner join landed_files on remittances._file_id = landed_files.file_id
    where
        matches.rule = 'payer_and_trace_number'
        and matches.deposit_count = 1
        and matches.evidence_count = 1
        and deposits.channel = 'eft'
        and remittances.posting_state = 'posted'
        and remittances.provider_adjustment_amount = 0
        and remittances.deposit_date < (select max(deposit_date) from deposits) - 14
        and remittances.remittance_id not in (select subject_id from exceptions where subject_id is not null)
        and remittances.trace_number in (select trace_number from remittances group by all having count(*) = 1)
        and remittances.remittance_id not in (
            select one.remittance_id
            from adjudications as one
            inner join adjudications as other
                on one.claim_number = other.claim_number and one.remittance_id <> other.remittance_id
        )
    order by remittances.trace_number
"""
"""Advices that explain one deposit alone, of claims no other advice speaks of, and about which nothing is amiss."""


@pytest.fixture(scope="module")
def advice(practice):
    """The first advice that stands alone, as (key, trace, dollars, deposit, file)."""
    return practice.ask(LONE_ADVICES)[0]


@pytest.fixture(scope="module")
def found(practice, run_with, advice):
    """What differs when this advice is not delivered, and an account nobody knows is."""
    *_, name = advice
    return differences(practice.build, run_with(replaced(practice.files, [name], {"bank/another.bai": STATEMENT})))


@pytest.fixture(scope="module")
def of_the_advice(practice, found, advice):
    """All names by which a row tells of the advice: its own, its claims', its deposit's, and what follows from them."""
    key, trace, _, deposit, _ = advice
    claims = practice.ask(f"select claim_number from adjudications where remittance_id = '{key}'")  # noqa: S608  (a key of ours)
    return linked(found, [key, trace, deposit, *(number for (number,) in claims)])


def test_an_unrelated_account_adds_its_own_rows_and_changes_none(found, of_the_advice):
    assert set(found) <= OF_AN_ADVICE | SUMS | LEARNED
    of_the_account = linked(found, [ACCOUNT])
    assert of_the_account.isdisjoint(of_the_advice)
    for mart in OF_AN_ADVICE & set(found):
        assert not_about(found[mart].gone, of_the_advice) == [], mart
        assert not_about(found[mart].new, of_the_advice | of_the_account) == [], mart
    added = [row for row in found["deposits"].new if row["account_number"] == ACCOUNT]
    assert sorted((str(row["amount"]), row["state"]) for row in added) == [
        ("1.23", "classified"),
        ("4.56", "exception"),
    ]
    chained = [row for row in found["deposit_chain"].new if row["account_number"] == ACCOUNT]
    assert sorted(row["class"] for row in chained) == ["BNK-UNK", "fee", "interest"]


def test_without_its_advice_a_deposit_is_money_without_a_remittance(found, advice):
    key, _, amount, deposit, _ = advice
    assert [row["remittance_id"] for row in found["remittances"].gone] == [key]
    assert found["remittances"].new == []
    assert [(row["evidence_id"], row["deposit_id"]) for row in found["matches"].gone] == [(key, deposit)]
    assert found["matches"].new == found["match_members"].new == []
    [before] = found["deposits"].gone
    [after] = [row for row in found["deposits"].new if row["account_number"] != ACCOUNT]
    changed = {name for name in before if before[name] != after[name]}
    assert (before["deposit_id"], before["state"], before["matched_amount"]) == (deposit, "matched", amount)
    assert (after["state"], after["exception_code"], after["exception_amount"]) == ("exception", "BNK-NOERA", amount)
    assert {"amount", "deposit_date", "bank_reference", "payer_name"}.isdisjoint(changed)
    assert found["exceptions"].gone == []
    opened = [row for row in found["exceptions"].new if row["entity_id"] == after["entity_id"]]
    assert [(row["code"], row["subject_id"], row["amount"]) for row in opened] == [("BNK-NOERA", deposit, amount)]


def test_what_only_the_advice_said_is_gone_and_its_claims_wait(found, advice):
    key, *_ = advice
    assert {row["remittance_id"] for row in found["adjudications"].gone} == {key}
    assert found["adjudications"].new == []
    assert {row["state"] for row in found["claims"].new} == {"awaiting adjudication"}
    assert [row["claim_id"] for row in found["claims"].new] == [row["claim_id"] for row in found["claims"].gone]
    assert "denials" not in found or found["denials"].new == []


def test_every_check_ends_as_it_did_but_that_no_ledger_account_stands_beside_the_new_account(found):
    before, after = dict(verdicts(found["checks"].gone)), dict(verdicts(found["checks"].new))
    own = "every_bank_account_is_proved"
    assert (before.pop(own), after.pop(own)) == ("pass", "fail")
    assert before == after
