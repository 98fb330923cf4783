"""The commands of whoever sets up or measures: a layout for an unknown export, a practice to try, the bench.

Here: these commands and their options. Not here: the commands of every day (`pipeline.cli`), and what a command does.
Imports stand inside the commands, so that `tieout --help` answers at once.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.border import FAILED, border
from pipeline.commands.options import AsJson, Day

workshop = typer.Typer()


@workshop.command()
def onboard(
    files: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Exports no reader knows.")],
    kind: Annotated[str | None, typer.Option("--as", help="bank, card, pm, gl, desk ...")] = None,
    name: Annotated[str | None, typer.Option("--write", help="Write the layout: kind_system, or a path.")] = None,
    as_json: AsJson = False,
) -> None:
    """Propose a layout for an unknown export: columns, reasons, a trial reading; writes nothing unless asked."""
    with border(as_json):
        from pipeline.commands.onboarding import onboard_and_tell  # noqa: PLC0415

        if not onboard_and_tell(files, kind, name, as_json):
            raise typer.Exit(FAILED)


@workshop.command()
def simulate(
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder for the practice and its answer key.")],
    seed: Annotated[int, typer.Option(help="The same seed gives the same bytes.")] = 1,
    start: Annotated[datetime, Day] = datetime(2026, 7, 1),  # noqa: DTZ001
    end: Annotated[datetime, Day] = datetime(2026, 9, 30),  # noqa: DTZ001
    visits_per_day: Annotated[int, typer.Option(min=1, help="Visits a business day.")] = 25,
    claims: Annotated[int | None, typer.Option(min=1, help="Claims in all, about, instead of visits a day.")] = None,
    pm: Annotated[str, typer.Option(help="The PM system whose exports are written.")] = "kareo",
    gl: Annotated[str, typer.Option(help="The ledger system whose reports are written.")] = "quickbooks",
    rate: Annotated[list[str], typer.Option(help="SCENARIO=RATE per 1,000, as often as wanted.")] = [],  # noqa: B006
    as_json: AsJson = False,
) -> None:
    """Write a synthetic practice: real file formats, no real person, and the answer key beside them."""
    with border(as_json):
        from pipeline.commands.simulating import simulate_and_tell  # noqa: PLC0415

        simulate_and_tell(
            out, rate, as_json,
            seed=seed, start=start.date(), end=end.date(), visits_per_day=visits_per_day, claims=claims, pm=pm, gl=gl,
        )  # fmt: skip


@workshop.command()
def bench(
    seeds: Annotated[str, typer.Option(help="Practices to simulate, as 1-5 or 1,4.")] = "1-5",
    claims: Annotated[int, typer.Option(min=100, help="Claims of each practice, about.")] = 20_000,
    pm: Annotated[str, typer.Option(help="The PM system of the practices.")] = "kareo",
    gl: Annotated[str, typer.Option(help="The ledger system of the practices.")] = "quickbooks",
    out: Annotated[Path | None, typer.Option(help="Folder that keeps practices, runs and verdicts.")] = None,
    score: Annotated[Path | None, typer.Option(help="Folder of CSV files of any tool to score instead.")] = None,
    answers: Annotated[Path | None, typer.Option(help="Answer key to score them by.")] = None,
    as_json: AsJson = False,
) -> None:
    """Measure matching on practices whose truth is known, beside two baselines."""
    with border(as_json):
        from pipeline.commands.benching import bench_or_score  # noqa: PLC0415

        bench_or_score(seeds, claims, {"pm": pm, "gl": gl}, out, score, answers, as_json)
