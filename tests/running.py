"""Running `tieout` as people do, in a process and a data folder of its own.

With one thread, where a test does not ask for more: test processes share the processors, and what comes out is the same
with any number of threads (`test_definitions`).
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from pipeline.settings import PROJECT

RESULT = "RESULT "
SAMPLE = PROJECT / "data" / "samples" / "practice"


@dataclass(frozen=True)
class Ran:
    """What `tieout run --json` gave back: exit code, its JSON object, everything it printed, and its data folder."""

    code: int
    answer: dict[str, Any]
    printed: str
    data: Path

    @property
    def snapshot(self) -> Path:
        return Path(self.answer["snapshot"])

    def built(self) -> duckdb.DuckDBPyConnection:
        """The build file, which is there even when publishing was refused."""
        return duckdb.connect(self.data / "warehouse" / "build.duckdb", read_only=True)

    def marts(self) -> duckdb.DuckDBPyConnection:
        """The marts of the run: of its snapshot, or of the build file when publishing was refused."""
        if not self.answer["published"]:
            return self.built()
        return duckdb.connect(self.snapshot / "warehouse.duckdb", read_only=True)

    def ask(self, sql: str) -> list[tuple]:
        """Rows of the marts."""
        with self.marts() as con:
            con.execute("use marts")
            return con.execute(sql).fetchall()


def tieout(data: Path, *arguments: str, threads: int = 1) -> Ran:
    """Run the command line as people do, in a process of its own, with a data folder of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        env={**os.environ, "TIEOUT_DATA": str(data), "TIEOUT_THREADS": str(threads)},
        cwd=PROJECT,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )
    lines = done.stdout.strip().splitlines()
    answer = json.loads(lines[-1]) if "--json" in arguments and lines else {}
    return Ran(done.returncode, answer, done.stdout + done.stderr, data)


def in_own_process(script: str, data: Path, **settings: str) -> tuple[Any, str]:
    """Run a script in a process of its own, for its imports stay out of this one; gives its result and all print.

    The result is what the script prints behind `RESULT `, as JSON.
    """
    environment = {**os.environ, "TIEOUT_DATA": str(data), "TIEOUT_THREADS": "1", "DO_NOT_TRACK": "1", **settings}
    environment.pop("DAGSTER_HOME", None)
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith(RESULT)]
    assert lines, done.stderr[-3000:]
    return json.loads(lines[-1].removeprefix(RESULT)), done.stdout + done.stderr
