"""Every KPI as a sheet: value, parts, number of things, target, and the months before; or what it needs to be measured.

Here: the sheet `KPI` of a workbook. Not here: what a KPI means (the catalog) and other sheets. Ratios are never
averaged: each row is one entity, with its parts.
"""

from collections import defaultdict
from typing import Any

import duckdb
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from pipeline.workbooks.sheets import FIRST_ROW, Field, Value, write_table

MOST_MONTHS = 13
FIELDS = [
    Field("KPI", 9),
    Field("Name", 34),
    Field("Entity", 12),
    Field("Unit", 13),
    Field("Value", 13, "number"),
    Field("Numerator", 17, "money"),
    Field("Denominator", 17, "money"),
    Field("n", 9, "count"),
    Field("Target", 11, "number"),
    Field("Good is", 8),
    Field("Target met", 9, "text", '=IF(OR({Value}="",{Target}=""),"",IF(IF({Good is}="below",{Value}<={Target},'
          '{Value}>={Target}),"yes","no"))'),
    Field("Version", 8),
    Field("No figure because", 60, "wrap"),
]  # fmt: skip
KPIS = """
select k.kpi_id, k.kpi_name, k.entity_id, k.unit, k.value, k.numerator, k.denominator, k.n,
    try_cast(c.target as double), c.direction, k.definition_version, k.not_measurable_reason
from marts.kpi_values as k
left join marts.catalog as c on c.kind = 'kpi' and c.name = k.kpi_id
where k.grain = 'practice' and k.period = $period
order by k.value is null, k.kpi_id, k.entity_id
"""
MONTHS = "select distinct period from marts.kpi_values where period <= $period order by period desc limit $most"
TREND = """select kpi_id, entity_id, period, value from marts.kpi_values
where grain = 'practice' and period >= $first and period <= $period"""


def write_kpis(sheet: Worksheet, styles: dict[str, Format], con: duckdb.DuckDBPyConnection, period: str) -> None:
    """Write a row for every KPI and entity of a month (YYYY-MM), with the values of up to 13 months."""
    asked = con.execute(MONTHS, {"period": period, "most": MOST_MONTHS}).fetchall()
    months = sorted(month for (month,) in asked)
    trend: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for kpi_id, entity, month, value in con.execute(TREND, {"first": min(months, default=period), "period": period}
                                                    ).fetchall():  # fmt: skip
        trend[kpi_id, entity][month] = value
    rows = [
        _row(found, trend[found[0], found[2]], months) for found in con.execute(KPIS, {"period": period}).fetchall()
    ]
    fields = [*FIELDS, *(Field(month, 11, "number") for month in months), Field("Trend", 16)]
    write_table(sheet, styles, "tblKPI", fields, rows, empty="No KPI is defined.", freeze_columns=2)
    first = len(FIELDS)
    for offset, row in enumerate(rows, start=FIRST_ROW + 1):
        numbers = [FIELDS.index(field) for field in FIELDS if field.style == "number"]
        for column in [*numbers, *range(first, first + len(months))]:
            if row[column] is not None:
                sheet.write_number(offset, column, row[column], styles["percent" if row[3] == "ratio" else "number"])
        if sum(value is not None for value in row[first : first + len(months)]) > 1:
            ends = [xl_rowcol_to_cell(offset, column) for column in (first, first + len(months) - 1)]
            sheet.add_sparkline(offset, first + len(months), {"range": f"'{sheet.name}'!{ends[0]}:{ends[1]}"})


def _row(found: tuple[Any, ...], trend: dict[str, float], months: list[str]) -> tuple[Value, ...]:
    value, target, direction, version, reason = found[4], found[8], found[9], found[10], found[11]
    met = ""
    if value is not None and target is not None:
        met = "yes" if (value <= target if direction == "below" else value >= target) else "no"
    return (*found[:10], met, version, reason, *(trend.get(month) for month in months), None)
