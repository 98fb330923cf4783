"""The parts of the benchmark of receivables, each measured in a process of its own: what it does and what it says.

Here: dbt reading the SQL project, dbt as a run starts it, the models one by one, the marts as a snapshot, the pages of
the board. Not here: the practice (`benchmarks.receivables_rows`), the table (`benchmarks.receivables`). Run by that
module: `python -m benchmarks.receivables_parts build FOLDER`.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline import transform
from pipeline.publish.manifest import load_marts, write_manifest
from pipeline.publish.snapshot import point_to, write_marts
from pipeline.settings import PROJECT, Settings

BOARD = PROJECT / "streamlit_app"
LONGEST, LARGEST = 25, 5
READY_SECONDS = 120
HOW = ("block", "warn")
"""How a test that fails is told of: what a run stops at, and what it publishes with a warning."""


def read(settings: Settings) -> dict[str, Any]:
    """Have dbt read the SQL project and keep what it read, as the first run on a machine does for all after it."""
    transform.DBT_PROJECT = settings.data / "dbt_project"
    transform.start(settings).communicate()
    return {}


def build(settings: Settings) -> dict[str, Any]:
    """Seeds and models, then tests, as a run has them done; the time at which the first test began divides the two."""
    transform.DBT_PROJECT = settings.data / "dbt_project"
    started, began = time.perf_counter(), {}
    done = transform.transform(settings, lambda step, _done, _total: began.setdefault(step, time.perf_counter()))
    ended = time.perf_counter()
    tests = began.get("test", ended)
    failed = [test for test in done.tests if test.status != "pass"]
    told = {how: sorted(test.id for test in failed if test.severity == how) for how in HOW}
    return {"models": tests - started, "tests": ended - tests, "broken": done.broken, **told}


def models(settings: Settings) -> dict[str, Any]:
    """The models only, by dbt's own command, with the seconds of each: slower by what dbt writes down."""
    transform.DBT_PROJECT = settings.data / "dbt_project"
    target = transform.target_folder(settings)
    places = [*transform.dbt_places(settings), "--threads", str(settings.threads)]
    program = [Path(sys.executable).with_name("dbt"), "--quiet", "run", *places]
    subprocess.run(program, env=transform.dbt_environment(settings), cwd=PROJECT, check=True, stdout=sys.stderr)
    results = json.loads((target / "run_results.json").read_text())["results"]
    seconds = {one["unique_id"].split(".")[-1]: one["execution_time"] for one in results}
    return {"of_models": dict(sorted(seconds.items(), key=lambda pair: -pair[1])[:LONGEST])}


def publish(settings: Settings) -> dict[str, Any]:
    """The marts as readers get them: a DuckDB file and Parquet, and the manifest that counts their rows."""
    folder = settings.published / "benchmark"
    folder.mkdir(parents=True)
    figures = write_marts(settings, settings.build_path, folder, load_marts(transform.target_folder(settings)))
    marts = [asdict(mart) for mart in figures]
    write_manifest(folder, {"run_id": folder.name, "files": [], "marts": marts, "checks": [], "warnings": []})
    point_to(settings.current, folder)
    largest = sorted(figures, key=lambda mart: -mart.rows)[:LARGEST]
    return {"megabytes": (folder / "warehouse.duckdb").stat().st_size / 1e6, "rows": {m.name: m.rows for m in largest}}


def pages(settings: Settings) -> dict[str, Any]:
    """Seconds until each page of the board has asked and laid out everything, opened anew with nothing known before."""
    os.environ["TIEOUT_DATA"] = str(settings.data)
    sys.path.insert(0, str(BOARD))
    import streamlit as st  # noqa: PLC0415  (only where pages are drawn)
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415

    seconds, cpu_seconds, raised = {}, {}, {}
    for path in sorted((BOARD / "app_pages").glob("*.py"), key=lambda page: int(page.stem.split("_")[0])):
        board = AppTest.from_file(str(BOARD / "streamlit_app.py"), default_timeout=READY_SECONDS).run()
        board.switch_page(f"app_pages/{path.name}")
        st.cache_data.clear()
        started, worked = time.perf_counter(), time.process_time()
        board.run()
        seconds[path.stem], cpu_seconds[path.stem] = time.perf_counter() - started, time.process_time() - worked
        if board.exception:
            raised[path.stem] = board.exception[0].message
    return {"of_pages": seconds, "cpu_of_pages": cpu_seconds, "raised": raised}


PARTS: dict[str, Callable[[Settings], dict[str, Any]]] = {
    "read": read,
    "build": build,
    "models": models,
    "publish": publish,
    "pages": pages,
}


def measure_here(part: str, folder: Path) -> dict[str, Any]:
    """One part in this process: what it says, and seconds, processor seconds and peak memory with its children's."""
    started = time.perf_counter()
    found = PARTS[part](Settings(data=folder))
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": sum(one.ru_utime + one.ru_stime for one in used),
        "peak_gb": max(one.ru_maxrss for one in used) / 1024**2,
        **found,
    }


if __name__ == "__main__":
    print(json.dumps(measure_here(sys.argv[1], Path(sys.argv[2])), default=str))
