"""dbt inside its own process: models first, then every test, and only counts and names come out.

Here: calling dbt and writing one JSON object a line: progress, and the outcome of every node. Not here: starting this
process and reading its lines (`pipeline.transform`). dbt's messages may hold values of rows; none is passed on, and its
result file is not written.
"""

import json
import sys
from itertools import takewhile
from typing import Any

STARTED = "LogStartLine"
COMMANDS = (("build", "seed", "model"), ("test", "test"))
"""Unit tests judge the code, not the data: they run in `make test`, not here."""


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


def main(arguments: list[str]) -> int:
    """Parse once and wait for the word; then build seeds and models, then test, whatever failed.

    Returns 1 when dbt could not read the project, else 0: what failed stands in the lines.
    """
    from dbt.cli.main import dbtRunner  # noqa: PLC0415  (seconds of imports, wanted in this process only)

    parsed = dbtRunner().invoke(["parse", *arguments])
    if not parsed.success:
        return 1
    if not sys.stdin.readline():  # nobody wants it built
        return 0
    runner = dbtRunner(manifest=parsed.result, callbacks=[report_progress])
    for command, *kinds in COMMANDS:
        chosen = [part for kind in kinds for part in ("--resource-type", kind)]
        done = runner.invoke([command, *chosen, "--no-write-json", *arguments])
        if done.result is None:
            return 1
        for result in done.result.results:
            node = result.node
            outcome = {"status": str(result.status), "failures": result.failures}
            say(node=node.unique_id, on=node.depends_on_nodes, says=describe(node), **outcome)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
