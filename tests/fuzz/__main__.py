"""`python -m tests.fuzz [ADAPTER ...] --runs N`: damage the samples of adapters and see what they do.

Without a name all adapters of the listing, one after another. Complaints are written to `--found`, with the input, and
with `--report FOLDER` the figures of each run to `FOLDER/<adapter>.json`, while it runs too. Where an adapter can read
small files together, so many are read in one pass as `--together` says, and one of each pass alone to be compared.

    python -m tests.fuzz bank_camt --runs 200000 --start 4000000 --report data/fuzz
    python -m tests.fuzz bank_camt --led --runs 20000 --seconds 300

A blind run damages the samples by chance: the same numbers give the same inputs, everywhere. A led run (one adapter)
lets atheris choose what to damage further by the code it reaches, ours and none of the libraries'; its corpus stays in
`--found/<adapter>/corpus`, and the next led run goes on from there.
"""

import argparse
import os
from pathlib import Path

os.environ.setdefault("POLARS_MAX_THREADS", "1")  # frames of some rows: threads only cost
parser = argparse.ArgumentParser(
    prog="python -m tests.fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("adapters", nargs="*")
parser.add_argument("--runs", type=int, default=10_000, help="inputs per adapter")
parser.add_argument("--start", type=int, default=0, help="number of the first input, or seed of a led run")
parser.add_argument("--seconds", type=float, default=0.0, help="stop a run after so long")
parser.add_argument("--together", type=int, default=128, help="inputs judged in one go, where an adapter can")
parser.add_argument("--report", type=Path, help="folder for the figures of each adapter as JSON, while it runs too")
parser.add_argument("--led", action="store_true", help="led by coverage (one adapter; needs atheris)")
parser.add_argument("--found", type=Path, default=Path("data/fuzz"), help="where inputs with a complaint are kept")
options = parser.parse_args()

if options.led:
    import atheris

    from tests.fuzz import fuzzing  # the judge and the guard around it are no part of what is explored

    with atheris.instrument_imports(include=["pipeline"]):  # adapters are imported when the folder is listed
        from pipeline.adapters import load_adapters

        load_adapters()
    led = options.adapters[0]
    report = options.report and options.report / f"{led}.led.json"
    fuzzing.run_led(led, options.runs, options.start, options.seconds, options.found / led, report)
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
