"""A small practice with much trouble, run once, and the means to run it again on other files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from pipeline.settings import Settings
from pipeline.simulator.deliveries import deliver
from pipeline.simulator.simulate import live
from tests.metamorphic.deliveries import Files, land
from tests.metamorphic.rerun import Recipe, recipe_of, rerun

SEED, CLAIMS = 5, 800
RATES = {
    "missing_addenda": 15, "truncated_trace": 15, "lost_leading_zero": 10, "bank_split": 12, "entity_mispost": 8,
    "era_early": 20, "era_late": 20, "late_money": 20, "aggregator_eft": 20, "aggregator_equal_remit": 20, "wire": 20,
    "lockbox_encoding": 20, "lockbox_missing_item": 20, "slip_short_check": 20, "twin_payments": 60, "twin_remits": 20,
    "reissued_check": 20, "converted_eob": 20, "split_era": 20, "split_era_missing": 20, "virtual_card": 20,
    "misdirected_money": 50, "own_transfer": 60, "unmapped_payer": 20, "overlapping_statement": 12,
}  # fmt: skip


@dataclass(frozen=True)
class Practice:
    """The practice as it was delivered, and what was built of it."""

    files: Files
    build: Path

    def ask(self, sql: str) -> list[tuple]:
        """Rows of its marts."""
        with duckdb.connect(self.build, read_only=True) as con:
            con.execute("use marts")
            return con.execute(sql).fetchall()


@pytest.fixture(scope="session")
def recipe(sample_run) -> Recipe:
    """How the sample run was built."""
    return recipe_of(Settings(data=sample_run.data))


@pytest.fixture(scope="session")
def practice(common_folder, recipe) -> Practice:
    """The practice, run once for all test processes."""
    landing, settings = common_folder / "troubled_practice", _settings(common_folder / "troubled_data")
    with FileLock(f"{landing}.lock"):
        if not (done := common_folder / "troubled_done").exists():
            world = live(seed=SEED, claims=CLAIMS, rates=RATES, has_lockbox=True)
            for item in deliver(world, "kareo", "quickbooks", extras=True):
                land(dict.fromkeys([item.name, *item.copies], item.data()), landing)
            rerun(recipe, landing, settings)
            done.touch()
    files = {path.relative_to(landing).as_posix(): path.read_bytes() for path in landing.rglob("*") if path.is_file()}
    return Practice(files, settings.build_path)


@pytest.fixture(scope="session")
def run_with(practice, recipe, tmp_path_factory) -> Callable[..., Path]:
    """Run the practice on other files; gives the build file."""

    def run(files: Files, days_later: int = 0) -> Path:
        folder = tmp_path_factory.mktemp("other_files")
        store = practice.build.with_name("store.duckdb")
        return rerun(recipe, land(files, folder / "landing"), _settings(folder / "data"), days_later, store)

    return run


def _settings(data: Path) -> Settings:
    """One thread: queries this small are cheaper so."""
    return Settings(data=data, threads=1)
