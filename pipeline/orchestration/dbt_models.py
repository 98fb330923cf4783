"""dbt's models as assets and its tests as checks, built in the run that all steps share.

Here: their names and keys, and what a build says of each. Not here: how dbt runs (`pipeline.transform`), and the other
assets (`pipeline.definitions`).
"""

from collections.abc import Iterator
from functools import cached_property

import dagster as dg
from dagster_dbt import DagsterDbtTranslator, dbt_assets

from pipeline.orchestration.one_run import OneRun
from pipeline.settings import DBT_PROJECT

MANIFEST = DBT_PROJECT / "target" / "manifest.json"


class PracticeTranslator(DagsterDbtTranslator):
    """dbt's nodes under the names of their schema, so that raw records, models and marts read as one line."""

    def get_asset_key(self, dbt_resource_props: dict) -> dg.AssetKey:
        """`raw/bank_transaction`, `staging/stg_files`, `marts/deposits`."""
        return dg.AssetKey([dbt_resource_props["schema"], dbt_resource_props["name"]])

    def get_group_name(self, dbt_resource_props: dict) -> str:
        """The schema: seeds, staging, intermediate, marts."""
        return dbt_resource_props["schema"]


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
