"""`tieout bench`: which seeds, the progress, the scorecard in words.

Here: gluing options, bench and telling. Not here: the measures (`pipeline.bench`).
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from pipeline.bench.answers import AnswersIncompleteError, read_answers
from pipeline.bench.bench import BenchFailedError, as_json, by_tool, keep_details, run_bench
from pipeline.bench.scorecard import RESIDUALS, Scorecard, pool, score
from pipeline.bench.statement import StatementUnreadableError, read_statement
from pipeline.commands.border import FAILED, USAGE, print_json
from pipeline.commands.progress import show_progress
from pipeline.commands.telling import dollars, tell_table
from pipeline.simulator.deliveries import load_writers, unbatched_practice

EVERY = 10_000
"""No table of the bench is cut."""


class WrongQuestionError(Exception):
    """Options that say nothing together; the sentence is safe to show."""


def bench_or_score(
    seeds: str, claims: int, systems: dict[str, str],
    out: Path | None, said: Path | None, answers: Path | None, wants_json: bool,
) -> None:  # fmt: skip
    """Run the bench, or score the files of a tool when both folders are given.

    Raises:
        typer.Exit: with 1 when a run built nothing that could be scored, with 2 when the question was wrong.
    """
    try:
        if said and answers:
            score_and_tell(said, answers, read_systems(systems), out, wants_json)
        else:
            numbers = read_seeds(seeds, alone=not (said or answers))
            bench_and_tell(numbers, claims, read_systems(systems), out, wants_json)
    except (WrongQuestionError, StatementUnreadableError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(USAGE) from None
    except (BenchFailedError, AnswersIncompleteError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None


def read_seeds(text: str, *, alone: bool = True) -> list[int]:
    """Seeds of `1-5`, `3` or `1,4,7-9`; `alone` says that no half of a question about another tool stands beside.

    Raises:
        WrongQuestionError: it is none of these, or it does not stand alone.
    """
    if not alone:
        raise WrongQuestionError("--score and --answers go together.")
    seeds = []
    for part in text.split(","):
        found = re.fullmatch(r"\s*(\d+)(?:-(\d+))?\s*", part)
        if not found or int(found[2] or found[1]) < int(found[1]):
            raise WrongQuestionError("Seeds are written as 1-5, 3 or 1,4,7.")
        seeds.extend(range(int(found[1]), int(found[2] or found[1]) + 1))
    return seeds


def read_systems(systems: dict[str, str]) -> dict[str, str]:
    """The PM and ledger system of the practices, as they were given.

    Raises:
        WrongQuestionError: none of the simulator's writers writes for one of them.
    """
    try:
        load_writers(**systems)
    except ValueError as error:
        raise WrongQuestionError(f"{error}") from None
    return systems


def bench_and_tell(seeds: list[int], claims: int, systems: dict[str, str], out: Path | None, wants_json: bool) -> None:
    """Simulate, run, score and report; with `out`, everything is kept there and the figures stand in bench.json."""
    with show_progress(Console(stderr=True), wanted=not wants_json) as progress:
        results = list(run_bench(seeds, claims, systems, out, progress))
    figures = as_json(results)
    if out:
        (out / "bench.json").write_text(json.dumps(figures, indent=1) + "\n")
    if wants_json:
        print_json(figures)
        return
    columns = [f"{seed[0].tool} {seed[0].seed}" for seed in results]
    cards = [seed[0].card for seed in results]
    for name, runs in by_tool(results).items():
        columns.append(f"{name} all")
        cards.append(pool([result.card for result in runs]))
    tell_cards(Console(), columns, cards)


def score_and_tell(said: Path, answers: Path, systems: dict[str, str], out: Path | None, wants_json: bool) -> None:
    """Score the CSV files of any tool by the answer key of a practice of these systems; `out` keeps every verdict."""
    card = score(read_statement(said), read_answers(answers, unbatched=unbatched_practice(**systems)))
    if out:
        keep_details(out, card)
    if wants_json:
        print_json(card.as_json())
    else:
        tell_cards(Console(), [said.resolve().name], [card])


def tell_cards(console: Console, names: list[str], cards: list[Scorecard]) -> None:
    """Scorecards side by side: the measures, then the scenarios, then why something has no figure."""
    tell_table(console, "Measures", ("", *names), _across(cards, _measures), most=EVERY)
    tell_table(console, "Scenarios, found of planted", ("", *names), _across(cards, _scenarios), most=EVERY)
    reasons = [(name, *item) for name, card in zip(names, cards, strict=True) for item in card.unmeasured.items()]
    tell_table(console, "Without a figure", ("tool", "measure", "why"), sorted(reasons), most=EVERY)


def _across(cards: list[Scorecard], rows_of: Any) -> Iterable[list[str]]:
    told = [dict(rows_of(card)) for card in cards]
    for name in dict.fromkeys(name for rows in told for name in rows):
        yield [name, *(rows.get(name, "") for rows in told)]


def _measures(card: Scorecard) -> Iterable[tuple[str, str]]:
    figures = card.as_json()
    for name, rate in (figures["auto_match"] | {"precision": figures["precision"]}).items():
        yield name if name == "precision" else f"auto-match, {name.replace('_', ' ')}", _percent(rate)
    for verdict, count in card.exceptions.items():
        yield f"exceptions, {verdict.replace('_', ' ')}", f"{count:,}"
    yield "KPI differences", "—" if card.kpi_differences is None else f"{len(card.kpi_differences):,}"
    for name in RESIDUALS:
        cents = card.residual_cents[name]
        yield f"residual, {name.replace('_', ' ')}", "—" if cents is None else dollars(cents)


def _scenarios(card: Scorecard) -> Iterable[tuple[str, str]]:
    for name, counts in card.scenarios.items():
        beside = f" ({counts['unmeasured']:,} unmeasured)" if counts["unmeasured"] else ""
        yield name, f"{counts['found']:,} of {counts['planted']:,}{beside}"


def _percent(rate: float | None) -> str:
    return "—" if rate is None else f"{rate:.4%}"
