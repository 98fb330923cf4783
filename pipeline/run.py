"""One run, from landed files to a published snapshot: the order of the steps, their time, their failures.

Here: what happens after what, under one lock. Not here: how any step works, and how the report is told
(`pipeline.commands.telling`). The command line calls `run`; the orchestrator opens a `Run` and takes its steps.
"""

import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.failure import StepFailedError, border
from pipeline.logs import open_log
from pipeline.publish import Candidate, is_published, publish, rebuild_differences, republish
from pipeline.publish import report as reports
from pipeline.publish.audit import audit
from pipeline.publish.fingerprint import code_version, run_id_of
from pipeline.publish.manifest import load_marts
from pipeline.publish.report import RunReport, describe
from pipeline.settings import Settings
from pipeline.transform import Child, Progress, Transformation, start, target_folder, transform
from pipeline.warehouse import connect
from pipeline.workspace import hold_lock, require_room, sweep

EMPTY = "No file lies in {folders}: land files there, or name another folder with --landing. Nothing was published."


class Run:
    """One run that holds the lock: its steps, their time, the border no exception text crosses.

    Steps are taken in the order `ingest`, `transform`, `publish`; each raises StepFailedError when it ends in an error.
    """

    def __init__(self, settings: Settings, progress: Progress, log: Any) -> None:
        """Remember where things lie; nothing is done yet."""
        self.settings, self.progress, self.log = settings, progress, log
        self.seconds: dict[str, float] = {}
        self.run_id, self.code_version, self.as_of = "", "", date.min
        self.is_known = False
        self.done = Transformation()
        self._dbt: Child | None = None

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time a step and let no exception text out of it."""
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

    def ingest(self, roots: list[Path], as_of: date | None) -> None:
        """Fill a fresh build file from the landed files, and find out whether this very run was published before."""
        require_room(self.settings, roots)
        with self.step("ingest"):
            self._dbt = start(self.settings)  # reads the SQL project on another core while we read the files
            self.run_id, self.as_of, self.code_version = _ingest(self.settings, roots, as_of, self.progress)
        with self.step("verify"):
            self.is_known = is_published(self.settings, self.run_id)

    def transform(self) -> Transformation:
        """Build every model on the build file, then test every one."""
        with self.step("transform"):
            self.done = transform(self.settings, self.progress, self._dbt)
        return self.done

    def close(self) -> None:
        """End dbt where it was started and is not wanted after all."""
        if self._dbt:
            self._dbt.kill()
            with self._dbt:
                self._dbt = None

    def publish(self) -> RunReport:
        """Audit what was built; publish it, or compare it with the same run's snapshot, or say why there is none."""
        settings = self.settings
        before = settings.current.resolve() if settings.current.exists() else None
        with self.step("audit"):
            marts = load_marts(target_folder(settings))
            audited = audit(settings, self.done, before)
        broken = sorted({*self.done.broken, *(mart.name for mart in marts if mart.name not in audited.findings.marts)})
        report = RunReport(self.run_id, reports.BLOCKED, before, audited.findings, broken)
        candidate = Candidate(
            run_id=self.run_id,
            as_of=self.as_of,
            code_version=self.code_version,
            build=settings.build_path,
            marts=marts,
            files=audited.files,
            checks=audited.findings.checks,
            docs=audited.docs,
            broken=broken,
        )
        if candidate.may_publish:
            with self.step("publish"):
                if self.is_known:
                    report.differing = rebuild_differences(settings, candidate)
                    report.outcome = reports.DIFFERS if report.differing else reports.SAME_AGAIN
                else:
                    report.snapshot = publish(settings, candidate)
                    report.outcome = reports.PUBLISHED
        return self.conclude(report)

    def describe(self) -> RunReport:
        """Point readers at the snapshot this run published before; nothing is built."""
        with self.step("report"):
            report = describe(republish(self.settings, self.run_id))
            report.outcome = reports.NOTHING_NEW
        return self.conclude(report)

    def conclude(self, report: RunReport) -> RunReport:
        """The report with the time of each step, and a line in the log: counts and hashes only."""
        report.seconds = self.seconds
        outcome = {"run_id": self.run_id, "code_version": self.code_version, "outcome": report.outcome}
        self.log.info("run done", **outcome, **report.count_checks())
        return report


def _ingest(settings: Settings, roots: list[Path], as_of: date | None, progress: Progress) -> tuple[str, date, str]:
    """Fill a fresh build file from the landed files; gives run id, as-of date and code version."""
    from pipeline.ingest import ingest  # noqa: PLC0415  (a second of imports, wanted in this step only)

    ingest(settings, roots, as_of, lambda done, total: progress("ingest", done, total))
    with connect(settings.build_path, settings, read_only=True) as con:
        found, practice = con.execute("select as_of, practice_name from raw.run").fetchall()[0]
        files = con.execute("select file_name, sha256 from raw.files").fetchall()
    if not files:
        raise StepFailedError("ingest", "EmptyLanding", EMPTY.format(folders=" or ".join(map(str, roots))))
    code = code_version()
    return run_id_of(code, practice, found, files), found, code


@contextmanager
def open_run(settings: Settings, progress: Progress) -> Iterator[Run]:
    """The only run of this data folder, swept and logged, until the block ends.

    Raises:
        TryLaterError: another run is at work.
    """
    with hold_lock(settings), open_log(settings) as log:
        sweep(settings)
        with closing(Run(settings, progress, log)) as one:
            yield one


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
    with open_run(settings, progress) as one:
        one.ingest(roots, as_of)
        if one.is_known and not rebuild:
            return one.describe()
        one.transform()
        return one.publish()
