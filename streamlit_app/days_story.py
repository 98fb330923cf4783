"""Why days in A/R moved, on the board: the waterfall from one month-end to the next and its sentences.

Here: drivers of one entity and month. Not here: the figures themselves (mart `ar_days_drivers`), other KPIs.
"""

from typing import Any

import charts
import figures
import panels
import polars as pl
import snapshot
import streamlit as st

DRIVERS = "select * from marts.ar_days_drivers where entity_id = $entity order by period desc, driver_order"


def told(tile: dict[str, Any], entity: str | None) -> dict[str, Any]:
    """Give the tile of days in A/R its month-ends and what changed, where the KPI has no months of its own."""
    ends = snapshot.query(DRIVERS, entity=entity).filter(pl.col("kind") == "level").sort("period", "driver_order")
    if "trend" in tile or ends.is_empty():
        return tile
    start, end = ends.tail(2)["driver_days"].to_list()
    change = f"{'up' if end > start else 'down'} {abs(end - start):.1f} since {ends['prior_end_date'][-1]:%Y-%m}"
    known = [float(ends["driver_days"][0]), *map(float, ends.filter(pl.col("driver_order") > 0)["driver_days"])]
    return tile | {"note": change, "tone": "good" if end < start else "bad", "trend": known[-13:]}


def show(entity: str | None) -> None:
    """Show how days in A/R got from the month-end before to the newest one, or to that of a month of one's choice.

    Args:
        entity: tax number of the entity; None when several are looked at together.
    """
    if entity is None:
        figures.nothing("Choose one entity: days in A/R of several have no common drivers.")
        return
    rows = snapshot.query(DRIVERS, entity=entity)
    if rows.is_empty():
        figures.nothing("Not measurable: the drivers need 80 days of charges at both month-ends.")
        return
    months = rows["period"].unique().sort(descending=True).to_list()
    month = months[0]
    if len(months) > 1:
        month = st.columns([1, 3])[0].selectbox("Month", months, key="driven", bind="query-params")
    rows = rows.filter(pl.col("period") == month)
    start, end = rows.filter(pl.col("kind") == "level").rows(named=True)
    [left] = rows.filter(pl.col("kind") == "residual").rows(named=True)
    moved = rows.filter((pl.col("kind") == "driver") & (pl.col("driver_days") != 0))
    title = (
        f"From <b>{start['driver_days']}</b> days on {start['prior_end_date']} to <b>{end['driver_days']}</b> "
        f"on {end['end_date']}"
    )
    tone = "bad" if left["driver_days"] else "good"
    badge = figures.badge(f"unexplained {left['driver_days']} days", tone)
    panels.sentence(f"{title} {badge}", "plain")
    drawn = [(start, f"{start['prior_end_date']}"), *[(row, _name(row["driver"])) for row in moved.rows(named=True)],
             (end, f"{end['end_date']}")]  # fmt: skip
    frame = pl.DataFrame(
        {"name": name, "kind": row["kind"], "days": row["driver_days"], "explanation": row["explanation"],
         "low": row["days_after"] - row["driver_days"] if row["kind"] == "driver" else row["days_after"],
         "high": row["days_after"]} for row, name in drawn
    )  # fmt: skip
    words = f"Days in A/R from {start['driver_days']} to {end['driver_days']}, by driver"
    charts.waterfall(frame, words)
    told = sorted(moved.rows(named=True), key=lambda row: -abs(row["driver_days"]))
    st.markdown("\n".join(f"- {row['explanation']}" for row in told))


def _name(driver: str) -> str:
    return driver.replace("_", " ").capitalize()
