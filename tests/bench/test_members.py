"""Pairs become matches: what hangs together is one match, and amounts add up by member."""

import polars as pl

from pipeline.bench.members import members_of_pairs, name_by_day

PAIRS = {"deposit_ref": ["d1", "d1", "d2"], "evidence_kind": ["remittance"] * 3, "evidence_ref": ["r1", "r2", "r2"]}


def test_pairs_that_share_a_side_are_one_match():
    members = members_of_pairs(pl.DataFrame(PAIRS | {"amount_cents": [100, 20, 3]}))
    assert members["match_id"].n_unique() == 1
    amounts = dict(members.select("reference", "amount_cents").iter_rows())
    assert amounts == {"d1": 120, "d2": 3, "r1": 100, "r2": 23}


def test_a_tool_may_say_itself_which_pairs_are_one_match():
    members = members_of_pairs(pl.DataFrame(PAIRS | {"amount_cents": [100, 20, 3], "match_id": ["a", "b", "c"]}))
    assert members.height == 6


def test_no_pair_is_no_member():
    assert members_of_pairs(pl.DataFrame(PAIRS | {"amount_cents": [1, 2, 3]}).clear()).is_empty()


def test_a_code_of_a_difference_ties_no_two_matches_together():
    pairs = {"deposit_ref": ["d1", "d1", "d2", "d2"], "evidence_kind": ["pm_batch", "difference"] * 2}
    names = {"evidence_ref": ["b1", "BNK-ENC", "b2", "BNK-ENC"], "amount_cents": [100, -25, 60, 1]}
    members = members_of_pairs(pl.DataFrame(pairs | names))
    assert members["match_id"].n_unique() == 2
    assert dict(members.filter(pl.col("side") == "bank").select("reference", "amount_cents").iter_rows()) == {
        "d1": 75,
        "d2": 61,
    }


def test_a_pm_without_batches_is_held_to_the_day_the_cash_was_taken():
    pairs = pl.DataFrame(
        {
            "deposit_ref": ["d1", "d2", "d3"],
            "evidence_kind": ["pm_batch", "pm_batch", "remittance"],
            "evidence_ref": ["1001|DSK26070111", "1001|DSK26070112", "1470000011|DSK26070111|2026-07-01|100"],
            "amount_cents": [100, 200, 100],
        }
    )
    assert members_of_pairs(name_by_day(pairs, None))["match_id"].n_unique() == 3
    named = name_by_day(pairs, "epic")
    assert named["evidence_ref"].to_list()[:2] == ["epic|day 2026-07-01"] * 2
    assert members_of_pairs(named)["match_id"].n_unique() == 2
