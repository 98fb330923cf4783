"""The command that proposes a layout: what it shows a person, what it gives a program, and what it writes.

Here: words, tables and the file. Not here: the proposal itself (`pipeline.onboarding`).
"""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.commands.border import print_json
from pipeline.layouts import KINDS
from pipeline.onboarding import Proposal, propose
from pipeline.onboarding.fitting import LIKELY, SURE
from pipeline.onboarding.proposal import write
from pipeline.query import QueryRefusedError
from pipeline.settings import SCHEMAS, Settings

WORDS = ((SURE, "sure"), (LIKELY, "likely"), (0.0, "look at it"))
STYLES = {"sure": "green", "likely": "yellow", "look at it": "bold red"}


def onboard_and_tell(files: list[Path], kind: str | None, name: str | None, as_json: bool) -> bool:
    """Propose a layout for each file, and write it where asked; gives whether every file got one.

    Raises:
        QueryRefusedError: the kind is none, the name is none, several files are to be written, or a layout is there.
    """
    target = _target(files, kind, name)
    current = Settings().current
    snapshot = current.resolve() if current.exists() else None
    proposals = [propose(file, kind, target.stem if target else None, snapshot) for file in files]
    written = None
    if target and proposals[0].content:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(write(proposals[0].content), encoding="utf-8")
        written = str(target)
    if as_json:
        print_json({"proposals": [_as_json(proposal) for proposal in proposals], "written": written})
    else:
        console = Console()
        for proposal in proposals:
            tell(console, proposal)
        if target and written:
            used = "" if target.parent == SCHEMAS / "layouts" else " It is used once it lies in schemas/layouts."
            console.print(Text(f"Written: {written}. Read it by eye before the next run.{used}"))
    return all(proposal.content or proposal.known_as for proposal in proposals)


def _target(files: list[Path], kind: str | None, name: str | None) -> Path | None:
    """Where the layout is to be written."""
    if kind and kind not in KINDS:
        raise QueryRefusedError(f"There is no kind {kind}; there are: {', '.join(KINDS)}.")
    if name is None:
        return None
    if len(files) > 1:
        raise QueryRefusedError("--write takes one file: a layout belongs to one export.")
    target = (
        Path(name).with_suffix(".yaml")
        if "/" in name or name.endswith(".yaml")
        else SCHEMAS / "layouts" / f"{name}.yaml"
    )
    if not target.stem.replace("_", "").isalnum() or target.stem.split("_")[0] not in KINDS or "_" not in target.stem:
        raise QueryRefusedError(f"A layout is named kind_system, as bank_mybank; kinds are {', '.join(KINDS)}.")
    if target.exists():
        raise QueryRefusedError(f"{target.name} is there already: choose another name, or remove it first.")
    return target


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
        at = "no header row" if draft.header.record < 0 else f"header in row {draft.header.record + 1}"
        where = f"sheet {draft.sheet}" if draft.sheet else f"{draft.delimiter}-separated, {draft.encoding}"
        say(Text(f"A table: {where}, {at}, {len(draft.names)} columns."))
    if proposal.fit is None or proposal.trial is None:
        say(Text(f"Nothing proposed: {proposal.why_not}.", style="bold red"))
        return
    fit = proposal.fit
    others = ", ".join(f"{other.record} {other.score:.0%}" for other in proposal.others)
    say(Text(f"It holds {fit.record} ({fit.score:.0%} sure{'; else ' + others if others else ''}).", style="bold"))
    _tell_matches(console, proposal)
    _tell_trial(console, proposal)


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
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("field", "column", "", "why"):
        table.add_column(heading, overflow="fold")
    for match in sorted(proposal.fit.matches, key=lambda match: match.confidence) if proposal.fit else ():
        word = _worded(match.confidence)
        columns = " and ".join(match.columns) or "—"
        table.add_row(Text(match.field), Text(columns), Text(word, style=STYLES[word]), Text(match.reason))
    console.print(table)
    unused = _unused(proposal)
    if unused:
        console.print(Text(f"Not read: {', '.join(unused)}.", style="dim"))


def _unused(proposal: Proposal) -> list[str]:
    used = {column for match in (proposal.fit.matches if proposal.fit else ()) for column in match.columns}
    return [profile.name for profile in proposal.profiles if profile.name not in used]


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


def _as_json(proposal: Proposal) -> dict[str, Any]:
    """The proposal for programs; the preview is masked as for people."""
    near, fit, draft = proposal.near, proposal.fit, proposal.draft
    return {
        "file": proposal.file.name,
        "known_as": proposal.known_as,
        "near": {"layout": near.layout.name, "missing": near.missing, "renamed": near.renamed} if near else None,
        "delimiter": draft.delimiter if draft else None,
        "encoding": draft.encoding if draft else None,
        "header_row": draft.header.record + 1 if draft else None,
        "record": fit.record if fit else None,
        "score": round(fit.score, 2) if fit else None,
        "others": [{"record": other.record, "score": round(other.score, 2)} for other in proposal.others],
        "fields": [asdict(match) for match in fit.matches] if fit else [],
        "not_read": _unused(proposal) if fit else [],
        "trial": asdict(proposal.trial) if proposal.trial else None,
        "layout": proposal.content,
        "why_not": proposal.why_not or None,
    }
