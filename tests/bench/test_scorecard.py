"""The scorecard sees what is planted by hand: a false match, a missed exception, a wrong cent."""

import polars as pl
import pytest

from pipeline.bench.members import members_of_pairs
from pipeline.bench.scorecard import RESIDUALS, pool, score
from pipeline.bench.statement import EXCEPTIONS, Statement, fill_exceptions
from tests.bench import practice


def matches(pairs):
    return members_of_pairs(practice.frame("matches", pairs))


def exceptions(rows):
    return fill_exceptions(pl.DataFrame(rows, schema=EXCEPTIONS, orient="row"))


def test_a_perfect_tool_scores_one_and_differs_in_nothing(perfect, answers):
    card = score(perfect, answers)
    figures = card.as_json()
    rates = {"lines": 6 / 7, "dollars": 397200 / 418600, "claim_lines": 2 / 3}
    assert figures["auto_match"] == pytest.approx(rates, abs=1e-9)
    assert figures["of_reachable"] == {"lines": 1.0, "dollars": 1.0, "claim_line_verdicts": 1.0}
    assert figures["precision"] == 1.0
    assert figures["exceptions"] == {"right": 2, "wrong_code": 0, "missed": 0, "false": 0}
    assert figures["kpi_differences"] == []
    assert figures["residual_cents"] == dict.fromkeys(RESIDUALS, 0)
    assert figures["unmeasured"] == {}
    assert all(counts["found"] == counts["planted"] for name, counts in card.scenarios.items() if name != "lapping")
    assert card.scenarios["lapping"] == {"planted": 1, "found": 0, "unmeasured": 1}


def test_one_planted_false_match_lowers_precision_by_exactly_its_members(but, answers):
    false = matches([*practice.PAIRS, (practice.MISSING, "remittance", practice.UNPAID, 21400)])
    card = score(but(matches=false), answers)
    assert (card.members.part, card.members.whole) == (13, 15)
    assert card.lines.part == 7
    assert card.scenarios["twins"]["found"] == 2


def test_twins_taken_for_each_other_are_two_false_matches(but, answers):
    swapped = [pair for pair in practice.PAIRS if pair[0] not in (practice.TWIN_1, practice.TWIN_2)]
    swapped += [(practice.TWIN_1, "remittance", practice.REMIT_2, 125000)]
    swapped += [(practice.TWIN_2, "remittance", practice.REMIT_1, 125000)]
    card = score(but(matches=matches(swapped)), answers)
    assert (card.members.part, card.members.whole) == (9, 13)
    assert card.scenarios["twins"]["found"] == 0


@pytest.mark.parametrize("change", ["one member less", "one cent more"])
def test_a_group_is_right_as_a_whole_or_not_at_all(change, but, answers):
    pairs = [pair for pair in practice.PAIRS if pair[2] != practice.PART_2]
    if change == "one cent more":
        pairs.append((practice.GROUP, "remittance", practice.PART_2, 40001))
    card = score(but(matches=matches(pairs)), answers)
    assert card.members.whole - card.members.part == (2 if change == "one member less" else 3)
    assert card.scenarios["group"]["found"] == 0


def test_one_missed_exception_is_one_missed_and_its_scenario_is_not_found(but, answers):
    card = score(but(exceptions=exceptions(practice.EXCEPTIONS[1:])), answers)
    assert card.exceptions == {"right": 1, "wrong_code": 0, "missed": 1, "false": 0}
    assert card.scenarios["missing_remit"] == {"planted": 1, "found": 0, "unmeasured": 0}
    assert card.scenarios["missing_cash"]["found"] == 1


@pytest.mark.parametrize(("code", "cents"), [("BNK-UNK", 21400), ("BNK-NOERA", 21401)])
def test_another_code_or_another_cent_is_told_wrongly(code, cents, but, answers):
    told = exceptions([(code, "deposit", "B6", cents), practice.EXCEPTIONS[1]])
    card = score(but(exceptions=told), answers)
    assert card.exceptions == {"right": 1, "wrong_code": 1, "missed": 0, "false": 0}
    assert card.scenarios["missing_remit"]["found"] == 0


