"""How long matching takes as practices grow: `python -m benchmarks.matching [100000 300000 1000000]`.

Here: rows into a build file, each way in a process of its own one after the other, and the table. Not here: the rows
(`benchmarks.matching_rows`) and the other ways (`benchmarks.matching_ways`). Ours is dbt from the raw tables to
matches, conflicts and the postings behind bank lines, its start included; the others match one line with one receipt.
splink is no package of this project: it is measured when `TIEOUT_SPLINK_PYTHON` names an interpreter that has it.
"""

import json
import math
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.matching_rows import write_rows
from benchmarks.matching_ways import WAYS
from pipeline.ingest import ingest
from pipeline.settings import PROJECT, Settings
from pipeline.transform import dbt_environment, dbt_places

SIZES = (100_000, 300_000, 1_000_000)
PARTS = ("+int_deposit_matches", "int_deposit_conflicts", "+int_deposit_postings")
OURS = """
select lines.bank_reference, evidence.key_text
from intermediate.int_deposit_matches as matches
inner join intermediate.int_bank_lines as lines on matches.deposit_id = lines.deposit_id
inner join intermediate.int_deposit_evidence as evidence on matches.evidence_id = evidence.evidence_id
where matches.evidence_kind in ('remittance', 'card_payout')
"""
RIGHT = """
select count(*), count(answers.pairs.number), (select count(*) from answers.pairs)
from ({}) as found(bank_reference, number)
left join answers.pairs
    on found.bank_reference = answers.pairs.bank_reference and found.number = answers.pairs.number
"""


def build(folder: Path, receipts: int) -> Settings:
    """A build file with the rows of so many receipts, the seeds in place and nothing modelled yet."""
    settings = Settings(data=folder)
    settings.landing.mkdir(parents=True)
    settings.warehouse.mkdir()
    ingest(settings, [settings.landing])
    dbt(settings, "seed")
    with duckdb.connect(str(settings.build_path)) as con:
        write_rows(con, receipts)
    return settings


def dbt(settings: Settings, *command: str) -> None:
    """Run dbt and wait for it.

    Raises:
        subprocess.CalledProcessError: a model could not be built.
    """
    places = [*dbt_places(settings), "--log-level", "error", "--threads", str(settings.threads)]
    program = [Path(sys.executable).with_name("dbt"), *command, *places]
    subprocess.run(program, env=dbt_environment(settings), cwd=PROJECT, check=True, stdout=sys.stderr)


def measure(program: list[str], settings: Settings) -> dict[str, float]:
    """Wall and processor seconds and peak memory of a program.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    started = time.perf_counter()
    child = subprocess.Popen(program, env=dbt_environment(settings), cwd=PROJECT)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise subprocess.CalledProcessError(status, program)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, "peak_gb": used.ru_maxrss / 1024**2}


def judge(settings: Settings, found: str) -> dict[str, int]:
    """How many pairs a query or file gives, how many of them are right, how many there are to find."""
    with duckdb.connect(str(settings.build_path), read_only=True) as con:
        counts = con.execute(RIGHT.format(found)).fetchall()[0]
    return dict(zip(("pairs", "right", "all"), counts, strict=True))


def measure_all(receipts: int) -> list[dict]:
    """Every way on so many receipts; ours last, because it alone changes the build file."""
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        settings = build(Path(scratch), receipts)
        for way in WAYS:
            python = os.environ.get("TIEOUT_SPLINK_PYTHON") if way == "splink" else sys.executable
            if python:
                pairs = Path(scratch, f"{way}.parquet")
                figures = measure([python, "-m", "benchmarks.matching_ways", way, settings.build_path, pairs], settings)
                rows.append({"way": way, **figures, **judge(settings, f"from '{pairs}'")})
        target = dbt_places(settings)
        program = [Path(sys.executable).with_name("dbt"), "--quiet", "run", "--no-write-json", *target]
        figures = measure([*program, "--threads", str(settings.threads), "--select", *PARTS], settings)
        rows.append({"way": "tieout", **figures, **judge(settings, OURS)})
    return [{"receipts": receipts, **row} for row in reversed(rows)]


def show(rows: list[dict]) -> None:
    """One block of the table: ours first; a ratio above 1 says that ours took less processor."""
    ours = rows[0]
    print(f"\n{ours['receipts']:,} receipts, as many bank lines and PM payments")
    for row in rows:
        ratio, wrong = row["cpu_seconds"] / ours["cpu_seconds"], row["pairs"] - row["right"]
        figures = f"{row['seconds']:8.1f}{row['cpu_seconds']:8.1f}{ratio:9.2f}{row['peak_gb']:9.2f}"
        print(f"  {row['way']:<10}{figures}{row['right'] / row['all']:9.2%}{wrong:9,}", flush=True)


def exponent(rows: list[dict]) -> float:
    """By which power of the receipts our processor seconds grow from the smallest size to the largest."""
    ours = [row for row in rows if row["way"] == "tieout"]
    first, last = ours[0], ours[-1]
    return math.log(last["cpu_seconds"] / first["cpu_seconds"]) / math.log(last["receipts"] / first["receipts"])


def main(arguments: list[str]) -> None:
    """Print the table, and with `--json` every figure as one line of JSON."""
    sizes = [int(argument) for argument in arguments if not argument.startswith("--")] or SIZES
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    print(f"  {'way':<10}{'s':>8}{'CPU s':>8}{'CPU/ours':>9}{'peak GB':>9}{'found':>9}{'wrong':>9}")
    rows: list[dict] = []
    for size in sizes:
        rows += measure_all(size)
        show(rows[-sum(row["receipts"] == size for row in rows) :])
    if len(sizes) > 1:
        print(f"\nOurs grows with the power {exponent(rows):.2f} of the receipts (processor seconds).")
    if "--json" in arguments:
        print(json.dumps(rows))


if __name__ == "__main__":
    main(sys.argv[1:])
