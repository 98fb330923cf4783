"""What shows whether something was understood: debits, files, links, places, differences, denials, movements."""

from dataclasses import replace

import polars as pl
import pytest

from pipeline.bench.scorecard import score
from pipeline.bench.statement import ALL_EXCEPTIONS, STANDING, fill_exceptions
from tests.bench import practice

UNPAID = ("ERA-NOEFT", "remittance", "TRACE6", 18800, None, None)


def told(*rows):
    return fill_exceptions(pl.DataFrame(rows, schema=ALL_EXCEPTIONS, orient="row"))


@pytest.mark.parametrize(("state", "found"), [("classified", 1), ("exception", 0), ("matched", 0)])
def test_a_debit_in_another_state_is_not_understood(state, found, but, answers):
    card = score(but(bank_debits=pl.DataFrame({"debit_ref": [practice.FEE], "state": [state]})), answers)
    assert card.scenarios["fee"] == {"planted": 1, "found": found, "unmeasured": 0}


def test_a_debit_matched_with_anything_is_a_false_match(but, answers):
    pairs = [*practice.PAIRS, (practice.FEE, "remittance", practice.UNPAID, -4500)]
    said = practice.frame("matches", pairs)
    card = score(but(matches=practice.members(said)), answers)
    assert (card.members.part, card.members.whole) == (13, 15)
    assert card.scenarios["fee"]["found"] == 0


def test_without_debits_and_files_their_scenarios_are_unmeasured(but, answers):
    card = score(but(bank_debits=None, files=None), answers)
    assert card.scenarios["fee"] == card.scenarios["export"] == {"planted": 1, "found": 0, "unmeasured": 1}


def test_a_file_that_was_not_read_whole_is_not_understood(but, answers):
    files = pl.DataFrame({"file_name": ["gl/ledger_202609.csv"], "is_read": [False]})
    assert score(but(files=files), answers).scenarios["export"]["found"] == 0


def test_care_that_was_only_priced_must_not_be_decided(but, answers):
    decided = pl.concat([answers.claims.head(2), practice.frame("claims", [("v9", None, True)])])
    assert score(but(claims=decided), answers).scenarios["priced"]["found"] == 0
    assert score(but(claims=answers.claims.head(2)), answers).scenarios["priced"]["found"] == 1


def test_the_difference_told_may_be_the_true_amount(but, answers):
    said = told(("BNK-NOERA", "deposit", "B6", 99900, None, 21400), UNPAID)
    assert score(but(exceptions=said), answers).exceptions["right"] == 2
    said = told(("BNK-NOERA", "deposit", "B6", 99900, None, 21401), UNPAID)
    assert score(but(exceptions=said), answers).exceptions == {"right": 1, "wrong_code": 1, "missed": 0, "false": 0}


@pytest.mark.parametrize(("code", "verdicts"), [("ERA-UNBAL", (2, 0, 0, 0)), ("ERA-NOEFT", (1, 0, 1, 1))])
def test_a_claim_may_be_told_by_its_remittance_if_the_code_is_right(code, verdicts, but, answers):
    claim = practice.frame("exceptions", [("ERA-UNBAL", "claim", "v1", 500, "unbalanced", "TRACE1")])
    key = answers.exceptions.filter(pl.col("code") == "ERA-NOEFT")
    said = told((code, "remittance", "TRACE1", 40000, None, 500), UNPAID)
    changed = practice.with_exceptions(
        answers, pl.concat([key, claim.with_columns(deposit_ref=pl.lit(None, pl.String))])
    )
    assert tuple(score(but(exceptions=said), changed).exceptions.values()) == verdicts


@pytest.mark.parametrize(("listed", "found"), [([("50123", 3000)], 1), ([("50123", 2900)], 0), ([], 0)])
def test_money_that_must_stay_open_is_found_where_it_is_listed_with_its_amount(listed, found, but, answers):
    kept = answers.scenario_items.head(1).with_columns(
        scenario_id=pl.lit("unapplied_cash"), reference=pl.lit("50123"), amount_cents=pl.lit(3000, pl.Int64),
        expected_code=pl.lit(""), links=pl.lit([], pl.List(pl.String)),
    )  # fmt: skip
    truth = replace(answers, scenario_items=kept)
    said = pl.DataFrame(listed, schema=STANDING, orient="row")
    assert score(but(standing_items=said), truth).scenarios["unapplied_cash"]["found"] == found
    assert score(but(standing_items=None), truth).scenarios["unapplied_cash"]["unmeasured"] == 1


def test_denials_and_movements_differ_line_by_line_without_sign(but, answers):
    denials = practice.frame("denials", [("v1", "2026-09-08", "CO", "16", 5000)])
    moved = practice.frame("ledger_days", [("medicare", 20000, 4999, 1501, 4000, 0)])
    residual = score(but(denials=denials, ledger_days=moved), answers).residual_cents
    assert (residual["denials"], residual["movements"]) == (10000, 2)


def test_among_equals_the_exception_about_the_same_kind_of_thing_answers(but, answers):
    returned = practice.frame("exceptions", [("BNK-RET", "bank_debit", "DSK1", 7500, "returned", "")])
    key = answers.exceptions.filter(pl.col("code") == "ERA-NOEFT")
    changed = practice.with_exceptions(
        answers, pl.concat([key, returned.with_columns(deposit_ref=pl.lit(None, pl.String))])
    )
    said = told(
        ("BNK-UNK", "deposit", "DSK1", 7500, None, None), ("BNK-DEBIT", "bank_debit", "DSK1", -7500, None, None), UNPAID
    )
    verdicts = score(but(exceptions=said), changed).details["exceptions"]
    paired = verdicts.filter(pl.col("code") == "BNK-RET")
    assert paired["said_code"].to_list() == ["BNK-DEBIT"]


@pytest.mark.parametrize(("said", "found", "cents"), [([("c1", 461)], 1, 0), ([("c1", 460)], 0, 1), ([], 0, 461)])
def test_a_line_off_its_contract_is_told_by_its_cents(but, answers, said, found, cents):
    card = score(but(underpayments=practice.frame("underpayments", said)), answers)
    assert (card.scenarios["short"]["found"], card.residual_cents["underpayments"]) == (found, cents)
