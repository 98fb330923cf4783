"""How a build and the board grow with a practice: `python -m benchmarks.receivables [60000 200000 1000000]` claims.

Here: a practice of three years made from scratch, and the table: dbt as a run starts it (seeds, models, then tests),
the marts written as a snapshot, every page of the board opened on it; each part in a process of its own, with its
seconds, processor seconds and peak memory. Not here: the parts (`benchmarks.receivables_parts`), the practice
(`benchmarks.receivables_rows`), reading files (`benchmarks.read_*`), workbooks. `--models` also lists the models that
took longest.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.receivables_parts import PARTS
from benchmarks.receivables_rows import QUARTERS, entities_of, write_copies, write_project, write_quarter
from pipeline.settings import PROJECT, Settings

SIZES = (60_000, 200_000)


def measure(claims: int, folder: Path, parts: list[str]) -> dict[str, Any]:
    """Make the practice in an empty folder and measure every part on it.

    Raises:
        subprocess.CalledProcessError: a part could not be done.
    """
    entities, quarter = entities_of(claims), Settings(data=folder / "quarter")
    quarter.warehouse.mkdir(parents=True)
    write_quarter(quarter, claims // (entities * QUARTERS))
    rows = write_copies(Settings(data=folder / "years"), quarter.build_path, entities)
    write_project(folder / "years" / "dbt_project", entities)
    found: dict[str, Any] = {"entities": entities, "rows": rows}
    for part in parts:
        command = [sys.executable, "-m", "benchmarks.receivables_parts", part, str(folder / "years")]
        said = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=PROJECT).stdout
        found[part] = json.loads(said.splitlines()[-1])
        show(part, found[part])
    return found


def show(part: str, figures: dict[str, Any]) -> None:
    """One line of a part, and a line for each thing it says of itself."""
    print(f"  {part:<10}{figures['seconds']:9.1f}{figures['cpu_seconds']:9.1f}{figures['peak_gb']:9.2f}")
    for name, value in figures.items():
        if isinstance(value, dict):
            for key, one in value.items():
                print(f"    {key:<44}{one:12,.2f}" if isinstance(one, float) else f"    {key:<44}{one!s:>12}")
        elif name not in ("seconds", "cpu_seconds", "peak_gb"):
            print(f"    {name:<44}{value:12,.1f}" if isinstance(value, float) else f"    {name:<24}{value}")
    sys.stdout.flush()


def main(arguments: list[str]) -> None:
    """Print the table; with `--json` also every figure as one line of JSON."""
    sizes = [int(argument) for argument in arguments if argument.isdigit()] or SIZES
    parts = [part for part in PARTS if part != "models" or "--models" in arguments]
    found = {}
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    for claims in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            print(f"\n{claims:,} claims\n  {'':<10}{'s':>9}{'CPU s':>9}{'peak GB':>9}")
            found[claims] = measure(claims, Path(scratch), parts)
    if "--json" in arguments:
        print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
