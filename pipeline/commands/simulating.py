"""`tieout simulate`: rates as people type them, the progress, what was written.

Here: gluing options, simulator and telling. Not here: the simulation (`pipeline.simulator`).
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from pipeline.commands.border import USAGE, print_json
from pipeline.commands.progress import show_progress
from pipeline.simulator.simulate import simulate


def read_rates(texts: list[str]) -> dict[str, float]:
    """Rates by scenario from texts like `missing_remit=20`.

    Raises:
        ValueError: a text is not a name and a number.
    """
    rates = {}
    for text in texts:
        name, _, number = text.partition("=")
        if not number.replace(".", "", 1).isdigit():
            raise ValueError(f"--rate {text}: write a scenario and its rate per 1,000, as missing_remit=20")
        rates[name] = float(number)
    return rates


def simulate_and_tell(out: Path, rates: list[str], as_json: bool, **options: Any) -> None:
    """Write the practice and say what was written; `options` as of `simulate`.

    Raises:
        typer.Exit: with 2 when a rate, a scenario or a system is not known.
    """
    with show_progress(Console(stderr=True), wanted=not as_json) as progress:
        try:
            wrote = simulate(out, rates=read_rates(rates), progress=progress, **options)
        except ValueError as error:
            typer.echo(f"{error}", err=True)
            raise typer.Exit(USAGE) from None
    if as_json:
        print_json(asdict(wrote) | {"practice": str(wrote.practice), "answers": str(wrote.answers)})
    else:
        typer.echo(
            f"{sum(wrote.files.values()):,} files, {wrote.claims:,} claims: tieout run --landing {wrote.practice}"
        )
