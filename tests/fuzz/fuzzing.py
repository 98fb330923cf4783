"""Runs of many damaged files through one adapter: blind from a seed of chance, or led by coverage.

Here: what is run, counted and kept. Not here: damage (`mutate`), promises (`oracle`). A run led by coverage needs
atheris; a blind one needs nothing and gives the same inputs for the same numbers.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from random import Random

from tests.fuzz.mutate import mutate
from tests.fuzz.oracle import Input, Verdict, judge, judge_together
from tests.fuzz.seeds import samples_of, seed_of

CRASHERS = Path(__file__).parent / "crashers"
"""Minimised inputs that once broke a promise, by adapter; each is replayed in the tests."""


@dataclass
class Tally:
    """What came of the inputs of a run; of complaints the first input of each kind and words."""

    adapter: str
    began: float = field(default_factory=time.monotonic)
    began_cpu: float = field(default_factory=time.process_time)
    inputs: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    first: dict[tuple[str, str], tuple[str, bytes]] = field(default_factory=dict)

    def add(self, name: str, data: bytes, verdict: Verdict) -> None:
        """Count one input."""
        self.inputs += 1
        self.outcomes[verdict.outcome] += 1
        if verdict.kind:
            self.kinds[verdict.kind] += 1
            self.first.setdefault((verdict.kind, _without_numbers(verdict.words)), (name, data))

    def line(self) -> str:
        """The run in one line, as the command prints it."""
        seconds, cpu = time.monotonic() - self.began, time.process_time() - self.began_cpu
        figures = [f"{self.adapter:17} {self.inputs:8,} inputs", f"{self.inputs / max(seconds, 1e-9):5,.0f}/s"]
        figures += [f"{self.inputs / max(cpu, 1e-9):5,.0f}/s of a core"]
        figures += [f"{name} {self.kinds[kind]}" for name, kind in _SHOWN.items()]
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in self.outcomes.most_common())
        return f"{'  '.join(figures)}  ({outcomes})"

    def report(self, path: Path) -> None:
        """Write the figures of the run so far as JSON: what was run, how fast, and what broke a promise."""
        seconds, cpu = time.monotonic() - self.began, time.process_time() - self.began_cpu
        figures = {"adapter": self.adapter, "runs": self.inputs, "seconds": round(seconds, 1)}
        figures |= {"rate": round(self.inputs / max(seconds, 1e-9), 1), "cpu_seconds": round(cpu, 1)}
        figures |= {"rate_of_a_core": round(self.inputs / max(cpu, 1e-9), 1)}
        figures |= {name.replace(" ", "_"): self.kinds[kind] for name, kind in _SHOWN.items()}
        findings = [
            {"kind": kind, "words": words, "file": name, "bytes": len(data)}
            for (kind, words), (name, data) in sorted(self.first.items())
        ]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(figures | {"outcomes": dict(self.outcomes), "findings": findings}, indent=1))

    def keep(self, folder: Path) -> None:
        """Write the first input of each complaint to a folder."""
        for number, ((kind, words), (name, data)) in enumerate(sorted(self.first.items())):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{kind}_{number:02d}_{name}").write_bytes(data)
            (folder / f"{kind}_{number:02d}_{name}.why").write_text(f"{words}\n")


_REPORT_SECONDS, _LED_REPORT = 30.0, 500
_OF_ONE_SAMPLE = 32
"""So many neighbours are damaged forms of one sample, so that an adapter can read many of them in one pass."""
_SHOWN = {"crashes": "crash", "hangs": "hang", "memory": "memory", "lost lines": "lost", "canaries": "canary"}


def _without_numbers(words: str) -> str:
    return "".join("0" if character.isdigit() else character for character in words)[:80].replace("00", "0")


def run_blind(
    adapter: str, runs: int, start: int = 0, seconds: float = 0.0, together: int = 1, report: Path | None = None
) -> Tally:
    """Judge inputs `start` to `start + runs`, each known by its number alone.

    Args:
        adapter: whose samples are damaged.
        runs: how many inputs.
        start: the number of the first.
        seconds: stop after so long; 0 for never.
        together: how many inputs are judged in one go, see `oracle.judge_together`.
        report: where the figures are written every half minute and at the end; inputs with a complaint, in a folder
            of that name without its suffix.
    """
    tally, told = Tally(adapter), time.monotonic()
    inputs = _damaged(adapter, start, runs)
    while batch := list(islice(inputs, together)):
        for one, verdict in zip(batch, judge_together(batch), strict=True):
            tally.add(one.name, one.data, verdict)
        now = time.monotonic()
        if report and now - told > _REPORT_SECONDS:
            tally.report(report)
            tally.keep(report.with_suffix(""))
            told = now
        if seconds and now - tally.began > seconds:
            break
    if report:
        tally.report(report)
    return tally


def _damaged(adapter: str, start: int, runs: int) -> Iterator[Input]:
    samples = samples_of(adapter)
    others = [path.read_bytes() for path in samples]
    for number in range(start, start + runs):
        sample = Random(f"{adapter} {number // _OF_ONE_SAMPLE}").choice(samples)  # noqa: S311  (not for secrets)
        seed, chance = seed_of(sample), Random(f"{adapter} {number}")  # noqa: S311
        yield Input(seed.name, mutate(seed.data, chance, others), seed.numbers)


def run_led(adapter: str, runs: int, start: int, seconds: float, found: Path, report: Path | None = None) -> None:
    """Judge inputs that atheris breeds for coverage, with our damage as its mutator. Ends the process.

    What reaches code that nothing reached before joins `found/corpus`, is damaged further, and is where the next led
    run of the adapter goes on. A complaint is kept in `found` like that of a blind run.
    """
    import atheris  # noqa: PLC0415  (it instruments what is imported after it, and not every system has it)

    seeds, corpus = [seed_of(path) for path in samples_of(adapter)], found / "corpus"
    others, numbers = [seed.data for seed in seeds], frozenset().union(*(seed.numbers for seed in seeds))
    name, tally = seeds[0].name, Tally(adapter)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (corpus / f"seed_{number:03d}").write_bytes(seed.data)

    def test_one(data: bytes) -> None:
        tally.add(name, data, judge(name, data, numbers))
        if tally.inputs == runs or tally.inputs % _LED_REPORT == 0:
            print(f"{tally.line()}  corpus {len(list(corpus.iterdir()))}", flush=True)  # noqa: T201
            tally.keep(found)
            if report:
                tally.report(report)

    def damage(data: bytes, max_size: int, chance_seed: int) -> bytes:
        chance = Random(chance_seed)  # noqa: S311  (not for secrets)
        if chance.random() < 0.1:
            return atheris.Mutate(data, max_size)
        return mutate(data, chance, others)[:max_size]

    limits = ["-timeout=30", "-rss_limit_mb=2048", "-max_len=40000", "-verbosity=0", f"-seed={start + 1}"]
    limits += [f"-artifact_prefix={found}/"]
    limits += [f"-max_total_time={seconds:.0f}"] if seconds else []
    atheris.Setup([sys.argv[0], f"-runs={runs}", *limits, str(corpus)], test_one, custom_mutator=damage)
    atheris.Fuzz()
