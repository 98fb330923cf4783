"""dbt inside its own process: models first, then every test, and only counts and names come out.

Here: calling dbt and writing one JSON object a line: progress, and the outcome of every node. Not here: starting this
process, reading its lines (`pipeline.transform`) and judging the tests of keys (`pipeline.transform.keys`): those are
passed on as questions. dbt's messages may hold values of rows; none is passed on, and its result file is not written.
"""

import json
import os
import sys
from itertools import takewhile
from pathlib import Path
from typing import Any

from pipeline.transform.keys import take_key_tests
from pipeline.transform.parsed import ALL_ANEW, keep_known, known_before, state_of

STARTED = "LogStartLine"
COMMANDS = (
    ("build", "--resource-type", "seed", "--resource-type", "model"),
    ("test", "--resource-type", "test"),
)


def say(**content: Any) -> None:
    """One JSON object on a line of its own."""
    sys.stdout.write(json.dumps(content) + "\n")
    sys.stdout.flush()


def report_progress(event: Any) -> None:
    """Pass on 'n of m' when a node starts; every other event of dbt is dropped."""
    if event.info.name == STARTED:
        step = "test" if event.data.description.startswith("test") else "transform"
        say(step=step, done=event.data.index, total=event.data.total)


def describe(node: Any) -> str:
    """What a test holds, in words: its description, the opening comment of its file, or what a generic test means."""
    if node.resource_type != "test":
        return ""
    comment = " ".join(
        line.lstrip("- ") for line in takewhile(lambda text: text.startswith("--"), node.raw_code.split("\n"))
    )
    generic = getattr(node, "test_metadata", None)
    if node.description or not generic:
        return node.description or comment
    model = str(node.attached_node or "").rsplit(".", 1)[-1]
    place = f"{model}.{node.column_name}" if node.column_name else model
    return f"{place}: {generic.name.replace('_', ' ')}"


def tell(node: Any, **outcome: Any) -> None:
    """What came of a node, or what is to be asked for a test of a key."""
    say(node=node.unique_id, on=node.depends_on_nodes, says=describe(node), **outcome)


def parse(arguments: list[str]) -> Any:
    """The manifest of the project, from what is known of it where nothing has changed; None when it cannot be read.

    dbt reads every file anew when the path of the build differs: here it sees its name only.
    """
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  (seconds of imports, wanted in this process only)

    build = os.environ["TIEOUT_BUILD"]
    project, target = (Path(arguments[arguments.index(option) + 1]) for option in ("--project-dir", "--target-path"))
    state = state_of(project)
    known = known_before(project, target, state)
    os.environ["TIEOUT_BUILD"] = Path(build).name
    try:
        parsed = dbtRunner().invoke(["parse", *known, *arguments])
    finally:
        os.environ["TIEOUT_BUILD"] = build
    if not parsed.success:
        return None
    if known == ALL_ANEW:
        keep_known(project, target, state)
    return parsed.result


def run_dbt(manifest: Any, *command: str) -> bool:
    """Run a command on every node it speaks of and tell what came of each; gives whether dbt could."""
    from dbt.cli.main import dbtRunner  # noqa: PLC0415

    done = dbtRunner(manifest=manifest, callbacks=[report_progress]).invoke([*command])
    for result in done.result.results if done.result else ():
        tell(result.node, status=str(result.status), failures=result.failures)
    return done.result is not None


def main(arguments: list[str]) -> int:
    """Parse once and wait for the word; then build seeds and models, then test, whatever failed.

    Unit tests judge the code, not the data: they run in `make test`, not here.

    Returns 1 when dbt could not read the project, else 0: what failed stands in the lines.
    """
    manifest = parse(arguments)
    if not manifest:
        return 1
    if not sys.stdin.readline():  # nobody wants it built
        return 0
    manifest.unit_tests.clear()
    for node, question in take_key_tests(manifest):
        tell(node, **question)
    is_done = all(run_dbt(manifest, *command, "--no-write-json", *arguments) for command in COMMANDS)
    return 0 if is_done else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
