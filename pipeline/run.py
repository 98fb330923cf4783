"""One run, from landed files to a published snapshot: the order of the steps, their time, their failures.

Here: what happens after what, under one lock. Not here: how any step works, and how the report is told
(`pipeline.commands.telling`). Dagster and the command line both call `run`.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.failure import StepFailedError, TryLaterError, border
from pipeline.logs import open_log
from pipeline.publish import Candidate, is_published, publish, rebuild_differences, republish
from pipeline.publish import report as reports
from pipeline.publish.audit import Audit, audit
from pipeline.publish.fingerprint import code_version, run_id_of
from pipeline.publish.manifest import Mart, load_marts
from pipeline.publish.report import RunReport, describe
from pipeline.settings import Settings
from pipeline.transform import Progress, target_folder, transform
from pipeline.warehouse import connect
from pipeline.workspace import hold_lock, require_room, sweep

EMPTY = "The landing folder is empty, yet files were published before: is a disk missing? Nothing was published."


class _Steps:
    """The steps of one run: their time, their progress, the border no exception text crosses."""

    def __init__(self, progress: Progress, log: Any) -> None:
        self.progress, self.log = progress, log
        self.seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.progress(name, 0, 0)
        started = time.monotonic()
        try:
            with border(name):
                yield
        except StepFailedError as error:
            self.log.error("step failed", step=error.step, kind=error.kind, where=error.where)  # noqa: TRY400  (a traceback may hold values)
            raise
        self.seconds[name] = round(time.monotonic() - started, 2)
        self.log.info("step done", step=name, seconds=self.seconds[name])


def run(settings: Settings, roots: list[Path], as_of: date | None, rebuild: bool, progress: Progress) -> RunReport:
    """Read what landed, build, audit and publish; the same input a second time is found and checked, not built.

    Args:
        settings: where everything lies.
        roots: folders of landed files.
        as_of: the day the figures stand for; by default the latest bank statement date landed.
        rebuild: build even when this very run was published, and compare.
        progress: told the step, how much of it is done and how much there is.

    Raises:
        TryLaterError: another run is at work, or there is no room.
        StepFailedError: a step ended in an error; nothing was published.
    """
    with hold_lock(settings), open_log(settings) as log:
        sweep(settings)
        require_room(settings, roots)
        steps = _Steps(progress, log)
        with steps.step("ingest"):
            run_id, as_of, code = _ingest(settings, roots, as_of, progress)
        with steps.step("verify"):
            known = is_published(settings, run_id)
        if known and not rebuild:
            with steps.step("report"):
                report = describe(republish(settings, run_id))
                report.outcome = reports.NOTHING_NEW
        else:
            report = _build(settings, steps, (run_id, as_of, code), known)
        report.seconds = steps.seconds
        log.info("run done", run_id=run_id, code_version=code, outcome=report.outcome, **report.count_checks())
        return report


def _ingest(settings: Settings, roots: list[Path], as_of: date | None, progress: Progress) -> tuple[str, date, str]:
    """Fill a fresh build file from the landed files; gives run id, as-of date and code version."""
    from pipeline.ingest import ingest  # noqa: PLC0415  (a second of imports, wanted in this step only)

    ingest(settings, roots, as_of, lambda done, total: progress("ingest", done, total))
    with connect(settings.build_path, settings, read_only=True) as con:
        found, practice = con.execute("select as_of, practice_name from raw.run").fetchall()[0]
        files = con.execute("select file_name, sha256 from raw.files").fetchall()
    if not files and settings.current.exists():
        raise TryLaterError(EMPTY)
    code = code_version()
    return run_id_of(code, practice, found, files), found, code


def _build(settings: Settings, steps: _Steps, identity: tuple[str, date, str], known: bool) -> RunReport:
    """From raw to a published snapshot, or to a report that says why there is none."""
    before = settings.current.resolve() if settings.current.exists() else None
    with steps.step("transform"):
        done = transform(settings, steps.progress)
        marts = load_marts(target_folder(settings))
    with steps.step("audit"):
        audited = audit(settings, done, before)
    broken = sorted({*done.broken, *(mart.name for mart in marts if mart.name not in audited.findings.marts)})
    candidate = _candidate(settings, identity, audited, marts, broken)
    report = RunReport(identity[0], reports.BLOCKED, before, audited.findings, broken)
    if not candidate.may_publish:
        return report
    with steps.step("publish"):
        if known:
            report.differing = rebuild_differences(settings, candidate)
            report.outcome = reports.DIFFERS if report.differing else reports.SAME_AGAIN
        else:
            report.snapshot = publish(settings, candidate)
            report.outcome = reports.PUBLISHED
    return report


def _candidate(
    settings: Settings, identity: tuple[str, date, str], audited: Audit, marts: list[Mart], broken: list[str]
) -> Candidate:
    run_id, as_of, code = identity
    return Candidate(
        run_id=run_id,
        as_of=as_of,
        code_version=code,
        build=settings.build_path,
        marts=marts,
        files=audited.files,
        checks=audited.findings.checks,
        docs=audited.docs,
        broken=broken,
    )