def test_an_exception_of_what_is_well_is_false_and_spoils_its_scenario(but, answers):
    told = exceptions([*practice.EXCEPTIONS, ("BNK-AMT", "deposit", practice.DESK, 7500)])
    card = score(but(exceptions=told), answers)
    assert card.exceptions == {"right": 2, "wrong_code": 0, "missed": 0, "false": 1}
    assert card.scenarios["desk"]["found"] == 0


def test_a_tool_that_matches_everything_to_anything_has_no_precision(answers):
    wild = [(a, kind, ref, 1) for a, *_ in practice.PAIRS for _, kind, ref, _ in practice.PAIRS]
    card = score(Statement(matches=matches(wild), exceptions=exceptions([])), answers)
    assert card.members.rate == 0
    assert card.lines.part == 6
    assert card.exceptions == {"right": 0, "wrong_code": 0, "missed": 2, "false": 0}


def test_a_match_made_by_a_person_says_nothing_about_the_rules(but, answers):
    by_hand = matches(practice.PAIRS).with_columns(is_automatic=pl.col("reference") != practice.EFT)
    card = score(but(matches=by_hand.with_columns(pl.col("is_automatic").all().over("match_id"))), answers)
    assert (card.lines.part, card.members.part, card.members.whole) == (5, 11, 11)


def test_what_a_tool_does_not_say_has_no_figure_and_a_reason(perfect, answers):
    card = score(Statement(matches=perfect.matches, exceptions=perfect.exceptions), answers)
    figures = card.as_json()
    assert figures["kpi_differences"] is None
    assert set(figures["residual_cents"].values()) == {None}
    assert figures["auto_match"]["claim_lines"] is None
    assert figures["unmeasured"]["bridge"].startswith("not measurable")
    assert card.scenarios["rejected"] == {"planted": 1, "found": 0, "unmeasured": 1}


def test_a_cent_too_much_on_one_side_and_too_little_on_the_other_do_not_cancel(but, answers):
    items = practice.frame("open_items", [("c1", "patient", 2501), ("c2", "insurance", 9999)])
    deposits = answers.deposits.select("deposit_ref", explained_cents="amount_cents")[1:]
    card = score(but(open_items=items, deposits=deposits), answers)
    assert card.residual_cents["rollforward"] == 2
    assert card.residual_cents["bank_credits"] == 40000


@pytest.mark.parametrize(
    ("row", "part"),
    [
        (("K30", "2026-09", "practice", "all", 1.0, 2.0, 0.500000002), "value"),
        (("K30", "2026-09", "practice", "all", 2.0, 2.0, 0.5), "numerator"),
        (("K01", "2026-09", "practice", "all", 12500.0, 435.5, 28.75), "denominator"),
        (("K50d", "2026-09", "practice", "all", 5.0, 5.0, 1.0), "value"),
        (("K30", "2026-09", "practice", "west", 1.0, 2.0, 0.5), "value"),
    ],
)
def test_a_kpi_differs_by_its_rate_its_cents_or_its_being_there(row, part, but, answers):
    said = [kpi for kpi in practice.ROWS["kpis"] if kpi[:4] != row[:4]]
    differences = score(but(kpis=practice.frame("kpis", [*said, row])), answers).kpi_differences
    assert [(item["kpi_id"], item["part"]) for item in differences] == [(row[0], part)]


def test_a_kpi_that_is_rounded_to_the_cent_is_the_same(but, answers):
    said = answers.kpis.with_columns(pl.col("denominator").round(0))
    assert score(but(kpis=said), answers).kpi_differences == []


def test_several_practices_are_added_before_they_are_divided(perfect, but, answers):
    bad = score(but(matches=matches(practice.PAIRS[:1]), bridge=None), answers)
    both = pool([score(perfect, answers), bad])
    assert (both.lines.part, both.lines.whole) == (7, 14)
    assert both.exceptions["right"] == 4
    assert both.scenarios["twins"] == {"planted": 4, "found": 2, "unmeasured": 0}
    assert both.residual_cents["bridge"] is None
    assert both.residual_cents["rollforward"] == 0
