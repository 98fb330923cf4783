"""The line as Dagster sees it: assets, checks, one job, one schedule, two sensors.

Here: names and wiring. Not here: the run the steps share and dbt's models as assets (`pipeline.orchestration`), nor any
work; each asset calls the function that `tieout run` calls, in this process and under the same lock. Messages of dbt
stay inside `pipeline.transform`, so no value of a row reaches an event or a log.

Loading needs dbt's parsed project (`dbt_project/target/manifest.json`); `make dagster` and `tieout doctor` write it.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

import dagster as dg

from pipeline.contracts import load_contracts
from pipeline.ingest.build import count_raw_rows
from pipeline.ingest.raw_tables import support_tables
from pipeline.ingest.walking import fingerprint_landing
from pipeline.orchestration.dbt_models import mart_keys, models
from pipeline.orchestration.one_run import OneRun
from pipeline.settings import Settings

settings = Settings()
QUIET_SECONDS = 60
"""A landing folder is read when nothing in it has changed for this long."""
DAILY = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=30), warn_window=timedelta(hours=26))


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
