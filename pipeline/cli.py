"""The commands people type every day: parse, call, print; nothing else.

Here: the commands and their options. Not here: the commands of whoever sets up or measures
(`pipeline.commands.workshop`), what a command does, and how errors become exit codes
(`pipeline.commands.border`). Imports stand inside the commands, so that `tieout --help` answers at once.
"""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.border import FAILED, border
from pipeline.commands.options import AsJson, Day
from pipeline.commands.workshop import workshop

app = typer.Typer(
    name="tieout",
    help="Every dollar proved four ways: landed files in, a published snapshot and a proof line out.",
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
)


def main() -> None:
    """Run the command line."""
    app()


@app.command()
def run(
    landing: Annotated[Path | None, typer.Option(exists=True, file_okay=False, help="Default: data/landing.")] = None,
    as_of: Annotated[datetime | None, Day] = None,
    rebuild: Annotated[bool, typer.Option(help="Build again and compare with what is published.")] = False,
    as_json: AsJson = False,
) -> None:
    """Read what landed, build, audit and publish; ends with the proof line."""
    with border(as_json, published=False):
        from pipeline.commands.running import run_and_tell  # noqa: PLC0415

        if not run_and_tell(landing, as_of.date() if as_of else None, rebuild, as_json):
            raise typer.Exit(FAILED)


@app.command()
def status(as_json: AsJson = False) -> None:
    """Say what the current snapshot holds."""
    with border(as_json):
        from pipeline.commands.reading import tell_status  # noqa: PLC0415

        tell_status(as_json)


@app.command()
def sql(
    statement: Annotated[str, typer.Argument(help="One SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE.")],
    limit: Annotated[int, typer.Option(min=1, help="The most rows given back.")] = 10_000,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds before the statement is stopped.")] = 30.0,
    as_json: AsJson = False,
) -> None:
    """Ask the snapshot, read-only; `tieout sql "show tables"` lists what there is."""
    with border(as_json):
        from pipeline.commands.reading import tell_answer  # noqa: PLC0415

        tell_answer(statement, limit, timeout, as_json)


@app.command()
def explain(
    what: Annotated[str, typer.Argument(help="Trace, claim, payment, payout, bank or exception number, or file:line.")],
    everything: Annotated[bool, typer.Option("--all", help="Every line of long sections.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell the whole chain of a number: bank, evidence, posting, ledger, exceptions, with file and line."""
    with border(as_json):
        from pipeline.commands.explaining import explain_and_tell  # noqa: PLC0415

        explain_and_tell(what, everything, as_json)


@app.command()
def export(
    workbook: Annotated[str, typer.Argument(help="Name of a workbook, as daily_reconciliation.")],
    out: Annotated[Path, typer.Option(help="File or folder to copy it to.")] = Path(),
    as_json: AsJson = False,
) -> None:
    """Copy a published workbook out."""
    with border(as_json):
        from pipeline.commands.reading import tell_export  # noqa: PLC0415

        tell_export(workbook, out, as_json)


@app.command()
def journal(
    system: Annotated[str, typer.Argument(help="As netsuite or quickbooks_online; a wrong name lists all.")],
    period: Annotated[str | None, typer.Option(help="Month of the entries, as 2026-09; default: all.")] = None,
    entity: Annotated[str | None, typer.Option(help="Entity whose books they are, where there are several.")] = None,
    company: Annotated[str, typer.Option(help="Ledger ID, company code or subsidiary in that system.")] = "",
    out: Annotated[Path | None, typer.Option(help="File to write; another of that name is never replaced.")] = None,
    as_json: AsJson = False,
) -> None:
    """Write the proposed journal entries as a file the ledger system imports."""
    with border(as_json):
        from pipeline.commands.journals import write_and_tell  # noqa: PLC0415

        if not write_and_tell(system, period, entity, company, out, as_json):
            raise typer.Exit(FAILED)


@app.command()
def verify(
    workbook: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="A copied workbook.")] = None,
    as_json: AsJson = False,
) -> None:
    """Hash the snapshot, or one copied workbook, and compare with the manifest."""
    with border(as_json):
        from pipeline.commands.reading import tell_verification  # noqa: PLC0415

        if not tell_verification(workbook, as_json):
            raise typer.Exit(FAILED)


@app.command()
def doctor(
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what is wrong.")] = False,
    as_json: AsJson = False,
) -> None:
    """Check this installation, and read the SQL project for the orchestrator."""
    with border(as_json):
        from pipeline.commands.reading import tell_health  # noqa: PLC0415

        if not tell_health(quiet, as_json):
            raise typer.Exit(FAILED)


app.add_typer(workshop)

if __name__ == "__main__":
    main()
