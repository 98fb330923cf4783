"""The guide names every hook scenarios can act on and every table of the answer key."""

import pytest

from pipeline.settings import PROJECT
from pipeline.simulator.answers.tables import TABLES
from pipeline.simulator.planning import HOOKS

GUIDE = (PROJECT / "docs" / "simulator.md").read_text()


@pytest.mark.parametrize("name", [*HOOKS, *TABLES])
def test_every_hook_and_table_stands_in_the_guide(name):
    assert f"`{name}`" in GUIDE
