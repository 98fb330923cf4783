"""`tieout bench`: which seeds, what is printed, and how another tool's files are scored."""

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from pipeline.bench import bench as benches
from pipeline.cli import app
from pipeline.commands.benching import WrongQuestionError, read_seeds
from tests.bench import practice
from tests.bench.fake_run import write_run


def tieout(*arguments):
    return CliRunner().invoke(app, list(arguments))


@pytest.fixture
def tool(tmp_path):
    folder = tmp_path / "tool"
    folder.mkdir()
    for name in ("matches", "exceptions", "kpis"):
        practice.frame(name, practice.ROWS[name]).write_csv(folder / f"{name}.csv")
    return folder


@pytest.fixture
def simulated(monkeypatch):
    """The hand-made practice in place of the simulator, and a run that knows the truth in place of the pipeline."""
    asked = []

    def simulate(folder, **options):
        asked.append({name: options[name] for name in ("pm", "gl")})
        practice.write_answers(folder / "practice_answers")
        return type("Wrote", (), {"answers": folder / "practice_answers", "practice": folder, "claims": 2})()

    monkeypatch.setattr(benches, "simulate", simulate)
    monkeypatch.setattr(benches, "_run_apart", lambda settings, *_: write_run(settings) or False)
    return asked


def test_seeds_are_ranges_and_lists():
    assert read_seeds("1-3,7") == [1, 2, 3, 7]
    with pytest.raises(WrongQuestionError):
        read_seeds("3-1")


def test_the_files_of_another_tool_are_scored(tool, answers_folder, tmp_path):
    out = tmp_path / "out"
    result = tieout("bench", "--score", f"{tool}", "--answers", f"{answers_folder}", "--out", f"{out}", "--json")
    assert result.exit_code == 0, result.output
    card = json.loads(result.stdout)
    assert card["precision"] == 1.0
    assert card["kpi_differences"] == []
    assert card["residual_cents"]["rollforward"] is None
    assert sorted(path.stem for path in out.iterdir()) == ["deposits", "exceptions", "matches", "scenario_items"]


@pytest.mark.parametrize(("pm", "is_right"), [("epic", True), ("kareo", False)])
def test_another_tool_is_held_to_days_where_the_pm_names_no_batches(pm, is_right, tool, answers_folder):
    key, said = answers_folder / "matches.parquet", tool / "matches.csv"
    reference = pl.col("evidence_ref")
    pl.read_parquet(key).with_columns(reference.replace("1001|DSK1", "1001|DSK26090511")).write_parquet(key)
    pl.read_csv(said).with_columns(reference.replace("1001|DSK1", "epic|day 2026-09-05")).write_csv(said)
    result = tieout("bench", "--score", f"{tool}", "--answers", f"{answers_folder}", "--pm", pm, "--json")
    assert (json.loads(result.stdout)["precision"] == 1.0) is is_right


@pytest.mark.parametrize("lacks", ["matches.csv", "column", "answers", "seeds", "system"])
def test_a_wrong_question_is_answered_in_words(lacks, tool, answers_folder):
    arguments = ["bench", "--score", f"{tool}", "--answers", f"{answers_folder}"]
    if lacks == "matches.csv":
        (tool / lacks).unlink()
    elif lacks == "column":
        (tool / "matches.csv").write_text("deposit_ref\nx\n")
    elif lacks == "answers":
        arguments = arguments[:3]
    elif lacks == "seeds":
        arguments = ["bench", "--seeds", "many"]
    else:
        arguments = ["bench", "--pm", "shoebox"]
    result = tieout(*arguments)
    assert result.exit_code == 2
    assert "Error" not in result.stderr


@pytest.mark.usefixtures("simulated")
def test_the_bench_prints_tieout_beside_the_baselines():
    result = tieout("bench", "--seeds", "1-2")
    assert result.exit_code == 0, result.output
    head = next(line for line in result.stdout.splitlines() if "tieout 1" in line)
    assert head.split("  ")[-1].strip() == "trace_numbers all"
    assert "100.0000%" in next(line for line in result.stdout.splitlines() if "precision" in line)
    assert "needs mart proof_of_cash" in result.stdout


def test_the_practices_have_the_systems_that_were_asked_for(simulated):
    assert tieout("bench", "--seeds", "1", "--pm", "epic", "--gl", "netsuite", "--json").exit_code == 0
    assert tieout("bench", "--seeds", "1", "--json").exit_code == 0
    assert simulated == [{"pm": "epic", "gl": "netsuite"}, {"pm": "kareo", "gl": "quickbooks"}]


@pytest.mark.usefixtures("simulated")
def test_the_bench_as_json_has_the_promised_shape(tmp_path):
    result = tieout("bench", "--seeds", "1,2", "--out", f"{tmp_path}", "--json")
    card = json.loads(result.stdout)
    assert [seed["seed"] for seed in card["seeds"]] == [1, 2]
    assert {"claims", "auto_match", "precision", "scenarios", "exceptions", "kpi_differences", "residual_cents",
            "seconds"} <= set(card["seeds"][0])  # fmt: skip
    assert set(card["baselines"]) == {"spreadsheet", "trace_numbers"}
    assert card["baselines"]["spreadsheet"]["scenarios"]["twins"]["planted"] == 4
    assert json.loads((tmp_path / "bench.json").read_text()) == card
    assert (tmp_path / "seed_1" / "details" / "tieout" / "exceptions.csv").exists()


@pytest.mark.usefixtures("simulated")
def test_a_run_that_builds_nothing_is_said_and_nothing_is_scored(monkeypatch):
    def fail(*_):
        raise benches.BenchFailedError("The run of seed 1 built nothing: E-transform")

    monkeypatch.setattr(benches, "_run_apart", fail)
    result = tieout("bench", "--seeds", "1")
    assert result.exit_code == 1
    assert "built nothing" in result.stderr
