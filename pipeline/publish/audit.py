"""Between build and publish: is it right, is it plausible, what was found.

Here: bringing together the verdicts of dbt's tests, of the marts' own checks and of plausibility. Not here: what
follows from them (`pipeline.publish`).
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from pipeline.publish.findings import Findings, read_findings
from pipeline.publish.manifest import Check, read_manifest
from pipeline.settings import Settings
from pipeline.transform import Transformation
from pipeline.warehouse import connect
from pipeline.workspace import remove_tree

ZERO = Decimal(0)
REFUSED = {"quarantined", "incomplete", "unrecognised"}


@dataclass(frozen=True)
class Audit:
    """What the audit found, the files as the manifest lists them, and the folder of Data Docs (None without)."""

    findings: Findings
    files: list[dict[str, Any]]
    docs: Path | None


def audit(settings: Settings, done: Transformation, before: Path | None) -> Audit:
    """Every check of a build, blocking ones first to last as they were taken, and what the marts say.

    Args:
        settings: where the build file lies.
        done: what dbt did.
        before: the snapshot folder readers see now, to compare with.

    Raises:
        duckdb.Error: the build file cannot be read.
    """
    docs = settings.warehouse / "data_docs"
    with connect(settings.build_path, settings, read_only=True) as con:
        plausible = [] if done.broken else _judge(con, docs)
        findings = read_findings(con, before)
        files = _files(con, findings.files_table)
    findings.checks += [*_intake_checks(files, before), *done.tests, *plausible]
    return Audit(findings, files, docs if docs.exists() else None)


def _judge(con: duckdb.DuckDBPyConnection, docs: Path) -> list[Check]:
    """Plausibility as checks that warn; that it could not be judged is a warning too."""
    from pipeline.plausibility import judge  # noqa: PLC0415  (three seconds of imports, wanted in this step only)

    remove_tree(docs)
    try:
        verdicts = judge(con, docs)
    except Exception as error:  # noqa: BLE001  (it only warns; its text may hold values)
        says = f"Plausibility could not be judged ({type(error).__name__})."
        return [_none_of("plausibility", "warn", 1, says)]
    counts: dict[str, int] = {}
    checks = []
    for verdict in verdicts:
        counts[verdict.suite] = counts.get(verdict.suite, 0) + 1
        name = f"plausible_{verdict.suite}_{counts[verdict.suite]}"
        checks.append(_none_of(name, "warn", int(not verdict.passed), f"{verdict.question} Expected: {verdict.says}"))
    return checks


def _intake_checks(files: list[dict[str, Any]], before: Path | None) -> list[Check]:
    """Did the readers themselves break? A broken reader refuses files politely, and readers would see less money."""
    nothing = bool(files) and not any(file["accepted"] for file in files)
    refused = {(file["name"], file["sha256"]) for file in files if file["outcome"] in REFUSED}
    earlier = {(file["name"], file["sha256"]) for file in _files_before(before) if file["outcome"] not in REFUSED}
    count = len(refused & earlier)
    says = f"{count:,} unchanged files were accepted before, not now."
    return [
        _none_of("rows_were_accepted", "block", int(nothing), "Not one row of any landed file was accepted."),
        _none_of("files_stay_accepted", "warn", count, says),
    ]


def _files_before(before: Path | None) -> list[dict[str, Any]]:
    try:
        return read_manifest(before)["files"] if before else []
    except (OSError, ValueError, KeyError):
        return []


def _none_of(name: str, severity: str, count: int, says: str) -> Check:
    """A check that there are none of something."""
    found = Decimal(count)
    return Check(name, found, ZERO, found, "fail" if count else "pass", severity, says)


def _files(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    """The landed files as the manifest lists them; `table` has them."""
    columns = ("name", "sha256", "recognised_as", "outcome", "records", "accepted", "quarantined", "reason")
    rows = con.execute(FILES.format(table)).fetchall()
    return [dict(zip(columns, row, strict=True)) for row in rows]


FILES = """
select file_name, sha256, recognised_as, outcome, record_count, accepted_count, quarantined_count, reason
from {} order by file_name
"""
