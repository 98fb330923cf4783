"""One simulated quarter for all tests of the simulator: its events, and the files written from them."""

import json

import pyarrow.parquet as pq
import pytest

from pipeline.simulator.simulate import live, simulate


@pytest.fixture(scope="session")
def ledger():
    return live(seed=7).ledger


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    return simulate(tmp_path_factory.mktemp("world"), seed=7)


@pytest.fixture(scope="session")
def answers(written):
    return json.loads((written.answers / "answers.json").read_text())


@pytest.fixture(scope="session")
def key(written):
    """Every table of the answer key by name, as rows by column."""
    return {path.stem: pq.read_table(path).to_pylist() for path in written.answers.glob("*.parquet")}
