"""A KPI is one figure: what SQL says, what the workbook holds and what the board shows are the same, for every KPI."""

from decimal import Decimal

import pytest
from openpyxl import load_workbook
from streamlit.testing.v1 import AppTest

from pipeline.settings import PROJECT

SQL = """select kpi_id, value, numerator, denominator, n, unit, not_measurable_reason, definition_version, entity_id
from kpi_values where grain = 'practice' and period = (select max(period) from kpi_values) order by kpi_id, entity_id"""
FACTS = ("value", "numerator", "denominator", "n", "unit", "reason", "version", "entity")


@pytest.fixture(scope="module")
def by_sql(sample_run):
    """Facts of every KPI of the newest month, which the sample practice has for one entity."""
    found = {row[0]: dict(zip(FACTS, row[1:], strict=True)) for row in sample_run.ask(SQL)}
    assert len(found) == len(sample_run.ask(SQL)) > 60
    assert sum(fact["value"] is not None for fact in found.values()) > 25
    return found


def test_the_workbook_holds_what_sql_says(sample_run, by_sql):
    book = load_workbook(sample_run.snapshot / "workbooks" / "ar_aging.xlsx", data_only=True)
    head, *rows = book["KPI"].iter_rows(min_row=5, values_only=True)
    month = max(name for name in head if name and name[:2] == "20")
    named = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert set(named) == set(by_sql)
    for kpi_id, said in by_sql.items():
        cells = named[kpi_id]
        assert same(cells["Value"], said["value"]), kpi_id
        assert same(cells[month], said["value"]), kpi_id
        for header, fact in (("Numerator", "numerator"), ("Denominator", "denominator")):
            written = None if cells[header] is None else Decimal(str(cells[header])).quantize(Decimal("0.01"))
            assert written == said[fact], (kpi_id, header)
        texts = (cells["n"], cells["Unit"], cells["No figure because"], cells["Version"], cells["Entity"])
        assert texts == tuple(said[fact] for fact in ("n", "unit", "reason", "version", "entity")), kpi_id


def test_the_board_shows_what_sql_says(sample_run, by_sql, monkeypatch):
    """In the page's own table, as people read it; nothing measured is missing, nothing missing has a figure."""
    monkeypatch.setenv("TIEOUT_DATA", str(sample_run.data))
    board = AppTest.from_file(str(PROJECT / "streamlit_app" / "streamlit_app.py"), default_timeout=60).run()
    board.switch_page("app_pages/12_kpis.py").run()
    assert not board.exception
    measured, missing = (board.dataframe[number].value.set_index("kpi_id") for number in (-2, -1))
    assert set(measured.index) == {kpi_id for kpi_id, said in by_sql.items() if said["value"] is not None}
    assert set(missing.index) == {kpi_id for kpi_id, said in by_sql.items() if said["value"] is None}
    for kpi_id, shown in measured.iterrows():
        said = by_sql[kpi_id]
        assert shown["shown"] == as_read(said["value"], said["unit"]), kpi_id
        assert [Decimal(part.replace(",", "")) for part in shown["parts"].split(" ÷ ")] == [
            part for part in (said["numerator"], said["denominator"]) if part is not None
        ], kpi_id
        assert (shown["n"], shown["version"]) == (said["n"], said["version"]), kpi_id
    for kpi_id, shown in missing.iterrows():
        assert shown["reason"] == by_sql[kpi_id]["reason"], kpi_id


def as_read(value, unit):
    """A figure as the board writes it, spelled out here on its own."""
    if unit == "ratio":
        return f"{value * 100:.1f}%"
    if unit == "amount":
        return f"({-value:,.2f})" if value < 0 else f"{value:,.2f}"
    return f"{value:,.1f} {'bd' if unit == 'business days' else unit}"


def same(cell, value):
    """Equal to the fifteen digits a spreadsheet keeps."""
    return cell is value is None or cell == pytest.approx(value, rel=1e-14, abs=1e-14)
