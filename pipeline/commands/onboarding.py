"""The command that proposes a layout: what it gives a program, and what it writes.

Here: its options and the file. Not here: the proposal itself (`pipeline.onboarding`), its words for a person
(`pipeline.commands.proposing`).
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from pipeline.commands.border import print_json
from pipeline.commands.proposing import tell, unused
from pipeline.layouts import KINDS
from pipeline.onboarding import Proposal, propose
from pipeline.onboarding.fitting import LIKELY
from pipeline.onboarding.writing import write
from pipeline.query import QueryRefusedError
from pipeline.settings import SCHEMAS, Settings


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
            unsure = ", ".join(_list_unsure(proposals[0]))
            first = f"Before the next run check first: {unsure}." if unsure else "Read it by eye before the next run."
            console.print(Text(f"Written: {written}. {first}{used}"))
    return all(proposal.content or proposal.known_as for proposal in proposals)


def _list_unsure(proposal: Proposal) -> list[str]:
    """The fields a person must look at, and the rows that were refused."""
    fields = [match.field for match in proposal.fit.matches if match.confidence < LIKELY] if proposal.fit else []
    refused = proposal.trial.refused if proposal.trial else 0
    return fields + ([f"{refused:,} refused rows"] if refused else [])


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
        "titles": [{"column": name, "title": title} for name, title in draft.titles.items()] if draft else [],
        "record": fit.record if fit else None,
        "score": round(fit.score, 2) if fit else None,
        "others": [{"record": other.record, "score": round(other.score, 2)} for other in proposal.others],
        "fields": [asdict(match) for match in fit.matches] if fit else [],
        "not_read": unused(proposal) if fit else [],
        "trial": asdict(proposal.trial) if proposal.trial else None,
        "layout": proposal.content,
        "why_not": proposal.why_not or None,
    }
