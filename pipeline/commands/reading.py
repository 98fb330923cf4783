"""The commands that only read a snapshot or look at the installation: status, sql, export, verify, doctor.

Here: finding the snapshot and printing answers. Not here: the answers.
"""

import csv
import sys
from pathlib import Path

import typer
from rich.console import Console

from pipeline.commands.border import print_json
from pipeline.commands.telling import tell_report, tell_table
from pipeline.failure import TryLaterError, border
from pipeline.query import QueryRefusedError, ask
from pipeline.settings import Settings

NO_SNAPSHOT = "Nothing is published yet in {data}: run `tieout run` first, or set TIEOUT_DATA."


def current_snapshot(settings: Settings) -> Path:
    """The folder `current` points to, resolved once so that a later publish changes nothing under a reader.

    Raises:
        TryLaterError: nothing is published yet.
    """
    if not settings.current.exists():
        raise TryLaterError(NO_SNAPSHOT.format(data=settings.data.resolve()))
    return settings.current.resolve()


def tell_status(as_json: bool) -> None:
    """The current snapshot in words, or as the object a run ends with."""
    from pipeline.publish.report import describe  # noqa: PLC0415

    with border("report"):
        report = describe(current_snapshot(Settings()))
    if as_json:
        print_json(report.as_json())
    else:
        tell_report(Console(), report)


def tell_answer(statement: str, limit: int, timeout: float, as_json: bool) -> None:
    """The answer to a question: a table on a terminal, CSV in a pipe, `{columns, rows}` as JSON."""
    answer = ask(current_snapshot(Settings()) / "warehouse.duckdb", statement, limit, timeout)
    if as_json:
        print_json({"columns": answer.columns, "rows": answer.rows} | ({"is_cut": True} if answer.is_cut else {}))
    elif sys.stdout.isatty():
        tell_table(Console(), "Answer", answer.columns, answer.rows, most=limit)
    else:
        csv.writer(sys.stdout, lineterminator="\n").writerows([answer.columns, *answer.rows])
    if answer.is_cut:
        typer.echo(f"Only the first {limit:,} rows are shown: ask for less, or raise --limit.", err=True)


def tell_export(workbook: str, out: Path, as_json: bool) -> None:
    """Copy a workbook and say where it is."""
    from pipeline.publish import export_workbook  # noqa: PLC0415

    snapshot = current_snapshot(Settings())
    known = sorted(path.stem for path in (snapshot / "workbooks").glob("*.xlsx"))
    if workbook.removesuffix(".xlsx") not in known:
        raise QueryRefusedError(f"There is no such workbook; there is: {', '.join(known) or 'none'}.")
    with border("export"):
        copied = export_workbook(snapshot, workbook, out)
    if as_json:
        print_json({"workbook": str(copied.resolve()), "run_id": snapshot.name})
    else:
        typer.echo(f"{copied}  (from {snapshot.name})")


def tell_verification(workbook: Path | None, as_json: bool) -> bool:
    """Verify the snapshot, or say which snapshot a copied workbook came from; gives whether all is well."""
    from pipeline.publish.verify import find_workbook, verify  # noqa: PLC0415

    settings = Settings()
    with border("verify"):
        snapshot = current_snapshot(settings)
        if workbook:
            origin = find_workbook(settings.published, workbook)
            run_id = origin or ""
            problems = [] if origin else ["the workbook is not one that was published, or was changed since"]
        else:
            run_id, problems = snapshot.name, verify(snapshot)
    if as_json:
        print_json({"run_id": run_id, "verified": not problems, "problems": problems})
    else:
        typer.echo(
            f"{run_id} is whole: every hash, row and cent as published." if not problems else "NOT AS PUBLISHED:"
        )
        typer.echo("".join(f"  {problem}\n" for problem in problems), nl=False)
    return not problems


def tell_health(quiet: bool, as_json: bool) -> bool:
    """Examine the installation; gives whether nothing failed."""
    from pipeline.commands.doctor import examine  # noqa: PLC0415

    findings = examine(Settings())
    if as_json:
        print_json({"findings": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            if not quiet or finding.state != "ok":
                typer.echo(f"{finding.state:4}  {finding.name:12}  {finding.says}")
    return not any(finding.state == "fail" for finding in findings)
