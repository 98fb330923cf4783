"""All KPIs of a month on the board: value, parts, number of things, target and trend, or what is missing.

Here: the question to `kpi_values` and its table. Not here: tiles of single KPIs (`tiles`), why a figure moved
(`days_story`).
"""

from typing import Any

import figures
import polars as pl
import snapshot
import streamlit as st
import tiles

GROUPS = {
    "K0": "A/R",
    "K1": "Yield",
    "K2": "Denials",
    "K3": "Claims",
    "K4": "Payers",
    "K5": "Cash control",
    "K6": "Productivity",
}
"""Groups of KPIs by the beginning of their numbers."""
# Several entities are added up before dividing; medians and other figures that do not roll up stay empty.
KPIS = """with
of_month as (
    select kpi_id, period, max(kpi_name) as kpi_name, max(unit) as unit, sum(numerator) as numerator,
           sum(denominator) as denominator, cast(sum(n) as bigint) as n, count(*) as entities, max(value) as value,
           count(value) as measured, max(not_measurable_reason) as reason, max(definition_version) as version
    from marts.kpi_values
    where grain = 'practice' and period <= $period and ($entity is null or entity_id = $entity)
    group by kpi_id, period
),
valued as (
    select of_month.kpi_id, of_month.period, of_month.kpi_name, of_month.unit, of_month.n, of_month.version,
           meta.direction, meta.target, meta.target_source,
           case when of_month.measured > 0 then of_month.numerator end as numerator,
           case when of_month.measured > 0 then of_month.denominator end as denominator,
           case when of_month.measured = 0 then null when of_month.entities = 1 then of_month.value
                when meta.rolls_up and of_month.denominator is null then of_month.numerator
                when meta.rolls_up then of_month.numerator / nullif(of_month.denominator, 0) end as value,
           case when of_month.measured = 0 then of_month.reason
                when of_month.entities > 1 and not meta.rolls_up then 'not measurable across entities' end as reason
    from of_month
    left join marts.catalog as meta on meta.kind = 'kpi' and meta.name = of_month.kpi_id
),
trends as (
    select kpi_id, case when count(*) > 1 then list(value order by period) end as trend
    from (select *, row_number() over (partition by kpi_id order by period desc) as months_ago from valued)
    where months_ago <= 13 and value is not null
    group by kpi_id
)
select valued.*, trends.trend
from valued
left join trends on valued.kpi_id = trends.kpi_id
where valued.period = $period
order by valued.kpi_id"""
LABELS = {"group": "About", "kpi_id": "KPI", "kpi_name": "Name", "shown": "Value", "trend": "13 months",
          "parts": "Made of", "n": "n", "goal": "Target", "version": "Definition"}  # fmt: skip
MISSING = {"group": "About", "kpi_id": "KPI", "kpi_name": "Name", "reason": "Why there is no figure",
           "version": "Definition"}  # fmt: skip
DEFINED = {"group": "kpi_values.kpi_id", "shown": "kpi_values.value", "trend": "kpi_values.value",
           "parts": "kpi_values.numerator", "goal": "catalog.target", "version": "kpi_values.definition_version",
           "reason": "kpi_values.not_measurable_reason"}  # fmt: skip


def ask(period: str, entity: str | None) -> pl.DataFrame:
    """Every KPI of a month: of one entity, or of all of them added up.

    Args:
        period: month as YYYY-MM.
        entity: tax number of the entity; None for all.
    """
    return snapshot.query(KPIS, period=period, entity=entity)


def show(period: str, entity: str | None) -> None:
    """Show what is measured, by group, then what is not and why."""
    rows = [row | {"group": GROUPS.get(row["kpi_id"][:2], "Other")} for row in ask(period, entity).rows(named=True)]
    measured = [row | _told(row) for row in rows if row["value"] is not None]
    if measured:
        figures.table(_frame(measured, LABELS), LABELS, "kpi_values", alt="KPIs with their parts", most=30,
                      elsewhere=DEFINED)  # fmt: skip
    missing = [row for row in rows if row["value"] is None]
    if missing:
        with st.expander(f"Not measurable here: {figures.count(len(missing), 'KPI')}, each with what it needs"):
            figures.table(_frame(missing, MISSING), MISSING, "kpi_values", alt="KPIs without a figure", most=40,
                          wide="reason", elsewhere=DEFINED)  # fmt: skip


def _told(row: dict[str, Any]) -> dict[str, str]:
    """Write the value and its parts as people read them, and the target with whether it is met."""
    return {"shown": figures.kpi(row["value"], row["unit"]), "goal": tiles.target(row["value"], row),
            "parts": tiles.parts(row)}  # fmt: skip


def _frame(rows: list[dict[str, Any]], labels: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame([{name: row[name] for name in labels} for row in rows], infer_schema_length=None)
