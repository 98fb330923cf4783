"""`tieout explain`: a chain laid out for tired eyes, in the width of the terminal, money in one column.

Here: the layout, and what is said when nothing or too much is found. Not here: the chain (`pipeline.query.explain`).
"""

import shutil
import textwrap
from decimal import Decimal
from typing import Any

import typer

from pipeline.commands.border import USAGE, print_json
from pipeline.commands.reading import current_snapshot
from pipeline.failure import border
from pipeline.query.explain import Chain, Hit, Line, NothingFoundError, Section, SeveralFoundError, explain
from pipeline.query.explain.chain import Sum, money_text
from pipeline.query.rows import asking
from pipeline.settings import Settings

MOST_LINES = 15
NARROW, WIDE = 72, 140
DATE, GAP, MONEY, INDENT = 10, 9, 14, 2


def explain_and_tell(text: str, everything: bool, as_json: bool) -> None:
    """Explain what a person has in hand, from the current snapshot.

    Args:
        text: a number, a key, `file:line` or `kind:number`.
        everything: show every line of long sections; JSON always has them.
        as_json: one JSON object instead of the layout.

    Raises:
        typer.Exit: with 2 when nothing bears the number or several things do; these are listed.
    """
    from pipeline.publish.snapshot import open_reading  # noqa: PLC0415

    snapshot = current_snapshot(Settings())
    with border("explain"), open_reading(snapshot / "warehouse.duckdb") as con:
        try:
            answer: Chain | SeveralFoundError | NothingFoundError = explain(asking(con), text)
        except (SeveralFoundError, NothingFoundError) as unclear:
            answer = unclear
    if not isinstance(answer, Chain):
        _refuse(answer, as_json)
    elif as_json:
        print_json(answer.as_json() | {"run_id": snapshot.name})
    else:
        typer.echo(lay_out(answer, everything, shutil.get_terminal_size((100, 24)).columns))


def _refuse(unclear: SeveralFoundError | NothingFoundError, as_json: bool) -> None:
    hits = unclear.hits if isinstance(unclear, SeveralFoundError) else []
    sentence = f"{unclear} Name the one you mean as below." if hits else str(unclear)
    if as_json:
        print_json({"error": sentence, "candidates": [_hit_as_json(hit) for hit in hits]})
    typer.echo(sentence, err=True)
    for hit in hits:
        amount = "" if hit.amount is None else f"{hit.amount:,.2f}"
        typer.echo(f"  tieout explain {hit.kind}:{hit.id}  {hit.on or '':10}  {amount:>{MONEY}}  {hit.words}", err=True)
    raise typer.Exit(USAGE)


def _hit_as_json(hit: Hit) -> dict[str, Any]:
    on = hit.on.isoformat() if hit.on else None
    return {"kind": hit.kind, "id": hit.id, "date": on, "amount": money_text(hit.amount), "words": hit.words}


def lay_out(chain: Chain, everything: bool, width: int) -> str:
    """The chain as text: what it is, the verdict, then section by section; money stands in one column."""
    width = min(max(width, NARROW), WIDE)
    parts = [*textwrap.wrap(chain.title, width), *textwrap.wrap(chain.verdict, width)]
    for section in chain.sections:
        parts += ["", section.title.upper(), *_section(chain, section, everything, width)]
    return "\n".join(parts)


def _section(chain: Chain, section: Section, everything: bool, width: int) -> list[str]:
    sums = [text for equation in section.sums for text in _sum(equation, width)]
    if not section.lines:
        return [f"{'':{INDENT}}{line}" for line in textwrap.wrap(section.empty, width - INDENT)] + sums
    shown = section.lines if everything else section.lines[:MOST_LINES]
    rows = [text for line in shown for text in _line(chain, line, width)]
    if len(shown) < len(section.lines):
        rows += _row(None, "", None, f"… and {len(section.lines) - len(shown):,} more: add --all", width)
    return rows + sums


def _line(chain: Chain, line: Line, width: int) -> list[str]:
    gap = "" if line.days is None else f"{line.days:+d} bd" if line.days else "same day"
    source = chain.name_source(line.source)
    number = f"#{line.reference}" if line.reference else None
    words = "  ".join(part for part in (line.words, number, f"[{source}]" if source else None) if part)
    return _row(line.on, gap, line.amount, words, width)


def _sum(equation: Sum, width: int) -> list[str]:
    rows = _row(None, "", None, f"{equation.words}:", width)
    for words, amount in equation.terms:
        rows += _row(None, "", amount, f"  {words}", width)
    verdict = "✔" if not equation.difference else ""
    rows += _row(None, "", equation.total, f"= {equation.total_words} {verdict}", width)
    return rows + (_row(None, "", equation.difference, "✘ DIFFERENCE", width) if equation.difference else [])


def _row(on: Any, gap: str, amount: Decimal | None, words: str, width: int) -> list[str]:
    """One row: date, gap in business days, money, words; what does not fit goes below in the words' own column."""
    money = "" if amount is None else f"{amount:,.2f}"
    head = f"{'':{INDENT}}{on or ''!s:{DATE}} {gap:>{GAP}} {money:>{MONEY}}  "
    indent = len(words) - len(words.lstrip())
    wrapped = textwrap.wrap(
        words, width - len(head), initial_indent=" " * indent, subsequent_indent=" " * indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    first, *rest = wrapped or [""]
    return [f"{head}{first}".rstrip(), *(f"{'':{len(head)}}{line}" for line in rest)]
