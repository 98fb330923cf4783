"""Tiles: a few figures at the top of a page, each with its definition and what changed.

Here: the row of tiles and the tile of a KPI. Not here: the formats of numbers (`figures`).
"""

from decimal import Decimal
from typing import Any

import figures
import snapshot
import streamlit as st

TONES = {"good": "green", "bad": "red", "plain": "gray", "wait": "orange"}
# Several entities are added up before dividing: an average of averages would be wrong; medians never add up.
VALUES = """select period, max(kpi_name) as kpi_name, max(unit) as unit, sum(numerator) as numerator,
       sum(denominator) as denominator, count(value) > 0 as is_measurable, count(*) as entities,
       case when count(*) = 1 then max(value) when max(unit) = 'amount' then sum(numerator)
            else sum(numerator) / nullif(sum(denominator), 0) end as value,
       max(not_measurable_reason) as not_measurable_reason
from marts.kpi_values where kpi_id = $kpi_id and grain = 'practice' and period <= $period
  and ($entity is null or entity_id = $entity)
group by period order by period desc limit 13"""


def show(items: list[dict[str, Any]], key: str) -> None:
    """Show at most six tiles in one row (two a row on a phone).

    Args:
        items: `label`, `value` (text), `definition` (catalog name, or a text), optional `note`, `tone`, a key of
            `TONES`, `below`, lines to stand under the tile, and `trend`, values of the months before and this one.
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
                chart_data=item.get("trend"),
                height="stretch" if "below" not in item else "content",
            )
            for line in item.get("below", ()):
                column.caption(line)


def _definition(name: str) -> str:
    """Give the catalog's words for a name; any text with a blank in it is its own definition."""
    return name if " " in name else snapshot.definition(name)


def kpi(kpi_id: str, period: str, *, told: bool = False, entity: str | None = None) -> dict[str, Any]:
    """Make the tile of one practice-wide KPI: value, numerator over denominator, and the change since the month before.

    Args:
        kpi_id: the KPI's id.
        period: month as YYYY-MM.
        told: whether its parts, its target and the line of its months stand under the tile.
        entity: tax number of the one entity to show; None for all.
    """
    meta = (snapshot.query("select * from marts.catalog where kind = 'kpi' and name = $kpi_id", kpi_id=kpi_id)
            .rows(named=True) or [{}])[0]  # fmt: skip
    rows = snapshot.query(VALUES, kpi_id=kpi_id, period=period, entity=entity).rows(named=True)
    now = rows[0] if rows and rows[0]["period"] == period else None
    reason = _why_no_value(now, meta)
    if now is None or reason:
        name = now["kpi_name"] if now else meta.get("title")
        return {"label": name or kpi_id, "value": "–", "note": reason, "definition": kpi_id}
    tile = {"label": now["kpi_name"], "value": figures.kpi(now["value"], now["unit"]), "definition": kpi_id}
    tile["parts"] = parts(now)
    if told:
        mean = "" if _rolls_up(now, meta) else f"mean {now['numerator'] / now['denominator']:.1f} = "
        tile["below"] = [line for line in (mean + tile["parts"], target(now["value"], meta)) if line]
        known = [row["value"] for row in rows[::-1] if row["value"] is not None]
        tile |= {"trend": known} if len(known) > 1 else {}
    tile["note"] = tile["parts"]
    before = rows[1] if len(rows) > 1 else None
    if before and before["value"] is not None and not _why_no_value(before, meta):
        change = now["value"] - before["value"]
        size = f"{abs(change) * 100:.1f} pt" if now["unit"] == "ratio" else f"{abs(change):,.1f}"
        if not float(size.removesuffix(" pt").replace(",", "")):
            return {**tile, "note": f"as in {before['period']}"}
        tile["note"] = f"{'up' if change > 0 else 'down'} {size} since {before['period']}"
        tile["tone"] = "good" if (change < 0) == (meta.get("direction") == "below") else "bad"
    return tile


def _rolls_up(row: dict[str, Any], meta: dict[str, Any]) -> bool:
    """Say whether a KPI is its numerator over its denominator; medians and percentiles are not."""
    return str(meta.get("rolls_up")).lower() != "false" and row["unit"] != "business days"


def _why_no_value(row: dict[str, Any] | None, meta: dict[str, Any]) -> str:
    """Say why a month has no figure; nothing when it has one."""
    if row is None:
        return "no value for this month"
    if row["entities"] > 1 and not _rolls_up(row, meta):
        return "not measurable across entities"
    return "" if row["is_measurable"] else row["not_measurable_reason"] or "not measurable"


def target(value: float, meta: dict[str, Any]) -> str:
    """Say the catalog's target and whether the value meets it; nothing when there is none."""
    if meta.get("target") in (None, ""):
        return ""
    aim, below = float(meta["target"]), meta["direction"] == "below"
    ratio = f"{aim * 100:.2f}".rstrip("0").rstrip(".") + "%"
    size = ratio if meta["unit"] == "ratio" else f"{aim:g} {meta['unit']}"
    words = f"target at {'most' if below else 'least'} {size}"
    return f"{'✓' if (value <= aim if below else value >= aim) else '! misses'} {words}"


def parts(row: dict[str, Any]) -> str:
    """Write what a KPI is made of: numerator over denominator, or an amount alone."""
    return " ÷ ".join(_part(row[name]) for name in ("numerator", "denominator") if row[name] is not None)


def _part(part: Decimal) -> str:
    """Write a numerator or denominator: counts without cents, dollars with them."""
    return f"{part:,.0f}" if part == part.to_integral_value() else f"{part:,.2f}"
