"""The page of KPIs follows their definitions, and no number of the written definitions is missing."""

import re

from tests.write_kpi_docs import PAGE, measured, page, rows


def test_the_page_of_kpis_is_what_the_definitions_say():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.write_kpi_docs"


def test_every_number_of_the_definitions_is_measured_or_says_what_it_needs():
    known = {kpi["kpi_id"] for kpi in measured()} | {row["kpi_id"] for row in rows("kpis_not_measured")}
    families = {re.match(r"K\d\w", kpi_id)[0] for kpi_id in known}
    written = [*range(1, 6), *range(5, 20), *range(20, 28), *range(30, 39), *range(40, 48), *range(50, 60), 60, 61, 62]
    assert {f"K{number:02d}" for number in written} <= families
    assert "K5A" in families


def test_no_kpi_is_both_measured_and_not():
    assert not {kpi["kpi_id"] for kpi in measured()} & {row["kpi_id"] for row in rows("kpis_not_measured")}
