"""Every way in a child process of its own, in turn, all in the same run, so that the ratios hold on any machine.

Here: what is measured and how it is shown. Not here: what is read, and by whom (`benchmarks.read_*`). Seconds on the
clock depend on who else uses the machine; seconds of processor far less. Peak memory is the child's.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from types import ModuleType

import duckdb
import pyarrow as pa

PROJECT = Path(__file__).parent.parent
TIEOUT = "tieout"


def read_and_store(landing: Path, folder: Path) -> int:
    """Our line: recognised, read, judged by contract, cast, counted again in the DuckDB file. Gives the rows."""
    from pipeline.ingest import store_files  # noqa: PLC0415  (each way imports only its own)
    from pipeline.ingest.build import open_build  # noqa: PLC0415
    from pipeline.ingest.landing import list_landed  # noqa: PLC0415
    from pipeline.settings import Settings  # noqa: PLC0415

    settings = Settings(data=folder)
    settings.warehouse.mkdir()
    with open_build(settings, "benchmark") as build:
        unread = store_files(build.store, list_landed([landing]))
        [(rows, refused)] = build.connection.execute(
            "select sum(rows_accepted)::bigint, sum(rows_refused)::bigint from store.file_records"
        ).fetchall()
    if unread or refused or not rows:
        raise ValueError("the benchmark's own input was not read completely")
    return rows


def store(tables: dict[str, pa.Table], folder: Path) -> int:
    """Another way's rows, as they are, in a DuckDB file of their own. Gives the rows."""
    with duckdb.connect(str(folder / "other.duckdb")) as connection:
        for name, table in tables.items():
            connection.register("incoming", table)
            connection.execute(f'create table "{name}" as from incoming')
            connection.unregister("incoming")
    return sum(table.num_rows for table in tables.values())


def measure_here(question: str, way: str, landing: Path) -> None:
    """Run one way in this process and print its figures as JSON; libraries are warmed up on a small input first."""
    module = import_module(f"benchmarks.{question}")
    with tempfile.TemporaryDirectory() as scratch:
        warm = Path(scratch, "warm")
        warm.mkdir()
        module.write(warm, 20)
        for number, place in enumerate((warm, landing)):
            folder = Path(scratch, str(number))
            folder.mkdir()
            wall, cpu = time.perf_counter(), time.process_time()
            rows = module.WAYS[way](place, folder)
            seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mb": peak, "rows": rows}))


def measure(question: str) -> list[dict]:
    """All ways of one question, one after the other, as often as it says; of each the run with the least processor."""
    module = import_module(f"benchmarks.{question}")
    best: dict[str, dict] = {}
    with tempfile.TemporaryDirectory() as scratch:
        landing = Path(scratch, "landing")
        landing.mkdir()
        module.write(landing, module.SIZE)
        megabytes = sum(path.stat().st_size for path in landing.iterdir()) / 1e6
        for _ in range(module.REPEATS):
            for way in module.WAYS:
                command = [sys.executable, "-m", "benchmarks", "--child", question, way, str(landing)]
                found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout
                figures = json.loads(found.splitlines()[-1])
                if way not in best or figures["cpu_seconds"] < best[way]["cpu_seconds"]:
                    best[way] = figures
    return [{"question": module.TITLE, "way": way, "megabytes": megabytes, **best[way]} for way in best]


def show(rows: list[dict]) -> None:
    """One block of the table: the first way is ours; a ratio above 1 says that it is the faster one."""
    ours = rows[0]
    print(f"\n{rows[0]['question']}: {rows[0]['megabytes']:.1f} MB")
    for row in rows:
        rate, ratio = row["megabytes"] / row["seconds"], row["cpu_seconds"] / ours["cpu_seconds"]
        print(
            f"  {row['way']:<44}{row['seconds']:8.2f}{row['cpu_seconds']:8.2f}{rate:8.1f}{ratio:9.2f}"
            f"{row['peak_mb']:9.0f}{row['rows']:11,}"
        )


def header() -> str:
    """The names of the columns `show` prints, and what else a reader must know."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    names = f"  {'way':<44}{'s':>8}{'CPU s':>8}{'MB/s':>8}{'CPU/ours':>9}{'peak MB':>9}{'rows':>11}"
    return f"Files to rows in a DuckDB file; {os.cpu_count()} processors, load {load}\n{names}"


def find_questions() -> dict[str, ModuleType]:
    """Every question of this folder by name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("read_*.py"))
    return {name: import_module(f"benchmarks.{name}") for name in names}
