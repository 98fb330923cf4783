"""What is not documented is not done: adapters, layouts, marts, KPIs, commands and make targets stand in the docs."""

import re

import pytest
import yaml
from typer.main import get_command

from pipeline.adapters import load_adapters
from pipeline.cli import app
from pipeline.settings import DBT_PROJECT, PROJECT, SCHEMAS
from pipeline.workbooks import load_workbooks

README = (PROJECT / "README.md").read_text()
ARCHITECTURE = (PROJECT / "docs" / "architecture.md").read_text()
MAKEFILE = (PROJECT / "Makefile").read_text()
MARTS = [path.stem for path in (DBT_PROJECT / "models" / "marts").rglob("*.sql") if not path.stem.startswith("kpi_")]


def models_of_marts():
    for path in sorted((DBT_PROJECT / "models" / "marts").rglob("*.yml")):
        yield from yaml.safe_load(path.read_text()).get("models", [])


@pytest.mark.parametrize(
    "name", sorted({*load_adapters(), *(path.stem for path in (SCHEMAS / "layouts").glob("*.yaml"))})
)
def test_every_adapter_and_layout_stands_in_the_table_of_files_we_read(name):
    """Every bank has its CSV and every practice its bank, so one row stands for the layouts of all of them."""
    is_bank = name.startswith("bank_") and name not in load_adapters()
    assert f"`{'bank_*' if is_bank else name}`" in ARCHITECTURE


@pytest.mark.parametrize("mart", sorted([*MARTS, "kpi_values"]))
def test_every_mart_stands_in_the_readme_with_its_question(mart):
    assert f"`{mart}`" in README


def test_every_kpi_has_a_name_a_formula_a_unit_and_a_definition_version():
    kpis = [model for model in models_of_marts() if model["name"].startswith("kpi_") and model["name"] != "kpi_values"]
    assert kpis
    for model in kpis:
        meta = model["config"]["meta"]
        assert model["description"], model["name"]
        assert {"kpi_id", "kpi_name", "formula", "unit", "definition_version"} <= set(meta), model["name"]


@pytest.mark.parametrize("command", sorted(get_command(app).commands))
def test_every_command_stands_in_the_readme(command):
    assert f"`tieout {command}" in README


@pytest.mark.parametrize("target", re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))
def test_every_make_target_says_what_it_does(target):
    assert re.search(rf"^{target}:.*## \w+", MAKEFILE, flags=re.MULTILINE)


@pytest.mark.parametrize("workbook", sorted(load_workbooks()))
def test_every_workbook_stands_in_the_readme(workbook):
    assert workbook in README


def test_the_readme_and_the_makefile_stay_short_enough_to_be_read():
    assert len(README.splitlines()) <= 120
    assert len(MAKEFILE.splitlines()) <= 60
