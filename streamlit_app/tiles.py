"""Tiles: a few figures at the top of a page, each with its definition and what changed.

Here: the row of tiles and the tile of a KPI. Not here: the formats of numbers (`figures`).
"""

from decimal import Decimal
from typing import Any

import figures
import snapshot
import streamlit as st

TONES = {"good": "green", "bad": "red", "plain": "gray", "wait": "orange"}
# Several entities are added up before dividing: an average of averages would be wrong.
VALUES = """select period,
       (select max(direction) from marts.catalog where kind = 'kpi' and name = $kpi_id) as direction,
       max(kpi_name) as kpi_name, max(unit) as unit, sum(numerator) as numerator,
       sum(denominator) as denominator, count(value) > 0 as is_measurable,
       case when count(*) = 1 then max(value) else sum(numerator) / nullif(sum(denominator), 0) end as value,
       max(not_measurable_reason) as not_measurable_reason
from marts.kpi_values where kpi_id = $kpi_id and grain = 'practice' and period <= $period
group by period order by period desc limit 2"""


def show(items: list[dict[str, Any]], key: str) -> None:
    """Show at most six tiles in one row (two a row on a phone).

    Args:
        items: `label`, `value` (text), `definition` (catalog name, or a text), optional `note` and `tone`, a key of
            `TONES`.
        key: name of the row, unique on the page.
    """
    with st.container(key=f"tiles-{key}"):
        for column, item in zip(st.columns(len(items)), items, strict=True):
            column.metric(
                item["label"],
                item["value"],
                item.get("note"),
                delta_color=TONES[item.get("tone", "plain")],
                delta_arrow="off",
                help=_definition(item["definition"]),
                border=True,
                height="stretch",
            )


def _definition(name: str) -> str:
    """Give the catalog's words for a name; any text with a blank in it is its own definition."""
    return name if " " in name else snapshot.definition(name)


def kpi(kpi_id: str, period: str) -> dict[str, Any]:
    """Make the tile of one practice-wide KPI: value, numerator over denominator, and the change since the month before.

    Args:
        kpi_id: the KPI's id.
        period: month as YYYY-MM.
    """
    rows = snapshot.query(VALUES, kpi_id=kpi_id, period=period).rows(named=True)
    if not rows or rows[0]["period"] != period or not rows[0]["is_measurable"]:
        reason = rows[0]["not_measurable_reason"] if rows and rows[0]["period"] == period else "no value for this month"
        name = rows[0]["kpi_name"] if rows else kpi_id
        return {"label": name, "value": "–", "note": reason or "not measurable", "definition": kpi_id}
    now = rows[0]
    tile = {"label": now["kpi_name"], "value": figures.kpi(now["value"], now["unit"]), "definition": kpi_id}
    tile["parts"] = f"{_part(now['numerator'])} ÷ {_part(now['denominator'])}"
    tile["note"] = tile["parts"]
    if len(rows) > 1 and rows[1]["value"] is not None:
        change = now["value"] - rows[1]["value"]
        size = f"{abs(change) * 100:.1f} pt" if now["unit"] == "ratio" else f"{abs(change):,.1f}"
        if not float(size.removesuffix(" pt").replace(",", "")):
            return {**tile, "note": f"as in {rows[1]['period']}"}
        tile["note"] = f"{'up' if change > 0 else 'down'} {size} since {rows[1]['period']}"
        tile["tone"] = "good" if (change < 0) == (now["direction"] == "below") else "bad"
    return tile


def _part(part: Decimal) -> str:
    """Write a numerator or denominator: counts without cents, dollars with them."""
    return f"{part:,.0f}" if part == part.to_integral_value() else f"{part:,.2f}"
