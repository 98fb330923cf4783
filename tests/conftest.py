"""One run of the sample practice, shared by every test that looks at what a run publishes.

The run takes half a minute, so parallel test processes share it through a lock beside their common temporary folder.
"""

import json
import os

import pytest
from filelock import FileLock
from running import SAMPLE, Ran, tieout


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory) -> Ran:
    """The sample practice, run once for all test processes."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "sample_practice"
    with FileLock(f"{shared}.lock"):
        kept = shared / "ran.json"
        if not kept.exists():
            ran = tieout(shared, "run", "--landing", str(SAMPLE), "--json")
            kept.write_text(json.dumps({"code": ran.code, "answer": ran.answer, "printed": ran.printed}))
        return Ran(**json.loads(kept.read_text()), data=shared)
