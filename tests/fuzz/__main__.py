"""`python -m tests.fuzz [ADAPTER ...] --runs N`: damage the samples of adapters and see what they do.

Without a name all adapters of the listing, one after another. Complaints are written to `--found`, with the input.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # frames of some rows: threads only cost
parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
parser.add_argument("adapters", nargs="*")
parser.add_argument("--runs", type=int, default=10_000, help="inputs per adapter")
parser.add_argument("--start", type=int, default=0, help="number of the first input, or seed of a led run")
parser.add_argument("--seconds", type=float, default=0.0, help="stop an adapter's blind run after so long")
parser.add_argument("--together", type=int, default=1, help="inputs judged in one go, where an adapter can")
parser.add_argument("--report", type=Path, help="folder for the figures of each adapter as JSON, while it runs too")
parser.add_argument("--led", action="store_true", help="led by coverage (one adapter; needs atheris)")
parser.add_argument("--found", type=Path, default=Path("data/fuzz"), help="where inputs with a complaint are kept")
options = parser.parse_args()

if options.led:
    import atheris

    with atheris.instrument_imports(include=["pipeline.adapters", "pipeline.formats", "pipeline.layouts"]):
        from tests.fuzz import fuzzing
    fuzzing.run_led(options.adapters[0], options.runs, options.start, options.found / options.adapters[0])
else:
    from pipeline.adapters import load_adapters
    from tests.fuzz import fuzzing

    broken = 0
    for adapter in options.adapters or load_adapters():
        tally = fuzzing.run_blind(
            *(adapter, options.runs, options.start, options.seconds, options.together),
            options.report and options.report / f"{adapter}.json",
        )
        print(tally.line(), flush=True)  # noqa: T201
        for (kind, words), (name, data) in sorted(tally.first.items()):
            print(f"    {kind}: {words} ({name}, {len(data)} bytes)", flush=True)  # noqa: T201
        tally.keep(options.found / adapter)
        broken += len(tally.first)
    raise SystemExit(bool(broken))
