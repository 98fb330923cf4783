"""A proposed layout in words and tables, the answer first.

Here: what a person sees of it. Not here: the command and what it writes (`pipeline.commands.onboarding`), the proposal
itself (`pipeline.onboarding`).
"""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.onboarding import Proposal
from pipeline.onboarding.fits import Fit
from pipeline.onboarding.fitting import LIKELY, SURE
from pipeline.onboarding.shape import Draft

WORDS = ((SURE, "sure"), (LIKELY, "likely"), (0.0, "look at it"))
STYLES = {"sure": "green", "likely": "yellow", "look at it": "bold red"}


def tell(console: Console, proposal: Proposal) -> None:
    """One proposal in words, the answer first."""
    say = console.print
    say(Text(f"\n{proposal.file.name}", style="bold"))
    if proposal.known_as:
        say(Text(f"Known already: it is read as {proposal.known_as}. What a layout of its own would be:"))
    if proposal.near:
        _tell_near(console, proposal)
    if proposal.draft:
        draft = proposal.draft
        at = _tell_header(draft)
        where = f"sheet {draft.sheet}" if draft.sheet else f"{draft.delimiter}-separated, {draft.encoding}"
        say(Text(f"A table: {where}, {at}, {len(draft.names)} columns."))
    if proposal.fit is None or proposal.trial is None:
        say(Text(f"Nothing proposed: {proposal.why_not}.", style="bold red"))
        _tell_lacking(console, proposal.lacking, "looks like")
        return
    fit = proposal.fit
    others = ", ".join(f"{other.record} {other.score:.0%}" for other in proposal.others)
    say(Text(f"It holds {fit.record} ({fit.score:.0%} sure{'; else ' + others if others else ''}).", style="bold"))
    _tell_lacking(console, proposal.lacking)
    _tell_matches(console, proposal)
    _tell_trial(console, proposal)


def _tell_header(draft: Draft) -> str:
    row = draft.header.record + 1
    if not row:
        return "no header row"
    return f"header in rows {row - 1} and {row}" if draft.has_two_header_rows else f"header in row {row}"


def _tell_lacking(console: Console, fit: Fit | None, how: str = "looks more like") -> None:
    if fit:
        console.print(
            Text(
                f"It {how} {fit.record} ({fit.score:.0%}), but no column is its {fit.lacking[0]}: add that "
                f"column to the export, or write a {fit.kind} layout that joins columns which tell its rows apart.",
                style="bold yellow",
            )
        )


def _tell_near(console: Console, proposal: Proposal) -> None:
    near = proposal.near
    if near is None:
        return
    console.print(
        Text(f"Almost {near.layout.name} ({near.layout.title}): the export has changed.", style="bold yellow")
    )
    for missing in near.missing:
        now = near.renamed.get(missing)
        console.print(Text(f"  missing: {missing}" + (f"; perhaps it is now called {now}" if now else "")))
    if near.unknown:
        console.print(Text(f"  columns it does not read: {', '.join(near.unknown)}"))


def _tell_matches(console: Console, proposal: Proposal) -> None:
    titles = proposal.draft.titles if proposal.draft else {}
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("field", "column", "", "why"):
        table.add_column(heading, overflow="fold")
    for match in sorted(proposal.fit.matches, key=lambda match: match.confidence) if proposal.fit else ():
        word = _worded(match.confidence)
        columns = " and ".join(titles[column] for column in match.columns) or "—"
        table.add_row(Text(match.field), Text(columns), Text(word, style=STYLES[word]), Text(match.reason))
    console.print(table)
    left = unused(proposal)
    if left:
        console.print(Text(f"Not read: {', '.join(left)}.", style="dim"))


def unused(proposal: Proposal) -> list[str]:
    """Columns of the file that no field is made of."""
    used = {column for match in (proposal.fit.matches if proposal.fit else ()) for column in match.columns}
    return [profile.title for profile in proposal.profiles if profile.name not in used]


def _worded(confidence: float) -> str:
    return next(word for least, word in WORDS if confidence >= least)


def _tell_trial(console: Console, proposal: Proposal) -> None:
    trial = proposal.trial
    if trial is None:
        return
    console.print(
        Text(f"Tried on the file: {trial.accepted:,} rows accepted, {trial.refused:,} refused.", style="bold")
    )
    _list(console, (f"{count:,} × {reason}" for reason, count in trial.reasons.items()))
    _list(console, trial.totals)
    if trial.repeated_keys:
        _list(
            console,
            [f"{trial.repeated_keys:,} rows repeat the key of another and would replace it: is a column missing?"],
        )
    if trial.preview:
        table = Table(box=None, pad_edge=False, header_style="dim")
        for heading in ("", *(f"row {number}" for number in range(1, len(trial.preview) + 1))):
            table.add_column(heading, overflow="ellipsis", no_wrap=True)
        for name in dict.fromkeys(name for row in trial.preview for name in row):
            table.add_row(Text(name), *(Text(row.get(name, "")) for row in trial.preview))
        console.print(table)


def _list(console: Console, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        console.print(Text(f"  {sentence}"))
