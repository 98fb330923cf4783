"""The bench: simulate a practice, run Tieout and the baselines on the same files, score all of them by the answer key.

Here: the order of things, one seed after another, each in a data folder of its own. Not here: measures
(`pipeline.bench.scorecard`) and printing (`pipeline.commands.benching`).
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.bench.answers import read_answers
from pipeline.bench.baselines import load_baselines
from pipeline.bench.inputs import read_inputs
from pipeline.bench.scorecard import Scorecard, pool, score
from pipeline.bench.snapshot import read_run
from pipeline.settings import PROJECT, Settings
from pipeline.simulator.deliveries import unbatched_practice
from pipeline.simulator.simulate import simulate
from pipeline.workspace import remove_tree

TIEOUT = "tieout"
RUN_FILE = "run.json"
"""What the run said of itself, checks that failed included, beside its data folder."""
RAN = (0, 1)
"""Exit codes of a run that built its tables: published, or blocked by a check."""
Progress = Callable[[str, int, int], None]
Tell = Callable[[str], None]


class BenchFailedError(Exception):
    """A run of the bench built nothing that could be scored; the sentence says which seed and where its files lie."""


@dataclass(frozen=True)
class Result:
    """One tool on one seed: its scorecard, and how long it took from landed files to its last match."""

    seed: int
    claims: int
    tool: str
    card: Scorecard
    seconds: float
    is_published: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """The measures with what they were taken on."""
        known = {"seed": self.seed, "claims": self.claims} | self.card.as_json() | {"seconds": round(self.seconds, 2)}
        return known if self.is_published is None else known | {"is_published": self.is_published}


def run_bench(
    seeds: list[int], claims: int, systems: dict[str, str], out: Path | None, progress: Progress
) -> Iterator[list[Result]]:
    """The results of every tool, seed by seed; Tieout stands first.

    Args:
        seeds: which practices to simulate.
        claims: how many claims each has, about.
        systems: `pm` and `gl` of the practices, as of `simulate`.
        out: folder that keeps practices, answers, runs and details; without it they are removed when scored.
        progress: told what is done, how many of how many.

    Raises:
        BenchFailedError: a run built nothing.
    """
    for number, seed in enumerate(seeds):
        with _folder(out, seed) as folder:
            yield _bench_seed(seed, claims, systems, folder, lambda what, n=number: progress(what, n, len(seeds)))


def _bench_seed(seed: int, claims: int, systems: dict[str, str], folder: Path, tell: Tell) -> list[Result]:
    tell(f"seed {seed}: simulating")
    wrote = simulate(folder, seed=seed, claims=claims, progress=lambda *_: None, **systems)
    answers = read_answers(wrote.answers, unbatched=unbatched_practice(**systems))
    tell(f"seed {seed}: running the pipeline on {wrote.claims:,} claims")
    settings = Settings(data=folder / "data")
    started = time.monotonic()
    is_published = _run_apart(settings, wrote.practice, seed)
    seconds = time.monotonic() - started
    tell(f"seed {seed}: scoring")
    results = [Result(seed, wrote.claims, TIEOUT, score(read_run(settings), answers), seconds, is_published)]
    bank, evidence = read_inputs(settings)
    for name, reconcile in load_baselines().items():
        started = time.monotonic()
        statement = reconcile(bank, evidence)
        seconds = time.monotonic() - started
        results.append(Result(seed, wrote.claims, name, score(statement, answers), seconds))
    for result in results:
        keep_details(folder / "details" / result.tool, result.card)
    return results


def _run_apart(settings: Settings, practice: Path, seed: int) -> bool:
    """Run the pipeline in a process of its own; gives whether it published."""
    remove_tree(settings.data)
    command = [sys.executable, "-m", "pipeline.cli", "run", "--landing", str(practice.resolve()), "--json"]
    environment = os.environ | {"TIEOUT_DATA": str(settings.data.resolve())}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, check=False)
    (settings.data.parent / RUN_FILE).write_bytes(done.stdout)
    if done.returncode not in RAN or not settings.build_path.exists():
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        said = lines[-1] if lines else f"exit code {done.returncode}"
        raise BenchFailedError(f"The run of seed {seed} built nothing: {said}")
    return settings.current.exists()


@contextmanager
def _folder(out: Path | None, seed: int) -> Iterator[Path]:
    if out:
        folder = out / f"seed_{seed}"
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="tieout-bench-") as name:
        yield Path(name)
        remove_tree(Path(name) / "data")


def keep_details(folder: Path, card: Scorecard) -> None:
    """Write every verdict behind a scorecard as CSV: members, bank credits, exceptions, planted items."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, frame in card.details.items():
        frame.write_csv(folder / f"{name}.csv")


def as_json(results: list[list[Result]]) -> dict[str, Any]:
    """All results as one object: Tieout seed by seed, each baseline over all seeds and seed by seed."""
    baselines = {
        name: pool([result.card for result in runs]).as_json()
        | {"seconds": round(sum(result.seconds for result in runs), 2), "seeds": [result.as_json() for result in runs]}
        for name, runs in by_tool(results).items()
        if name != TIEOUT
    }
    return {"seeds": [seed[0].as_json() for seed in results], "baselines": baselines}


def by_tool(results: list[list[Result]]) -> dict[str, list[Result]]:
    """The results of each tool over all seeds."""
    tools: dict[str, list[Result]] = {}
    for seed in results:
        for result in seed:
            tools.setdefault(result.tool, []).append(result)
    return tools
