"""From raw to marts: dbt as a child process that dies with us and whose words stay inside.

Here: starting dbt, hearing it out and its progress. Not here: the SQL (`dbt_project/`), what runs inside the child
(`pipeline.transform.dbt_child`), the tests of keys (`pipeline.transform.keys`), what is made of it all
(`pipeline.transform.verdicts`).
"""

import json
import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.bound import bound_command
from pipeline.failure import StepFailedError
from pipeline.settings import DBT_PROJECT, PROJECT, Settings
from pipeline.transform.keys import judge_key_tests
from pipeline.transform.verdicts import Transformation, judge
from pipeline.warehouse import connect

Progress = Callable[[str, int, int], None]
"""Called with a step's name, how much is done and how much there is."""

Child = subprocess.Popen[str]
"""dbt in a process of its own."""

QUIET = {
    "DO_NOT_TRACK": "1",
    "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    "DBT_VERSION_CHECK": "false",
    "PYTHONUTF8": "1",
}
BUILD = b"build\n"
"""What the child waits for once it has read the project."""


def target_folder(settings: Settings) -> Path:
    """Where dbt keeps its manifest and its parsed project."""
    return (settings.warehouse / "dbt_target").resolve()


def dbt_environment(settings: Settings) -> dict[str, str]:
    """The environment every dbt call needs: the build file, and no word to anybody outside."""
    return {**os.environ, **QUIET, "TIEOUT_BUILD": str(settings.build_path.resolve())}


def dbt_places(settings: Settings, target: Path | None = None) -> list[str]:
    """The options that tell dbt where things lie, and to write no log."""
    places = {
        "--project-dir": DBT_PROJECT,
        "--profiles-dir": DBT_PROJECT,
        "--target-path": target or target_folder(settings),
        "--log-path": settings.logs.resolve(),
    }
    return ["--log-level-file", "none", "--no-use-colors", *(str(part) for place in places.items() for part in place)]


def start(settings: Settings) -> Child:
    """Start dbt: it reads the SQL project at once, beside what we do meanwhile, and builds when `transform` says so.

    The caller hands the process to `transform`, or kills it.
    """
    options = ["--log-level", "none", "--threads", str(settings.threads)]
    return subprocess.Popen(
        bound_command("pipeline.transform.dbt_child", *dbt_places(settings), *options),
        env=dbt_environment(settings),
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def transform(settings: Settings, progress: Progress, started: Child | None = None) -> Transformation:
    """Build every model on the build file, then test every one.

    Args:
        settings: where everything lies.
        progress: told the step, how much of it is done and how much there is.
        started: what `start` gave, when it was called before.

    Raises:
        StepFailedError: dbt could not read or start the project. A model or test that fails is no error here: it is
            in what is given back.
    """
    results = []
    with started or start(settings) as child:
        try:
            with suppress(BrokenPipeError):  # it gave up on the project; its exit code says so
                os.write(child.stdin.fileno(), BUILD)
            for line in child.stdout or ():
                content = _content(line)
                if "node" in content:
                    results.append(content)
                elif "done" in content:
                    progress(content["step"], content["done"], content["total"])
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        advice = "The SQL project could not be read: `tieout doctor` names the file."
        raise StepFailedError("transform", "DbtError", advice)
    done = [one for one in results if "status" in one]
    asked = [one for one in results if "status" not in one]
    with connect(settings.build_path, settings, read_only=True) as con:
        return judge([*done, *judge_key_tests(con, asked)])


def _content(line: str) -> dict[str, Any]:
    """What a line of the child says; nothing for a line that is not its own."""
    try:
        content = json.loads(line)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
