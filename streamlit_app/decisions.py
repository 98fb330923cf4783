"""What a person decides at the board, written as one small file each; the next run reads it like any other feed.

Here: writing a decision and listing those no run has seen yet. Not here: any change to the snapshot; a decision changes
nothing until a run has judged it.
"""

import datetime as dt
import getpass
import json
import os
import uuid
from pathlib import Path

from pipeline.settings import Settings

KINDS = ("match", "unmatch", "classify", "note", "assign", "wait", "resolve", "verify", "close", "reopen", "approve")
AND = "+"
"""What joins the ids of several pieces of evidence that one match names."""
CLASSES = (
    "interest", "fee", "card_fee", "transfer", "disbursement", "payroll", "rent", "loan", "owner", "incentive",
    "other_income", "open",
)  # fmt: skip
"""What a person may say a bank line is that is no patient money: the rows of the seed bank_line_classes."""
MOVES = {
    "open": ("assign", "resolve"),
    "assigned": ("assign", "wait", "resolve"),
    "waiting": ("assign", "wait", "resolve"),
    "resolved": ("verify", "reopen"),
    "verified": ("close", "reopen"),
    "closed": ("reopen",),
}
"""What an exception allows in each state besides a note: the allowed rows of the seed exception_transitions."""


def record(
    kind: str,
    subject_id: str,
    *,
    object_id: str = "",
    assignee: str = "",
    waiting_on: str = "",
    waiting_until: dt.date | None = None,
    note: str = "",
) -> Path:
    """Write one decision and return its file.

    Args:
        kind: one of `KINDS`.
        subject_id: the deposit or exception decided on.
        object_id: the evidence a match or unmatch speaks of, several ids joined by `AND`, one of `CLASSES`, or the
            number of what settled a resolved exception.
        assignee: who acts next, for assign.
        waiting_on: on whom it waits, for wait: a payer, the bank.
        waiting_until: until which day, for wait.
        note: the reason in words; match, unmatch, classify and resolve need one, so that a reviewer can follow them.

    Raises:
        ValueError: when the kind is unknown, or a kind lacks what it needs.
    """
    until = waiting_until.isoformat() if waiting_until else ""
    needs = dict.fromkeys(("match", "unmatch", "classify"), (object_id, note)) | {"assign": (assignee,)}
    needs |= {"wait": (waiting_on, until)} | dict.fromkeys(("verify", "close", "reopen"), ())
    if kind not in KINDS:
        raise ValueError("Unknown kind of decision.")
    needed = needs.get(kind, (note,))
    if not subject_id or not all(part.strip() for part in needed):
        raise ValueError(
            "This decision is incomplete: a match needs evidence and a reason, a class a reason, an assignment a "
            "person, waiting a name and a day, resolving a reason, a note its words."
        )
    decided_at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    number = uuid.uuid4().hex[:12]
    content = {
        "tieout": "desk_decision", "version": 1, "decision_number": number, "decided_at": decided_at,
        "decided_by": getpass.getuser(), "kind": kind, "subject_id": subject_id, "object_id": object_id or None,
        "assignee": assignee.strip() or None, "waiting_on": waiting_on.strip() or None,
        "waiting_until": until or None, "note": note.strip() or None,
    }  # fmt: skip
    folder = Settings().decisions
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{decided_at.translate({ord('-'): None, ord(':'): None})}_{number}.json"
    _write_whole(path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return path


def waiting(seen: set[str]) -> list[dict[str, str]]:
    """List decisions that the shown run has not read, oldest first.

    Args:
        seen: base names of the files the shown run has read.
    """
    files = sorted(Settings().decisions.glob("*.json"))
    return [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name not in seen]


def _write_whole(path: Path, text: str) -> None:
    """Write a file so that a run never sees half of it, readable by its owner only."""
    part = path.with_name(f".{path.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
