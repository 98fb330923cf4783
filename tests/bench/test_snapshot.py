"""What a run built is read back under natural names, in cents, and what is not there is never a zero."""

import duckdb
import pytest
import yaml

from pipeline.bench.baselines import load_baselines
from pipeline.bench.inputs import read_inputs
from pipeline.bench.scorecard import RESIDUALS, score
from pipeline.bench.snapshot import SQL, read_run
from pipeline.settings import DBT_PROJECT, Settings
from tests.bench.fake_run import write_run

COUNTING = {
    *("K03", "K18", "K20c", "K20s", "K20z", "K21", "K23", "K24", "K30", "K32", "K33", "K34", "K36", "K36b", "K36p90"),
    *("K41", "K50a", "K50c", "K50d", "K52", "K52_late", "K58", "K59", "K62"),
}
MONEY = {
    *("K01", "K01a", "K05", "K05b", "K05_dos", "K05_bill", "K05_resp", "K07", "K07_aged", "K09", "K10a", "K11"),
    *("K04", "K05u", "K10", "K10x", "K14", "K15", "K17", "K20d", "K20e", "K40", "K43", "K45", "K46", "K47", "K50b"),
    *("K51", "K51p90", "K53", "K53_card", "K53_desk", "K54", "K54_aged", "K55", "K55_aged", "K56", "K56_days", "K57"),
    *("K59_over", "K59_short"),
}


@pytest.fixture
def settings(tmp_path):
    made = Settings(data=tmp_path / "data")
    write_run(made)
    return made


def test_a_run_that_knows_the_truth_scores_one(settings, answers):
    card = score(read_run(settings), answers)
    assert card.members.rate == 1
    assert card.exceptions == {"right": 2, "wrong_code": 0, "missed": 0, "false": 0}
    assert card.kpi_differences == []
    assert card.residual_cents == dict.fromkeys(RESIDUALS, 0) | {"bridge": None, "proof_of_cash": None}
    assert card.unmeasured == {
        "bridge": "not measurable: needs mart cash_bridge",
        "proof_of_cash": "not measurable: needs mart proof_of_cash",
    }
    assert (card.claim_lines.part, card.claim_lines.whole) == (2, 3)
    assert all(counts["found"] == counts["planted"] for name, counts in card.scenarios.items() if name != "lapping")


def test_a_match_planted_in_the_marts_is_seen_as_false(settings, answers):
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute(
            "update marts.match_members set member_id = '1|TRACE6|2026-09-04|18800' where member_id like '%CE1|%'"
        )
    card = score(read_run(settings), answers)
    assert (card.members.part, card.members.whole) == (11, 13)


def test_a_mart_that_could_not_be_built_leaves_its_measure_without_a_figure(settings, answers):
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute("drop table marts.ar_open_items")
        con.execute("drop table intermediate.int_posted_service_lines")
    card = score(read_run(settings), answers)
    assert card.residual_cents["rollforward"] is None
    assert card.unmeasured["rollforward"] == "not measurable: needs mart ar_open_items"
    assert card.claim_lines is None


def test_a_mart_of_proofs_is_compared_as_soon_as_there_is_one(settings, answers):
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute(
            "create table marts.cash_bridge as select 'bank credits' as term, 4186.40 as amount, '2026-09' as period"
        )
    assert score(read_run(settings), answers).residual_cents["bridge"] == 4


def test_what_stood_before_and_what_stands_now_are_one_line_of_the_true_proof(settings):
    with duckdb.connect(str(settings.build_path)) as con:
        con.execute(
            "create table marts.proof_of_cash as select * from (values "
            "('2026-09', '4400', 'unrecorded_debits_prior', -5.00, 0.00, -5.00, 0.00), "
            "('2026-09', '4400', 'returned_items_current', 0.00, 0.00, 3.00, -3.00)) as lines(period, account_number, "
            "line_name, prior_amount, receipts_amount, disbursements_amount, current_amount)"
        )
    said = read_run(settings).proof_of_cash
    assert set(said["line"]) == {"unrecorded_disbursements"}
    assert said["disbursements_cents"].sum() == -200


def test_the_baselines_read_the_same_files(settings, answers):
    bank, evidence = read_inputs(settings)
    cards = {name: score(reconcile(bank, evidence), answers) for name, reconcile in load_baselines().items()}
    assert cards["trace_numbers"].members.rate == 1
    assert cards["trace_numbers"].lines.part == 5
    assert cards["spreadsheet"].exceptions["right"] == 1


def test_every_published_kpi_is_known_to_count_things_or_money():
    text = (DBT_PROJECT / "models" / "marts" / "kpis" / "_kpis__models.yml").read_text()
    metas = [model.get("config", {}).get("meta", {}) for model in yaml.safe_load(text)["models"]]
    assert {meta["kpi_id"] for meta in metas if "kpi_id" in meta} == COUNTING | MONEY
    said = (SQL / "kpis.sql").read_text()
    assert all(f"'{kpi}'" in said for kpi in COUNTING)
    assert not any(f"'{kpi}'" in said for kpi in MONEY)
