"""Is it plausible? Great Expectations over deliveries and marts; a failure warns, it never blocks.

Here: running the suites of `schemas/plausibility/` (one file a suite: a question, a query over the marts that gives
counts and shares, the expectations in words) and collecting verdicts. Not here: what must be true (dbt tests) and how
the pages look (`data_docs`). The query aggregates and the result format is BOOLEAN_ONLY, so no patient value leaves.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, time
from pathlib import Path

import duckdb
import yaml

from pipeline.plausibility.data_docs import write_data_docs
from pipeline.settings import SCHEMAS


@dataclass(frozen=True)
class Plausibility:
    """One expectation's verdict; `measured` is False when the marts hold nothing to judge."""

    suite: str
    question: str
    says: str
    passed: bool
    measured: bool


def load_suites() -> list[dict]:
    """The suites in alphabetical order of their files."""
    return [yaml.safe_load(path.read_text()) for path in sorted((SCHEMAS / "plausibility").glob("*.yaml"))]


def judge(con: duckdb.DuckDBPyConnection, docs_dir: Path) -> list[Plausibility]:
    """Judge the marts of the connected database and write Data Docs into `docs_dir`.

    Returns one verdict an expectation, in the order of the suites. A suite whose query gives no rows passes with
    `measured` False: nothing was there to be implausible.
    """
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx  # noqa: PLC0415  # three seconds of import, wanted in this step only
    from great_expectations.core.run_identifier import RunIdentifier  # noqa: PLC0415

    as_of = con.execute("select as_of from marts.run_context").fetchall()[0][0]
    run_id = RunIdentifier(as_of.isoformat(), datetime.combine(as_of, time(), tzinfo=UTC))
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("snapshot")
    verdicts: list[Plausibility] = []
    for suite in load_suites():
        frame = con.execute(suite["query"]).df()
        name, says = suite["suite"], [item["says"] for item in suite["expectations"]]
        if frame.empty:
            verdicts += [Plausibility(name, suite["question"], words, passed=True, measured=False) for words in says]
            continue
        definition = _define(gx, context, source, suite)
        result = definition.run(batch_parameters={"dataframe": frame}, result_format="BOOLEAN_ONLY", run_id=run_id)
        passed = {item.expectation_config.notes: bool(item.success) for item in result.results}
        verdicts += [Plausibility(name, suite["question"], words, passed[words], measured=True) for words in says]
    write_data_docs(context, docs_dir, verdicts, as_of)
    return verdicts


def _define(gx: object, context: object, source: object, suite: dict) -> object:
    """One suite as Great Expectations objects; the sentence travels as the expectation's note."""
    name = suite["suite"]
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    expectations = context.suites.add(gx.ExpectationSuite(name=name, meta={"notes": suite["question"]}))
    for item in suite["expectations"]:
        kind = getattr(gx.expectations, item["type"])
        expectations.add_expectation(kind(**item["arguments"], notes=item["says"]))
    return context.validation_definitions.add(gx.ValidationDefinition(name=name, data=batch, suite=expectations))
