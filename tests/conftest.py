"""One run of the sample practice, shared by every test that looks at what a run publishes.

The run takes a minute, so parallel test processes share it through a lock beside their common temporary folder.
"""

import json
import os
from pathlib import Path

import pytest
from filelock import FileLock
from running import SAMPLE, Ran, tieout

from pipeline.settings import DBT_PROJECT, Settings

FOLDER = Path(__file__).parent
ORDER = (
    "test_end_to_end.py",
    *("adapters", "formats", "layouts", "ingest"),
    *("test_definitions.py", "test_dbt_project.py", "metamorphic/test_controls_accuse_nobody.py"),
    *("fuzz/test_canaries.py", "metamorphic"),
)
"""What the test processes take up first; all other files follow in the order of their names.

One process runs the sample practice while others read files, so that none waits for it; then come the whole runs, the
longest tests, between which those of a moment fill the gaps, not the other way round.
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files in order; within a file nothing moves."""
    items.sort(key=lambda item: place(item.path.relative_to(FOLDER).as_posix()))


def place(path: str) -> int:
    """How far to the front a file stands."""
    return next((number for number, start in enumerate(ORDER) if path.startswith(start)), len(ORDER))


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory):
    """The temporary folder of all test processes."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def parsed_project(common_folder) -> None:
    """The SQL project parsed for Dagster by `tieout doctor`, once for all test processes."""
    done = common_folder / "parsed_project"
    with FileLock(f"{done}.lock"):
        if not done.exists():
            tieout(done, "doctor", "--quiet")
            assert (DBT_PROJECT / "target" / "manifest.json").exists()
            done.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def sample_run(common_folder) -> Ran:
    """The sample practice, run once for all test processes, as everybody runs it: with two threads."""
    shared = common_folder / "sample_practice"
    with FileLock(f"{shared}.lock"):
        kept = shared / "ran.json"
        if not kept.exists():
            ran = tieout(shared, "run", "--landing", str(SAMPLE), "--json", threads=Settings().threads)
            kept.write_text(json.dumps({"code": ran.code, "answer": ran.answer, "printed": ran.printed}))
        return Ran(**json.loads(kept.read_text()), data=shared)
