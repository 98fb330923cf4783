"""Where simulated people did what controls ask about, each is found, and nobody else is accused."""

import duckdb
import pytest
from test_control_scenarios import GIVEN_UP, PLANTED, assert_controls_find_the_planted, assert_money_of_others_is_known

from pipeline.settings import Settings
from pipeline.simulator.simulate import simulate
from tests.metamorphic.rerun import rerun

SEED, CLAIMS = 5, 1200
SCENARIOS = {*(name for names in PLANTED.values() for name in names), *GIVEN_UP["drawer_short_again"]}
RATES = dict.fromkeys(SCENARIOS, 60.0) | {"deleted_visit": 1000.0}
"""Per 1,000 of what each acts on; of PM exports there are three."""


@pytest.fixture(scope="module")
def accused(recipe, tmp_path_factory):
    """Questions to the marts of a practice with all of this trouble, and its answer key."""
    folder = tmp_path_factory.mktemp("accused")
    simulate(folder, seed=SEED, claims=CLAIMS, rates=RATES, extras=True)
    settings = Settings(data=folder / "data", threads=1)
    rerun(recipe, folder / "practice", settings)
    with duckdb.connect(settings.build_path, read_only=True) as con:
        con.execute("use marts")
        yield lambda sql: con.execute(sql).fetchall(), folder / "practice_answers"


def test_every_trouble_is_planted(accused):
    _, key = accused
    found = duckdb.read_parquet(str(key / "scenario_items.parquet")).project("scenario_id").fetchall()
    assert {name for (name,) in found} >= SCENARIOS


def test_controls_find_what_was_planted_and_nothing_else(accused):
    assert_controls_find_the_planted(*accused)


def test_credits_refunds_and_duties_are_what_was_planted(accused):
    assert_money_of_others_is_known(*accused)
