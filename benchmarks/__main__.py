"""All questions, or those named: `python -m benchmarks [--json] [read_835 …]`."""

import json
import sys
from pathlib import Path

from benchmarks.measuring import find_questions, header, measure, measure_here, show


def main(arguments: list[str]) -> None:
    """Print one table; with `--json` also every figure as one line of JSON."""
    if arguments[:1] == ["--child"]:
        measure_here(arguments[1], arguments[2], Path(arguments[3]))
        return
    asked = [argument for argument in arguments if not argument.startswith("--")]
    found = []
    print(header())
    for question in asked or find_questions():
        rows = measure(question)
        show(rows)
        found += rows
    if "--json" in arguments:
        print(json.dumps(found))


main(sys.argv[1:])
