"""Every way in a child process of its own, in turn, all in the same run, so that the ratios hold on any machine.

Here: what is measured and how it is shown. Not here: what is read, and by whom (`benchmarks.read_*`). Seconds on the
clock depend on who else uses the machine; seconds of processor far less, but they do not see that a second processor
helps. The ways of a question take turns as often as it says; a ratio is that of the medians, beside the least and the
most of any turn. Peak memory is the child's, what the program itself takes (its libraries, a small file) left out of
"times the file".
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from statistics import median
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
        peak = 0.0
        for number, place in enumerate((warm, landing)):
            folder = Path(scratch, str(number))
            folder.mkdir()
            wall, cpu = time.perf_counter(), time.process_time()
            rows = module.WAYS[way](place, folder)
            seconds, cpu_seconds = time.perf_counter() - wall, time.process_time() - cpu
            before, peak = peak, _peak_megabytes()
    figures = {"seconds": seconds, "cpu_seconds": cpu_seconds, "peak_mb": peak, "own_mb": before, "rows": rows}
    print(json.dumps(figures))


def _peak_megabytes() -> float:
    """The most memory this process has held; what the system says of a child's peak begins at its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(kilobytes) * 1024 / 1e6


def measure(question: str) -> list[dict]:
    """All ways of one question in turn, as often as it says; of each the medians, and its ratios to ours."""
    module = import_module(f"benchmarks.{question}")
    turns: dict[str, list[dict]] = {way: [] for way in module.WAYS}
    with tempfile.TemporaryDirectory() as scratch:
        landing = Path(scratch, "landing")
        landing.mkdir()
        module.write(landing, module.SIZE)
        megabytes = sum(path.stat().st_size for path in landing.iterdir()) / 1e6
        for _ in range(module.REPEATS):
            for way in module.WAYS:
                command = [sys.executable, "-m", "benchmarks", "--child", question, way, str(landing)]
                found = subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout
                turns[way].append(json.loads(found.splitlines()[-1]))
    return [
        {"question": module.TITLE, "way": way, "less": getattr(module, "LESS", {}).get(way), "megabytes": megabytes}
        | {name: median(turn[name] for turn in own) for name in own[0]}
        | {f"{name}_ratios": _ratios(name, own, turns[TIEOUT]) for name in ("seconds", "cpu_seconds")}
        for way, own in turns.items()
    ]


def _ratios(name: str, own: list[dict], ours: list[dict]) -> list[float]:
    """The ratio of the medians, and the least and most of any turn; above 1 says that ours is the faster one."""
    each = [theirs[name] / our[name] for theirs, our in zip(own, ours, strict=True)]
    return [median(turn[name] for turn in own) / median(turn[name] for turn in ours), min(each), max(each)]


def show(rows: list[dict]) -> None:
    """One block of the table: the first way is ours; a ratio above 1 says that it is the faster one."""
    print(f"\n{rows[0]['question']}: {rows[0]['megabytes']:.1f} MB")
    for row in rows:
        rate, grown = row["megabytes"] / row["seconds"], (row["peak_mb"] - row["own_mb"]) / row["megabytes"]
        ratios = "".join(
            "{:7.2f} {:<11}".format(ratio, f"({least:.2f}-{most:.2f})")
            for ratio, least, most in (row["seconds_ratios"], row["cpu_seconds_ratios"])
        )
        print(
            f"  {row['way']:<36}{row['seconds']:8.2f}{row['cpu_seconds']:8.2f}{rate:8.1f}{ratios}"
            f"{row['peak_mb']:6.0f}{grown:6.1f}{row['rows']:11,.0f}"
        )
    for row in rows:
        if row["less"]:
            print(f"    {row['way']}: {row['less']}")


def header() -> str:
    """The names of the columns `show` prints, and what else a reader must know."""
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    names = f"  {'way':<36}{'s':>8}{'CPU s':>8}{'MB/s':>8}{'s/ours':>7} {'':<11}{'CPU/ours':>7} {'':<10}"
    names += f"{'peak':>6}{'x file':>7}{'rows':>10}"
    return f"Files to rows in a DuckDB file; {os.cpu_count()} processors, load {load}\n{names}"


def find_questions() -> dict[str, ModuleType]:
    """Every question of this folder by name."""
    names = sorted(path.stem for path in Path(__file__).parent.glob("read_*.py"))
    return {name: import_module(f"benchmarks.{name}") for name in names}
