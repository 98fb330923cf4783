"""From raw to marts: dbt as a child process that dies with us and whose words stay inside.

Here: starting dbt, its progress, and the verdict of every test from its results. Not here: the SQL (`dbt_project/`)
and what follows from a failed test (`pipeline.publish`). Messages of dbt may hold values of rows: they are read for
their counts, never shown, and its result file is removed.
"""

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from pipeline.bound import bound_command
from pipeline.failure import StepFailedError
from pipeline.manifest import Check
from pipeline.settings import DBT_PROJECT, PROJECT, Settings

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how much is done and how much there is."""

QUIET = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_VERSION_CHECK": "false",
    "PYTHONUTF8": "1",
}
SEVERITY = {"fail": "block", "error": "block", "warn": "warn"}


@dataclass(frozen=True)
class Transformation:
    """What dbt did: the verdict of every test, and the models that could not be built."""

    tests: list[Check]
    broken: list[str]


def target_folder(settings: Settings) -> Path:
    """Where dbt keeps its manifest and its parsed project."""
    return (settings.warehouse / "dbt_target").resolve()


def dbt_environment(settings: Settings) -> dict[str, str]:
    """The environment every dbt call needs: the build file, and no word to anybody outside."""
    return {**os.environ, **QUIET, "TIEOUT_BUILD": str(settings.build_path.resolve())}


def dbt_command(settings: Settings, command: str, *options: str, target: Path | None = None) -> list[str]:
    """A dbt command line for our project, without log file and telemetry."""
    places = {
        "--project-dir": DBT_PROJECT,
        "--profiles-dir": DBT_PROJECT,
        "--target-path": target or target_folder(settings),
        "--log-path": settings.logs.resolve(),
    }
    flags = ["--log-format", "json", "--log-level", "info", "--log-level-file", "none", "--no-use-colors"]
    flags += [str(part) for place in places.items() for part in place]
    return bound_command("dbt.cli.main", command, *flags, *options)


def transform(settings: Settings, progress: Progress) -> Transformation:
    """Build and test every model on the build file.

    Raises:
        StepFailedError: dbt could not read or start the project. A model or test that fails is no error here: it is
            in what is given back.
    """
    results = target_folder(settings) / "run_results.json"
    results.unlink(missing_ok=True)
    options = ["--threads", str(settings.threads), "--exclude-resource-type", "unit_test"]
    with subprocess.Popen(
        dbt_command(settings, "build", *options),
        env=dbt_environment(settings),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as child:
        try:
            for line in child.stdout or ():
                _report(line, progress)
        except BaseException:
            child.kill()
            raise
    if not results.exists():
        advice = "The SQL project could not be read: `tieout doctor` names the file."
        raise StepFailedError("transform", "DbtError", advice)
    found = json.loads(results.read_text())["results"]
    results.unlink()
    return Transformation(
        tests=sorted((_verdict(one) for one in found if _kind(one) == "test"), key=lambda check: check.id),
        broken=sorted(_name(one) for one in found if _kind(one) != "test" and one["status"] == "error"),
    )


def _report(line: str, progress: Progress) -> None:
    """Pass on 'n of m' from one JSON line of dbt; every other word is dropped."""
    try:
        event = json.loads(line)
    except ValueError:
        return
    if event["info"]["name"] == "LogStartLine":
        progress("transform", event["data"]["index"], event["data"]["total"])


def _kind(result: dict) -> str:
    return result["unique_id"].split(".", 1)[0]


def _name(result: dict) -> str:
    return result["unique_id"].split(".")[2]


def _verdict(result: dict) -> Check:
    """A dbt test as a check: its failures should be none."""
    status = result["status"]
    failures = Decimal(result["failures"] or 0)
    passed = "pass" if status == "pass" else "fail"
    return Check(_name(result), failures, Decimal(0), failures, passed, SEVERITY.get(status, "block"))
