"""`tieout journal`: the proposed entries as a file the ledger system imports, and what was left out of it.

Here: where the file goes and what is said. Not here: the entries (`pipeline.journals`).
"""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import typer

from pipeline.commands.border import print_json
from pipeline.commands.reading import current_snapshot
from pipeline.failure import border
from pipeline.journals import Books, Entry, JournalRefusedError
from pipeline.journals.proposed import Unmapped, proposed_entries
from pipeline.journals.systems import load_writers
from pipeline.query import QueryRefusedError
from pipeline.query.rows import asking
from pipeline.settings import Settings


def write_and_tell(
    system: str, period: str | None, entity: str | None, company: str, out: Path | None, as_json: bool
) -> bool:
    """Write the file and say what is in it; gives whether every proposed entry is.

    Args:
        system: name of a writer.
        period: month of the entries as `2026-09`; None for all.
        entity: the entity whose entries they are; None for the only one.
        company: what the ledger system calls the books.
        out: the file; by default `journal_<system>_<period>` in the working folder.
        as_json: one JSON object instead of sentences.

    Raises:
        QueryRefusedError: no such system or month, another file stands there, or the system cannot take the entries.
    """
    writers = load_writers()
    if system not in writers:
        message = f"No import file is written for that system; there is: {', '.join(writers)}."
        raise QueryRefusedError(message)
    if period and not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period):
        message = "--period takes a month, as 2026-09."
        raise QueryRefusedError(message)
    snapshot, writer = current_snapshot(Settings()), writers[system]
    with border("journal"):
        entries, unmapped, content = _content(snapshot, writer, period, entity, Books(company))
    if isinstance(content, JournalRefusedError):
        raise QueryRefusedError(str(content))
    path = out or Path(f"journal_{system}_{period or snapshot.name[:10]}{writer.SUFFIX}")
    if entries:
        _write(path, content)
    _tell(path if entries else None, entries, unmapped, snapshot.name, as_json)
    return not unmapped


def _content(
    snapshot: Path, writer: Any, period: str | None, entity: str | None, books: Books
) -> tuple[list[Entry], list[Unmapped], Any]:
    from pipeline.publish.snapshot import open_reading  # noqa: PLC0415

    with open_reading(snapshot / "warehouse.duckdb") as con:
        try:
            entries, unmapped = proposed_entries(asking(con), period, entity)
            return entries, unmapped, writer.write(entries, books) if entries else b""
        except JournalRefusedError as refused:
            return [], [], refused


def _write(path: Path, content: bytes) -> None:
    if path.is_dir():
        message = "--out names a folder: name a file."
        raise QueryRefusedError(message)
    if path.exists() and path.read_bytes() != content:
        message = "Another file of that name stands there: it may have been imported. Name a new one with --out."
        raise QueryRefusedError(message)
    with border("journal"):
        path.write_bytes(content)


def _tell(path: Path | None, entries: list[Entry], unmapped: list[Unmapped], run_id: str, as_json: bool) -> None:
    debits = sum((line.debit for entry in entries for line in entry.lines), Decimal("0.00"))
    left_out = [{"title": one.title, "date": one.day.isoformat(), "roles": list(one.roles)} for one in unmapped]
    lines = sum(len(entry.lines) for entry in entries)
    if as_json:
        figures = {"entries": len(entries), "lines": lines, "debits": str(debits), "credits": str(debits)}
        print_json({"file": str(path.resolve()) if path else None, **figures, "left_out": left_out, "run_id": run_id})
        return
    if path:
        typer.echo(f"{path}  (from {run_id})")
        typer.echo(f"{len(entries):,} entries, {lines:,} lines, debits {debits:,.2f} = credits {debits:,.2f}.")
        typer.echo("Nothing is booked yet: whoever may approve entries imports it, once.")
    else:
        typer.echo("No entry is proposed that could be written, and no file was.")
    for one in unmapped:
        roles = ", ".join(role.replace("_", " ") for role in one.roles)
        sentence = f"{one.day} {one.title}: no account for {roles}; name it in the seed gl_accounts."
        typer.echo(f"  left out: {sentence}", err=True)
