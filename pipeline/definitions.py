"""The line as Dagster sees it: assets, checks, one job, one schedule, two sensors. The only module that knows Dagster.

Here: names and wiring. Not here: any work; each asset calls the function that `tieout run` calls, in this process and
under the same lock. Messages of dbt stay inside `pipeline.transform`, so no value of a row reaches an event or a log.

Loading needs dbt's parsed project (`dbt_project/target/manifest.json`); `make dagster` and `tieout doctor` write it.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets
from pydantic import PrivateAttr

from pipeline.contracts import load_contracts
from pipeline.ingest.build import count_raw_rows
from pipeline.ingest.raw_tables import support_tables
from pipeline.ingest.walking import fingerprint_landing
from pipeline.run import Run, open_run
from pipeline.settings import DBT_PROJECT, Settings

settings = Settings()
MANIFEST = DBT_PROJECT / "target" / "manifest.json"
QUIET_SECONDS = 60
"""A landing folder is read when nothing in it has changed for this long."""
DAILY = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=30), warn_window=timedelta(hours=26))


class OneRun(dg.ConfigurableResource):
    """The run all steps of one job share: opened before the first, closed after the last, whatever happens."""

    _run: Run = PrivateAttr()

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["OneRun"]:
        """Hold the lock for the whole job; raises TryLaterError when another run holds it."""
        log = context.log
        with open_run(
            settings, lambda step, done, total: total == done and log and log.info("%s %s", step, total)
        ) as run:
            self._run = run
            yield self

    @property
    def run(self) -> Run:
        """The open run."""
        return self._run


class PracticeTranslator(DagsterDbtTranslator):
    """dbt's nodes under the names of their schema, so that raw records, models and marts read as one line."""

    def get_asset_key(self, dbt_resource_props: dict) -> dg.AssetKey:
        """`raw/bank_transaction`, `staging/stg_files`, `marts/deposits`."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: dict) -> str:
        """The schema: seeds, staging, intermediate, marts."""
        return dbt_resource_props["schema"]


def raw_specs() -> list[dg.AssetSpec]:
    """One asset for each record and for each table about files, with its grain."""
    records = {name: contract.grain for name, contract in load_contracts().items()}
    tables = records | dict.fromkeys(support_tables(), "What became of the landed files.")
    return [
        dg.AssetSpec(["raw", name], description=grain, group_name="raw", kinds={"duckdb"}, freshness_policy=DAILY)
        for name, grain in sorted(tables.items())
    ]


@dg.multi_asset(name="ingest", specs=raw_specs())
def raw(one_run: OneRun) -> Iterator[dg.MaterializeResult]:
    """Read what landed into the raw tables of a fresh build file."""
    one_run.run.ingest(settings.roots(), as_of=None)
    counts = count_raw_rows(settings)
    for spec in raw_specs():
        yield dg.MaterializeResult(asset_key=spec.key, metadata={"dagster/row_count": counts[spec.key.path[-1]]})


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=PracticeTranslator(), exclude="resource_type:unit_test")
def models(context: dg.AssetExecutionContext, one_run: OneRun) -> Iterator[dg.MaterializeResult | dg.AssetCheckResult]:
    """Build every model, then test every one; a failed blocking test fails the job after all verdicts are in."""
    done = one_run.run.transform()
    keys = {key.path[-1]: key for key in context.selected_asset_keys}
    for name in done.built:
        yield dg.MaterializeResult(asset_key=keys[name])
    verdicts = {check.id: check for check in done.tests}
    for key in sorted(context.selected_asset_check_keys, key=str):
        if check := verdicts.get(key.name):
            severity = dg.AssetCheckSeverity.WARN if check.severity == "warn" else dg.AssetCheckSeverity.ERROR
            yield dg.AssetCheckResult(
                asset_key=key.asset_key,
                check_name=key.name,
                passed=check.status == "pass",
                severity=severity,
                metadata={"failing_rows": int(check.left)},
            )
    if done.broken:
        raise dg.Failure(f"Models that could not be built: {', '.join(done.broken)}.", allow_retries=False)


class ModelsAndTests(dg.AssetsDefinition):
    """The same assets and checks; Dagster puts their keys together anew for each of them, whenever one is yielded.

    With hundreds of models and more than a thousand tests that alone took most of what Dagster itself takes for a job.
    """

    @cached_property
    def asset_and_check_keys(self) -> frozenset[dg.AssetKey | dg.AssetCheckKey]:
        """The keys of all models and of all tests."""
        return frozenset(super().asset_and_check_keys)


models.__class__ = ModelsAndTests


def mart_keys() -> list[dg.AssetKey]:
    """The marts: what a snapshot is made of."""
    return sorted((key for key in models.keys if key.path[0] == "marts"), key=str)


@dg.asset(deps=mart_keys(), group_name="published", kinds={"parquet", "excel"})
def snapshot(one_run: OneRun) -> dg.MaterializeResult:
    """Audit what was built and publish it whole, or leave yesterday's snapshot in place and fail."""
    report = one_run.run.publish()
    if not report.is_good:
        raise dg.Failure(
            "A blocking check failed; nothing was published. `tieout run` tells which.", allow_retries=False
        )
    return dg.MaterializeResult(metadata={"run_id": report.run_id, **report.count_checks()})


reconciliation = dg.define_asset_job("reconciliation", selection=dg.AssetSelection.all())

every_morning = dg.ScheduleDefinition(
    job=reconciliation,
    cron_schedule="0 6 * * *",
    execution_timezone=settings.timezone,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)


@dg.sensor(job=reconciliation, minimum_interval_seconds=60, default_status=dg.DefaultSensorStatus.RUNNING)
def landed_files(context: dg.SensorEvaluationContext) -> dg.RunRequest | dg.SkipReason:
    """Run when the landing folder has changed and been quiet for a minute."""
    digest, changed_at = fingerprint_landing(settings.roots())
    if not changed_at:
        return dg.SkipReason("The landing folder is empty.")
    if digest == context.cursor:
        return dg.SkipReason("Nothing new has landed.")
    if time.time() - changed_at < QUIET_SECONDS:
        return dg.SkipReason("Files are still arriving.")
    context.update_cursor(digest)
    return dg.RunRequest(run_key=digest)


@dg.run_failure_sensor(default_status=dg.DefaultSensorStatus.RUNNING)
def failed_run(context: dg.RunFailureSensorContext) -> None:
    """Leave a line for the morning: which run failed, and at which step; no message text, it may hold values."""
    steps = ", ".join(event.step_key or "start" for event in context.get_step_failure_events()) or "start"
    settings.logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    notice = settings.logs / "failed_run.txt"
    notice.write_text(f"Run {context.dagster_run.run_id} failed at: {steps}. See `make dagster`, or `tieout run`.\n")


defs = dg.Definitions(
    assets=[raw, models, snapshot],
    jobs=[reconciliation],
    schedules=[every_morning],
    sensors=[landed_files, failed_run],
    resources={"one_run": OneRun()},
    executor=dg.in_process_executor,
)
