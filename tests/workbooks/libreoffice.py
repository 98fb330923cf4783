"""Recalculates workbooks with LibreOffice and compares both versions cell by cell."""

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock
from openpyxl import load_workbook

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def assert_recalculates(path: Path, folder: Path, *, at_least: int = 1) -> None:
    """Every formula of the workbook `path` carries the value LibreOffice computes for it, money to the cent.

    `folder` is the fixture `common_folder`: all workbooks beside `path` are recalculated there once for all tests.
    `at_least` formulas must stand in the workbook; none may end in an error.
    """
    again = _recalculate(path, folder)
    formulas = read_cells(path, formulas=True)
    carried, recalculated = read_cells(path, formulas=False), read_cells(again, formulas=False)
    assert len(formulas) >= at_least
    assert not [cell for cell, value in recalculated.items() if isinstance(value, str) and value.startswith("#")]
    both = [(cell, carried.get(cell), recalculated.get(cell)) for cell in formulas]
    assert not [difference for difference in both if not _same(*difference[1:])]


def read_cells(path: Path, *, formulas: bool) -> dict[tuple[str, str], object]:
    """By (sheet, address): every formula, or the value of every filled cell."""
    book = load_workbook(path, data_only=not formulas)
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and (cell.data_type == "f" or not formulas)
    }


def _same(carried: object, recalculated: object) -> bool:
    if isinstance(carried, int | float) or isinstance(recalculated, int | float):
        return round(float(carried or 0), 2) == round(float(recalculated or 0), 2)
    return carried == recalculated


def _recalculate(path: Path, folder: Path) -> Path:
    """`path` as LibreOffice saves it; its siblings are converted in the same start, which costs most of the time."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed and could not be: the workbook was not recalculated")
    done = folder / "recalculated" / hashlib.sha256(bytes(path.parent)).hexdigest()[:16]
    with FileLock(f"{folder / 'recalculated'}.lock"):
        if not (done / path.name).exists():
            _convert(office, sorted(path.parent.glob("*.xlsx")), done)
    return done / path.name


def _convert(office: str, books: list[Path], out: Path) -> None:
    user = out / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS)
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{user.parent}",
            "--headless",
            "--convert-to",
            "xlsx",
            "--outdir",
            out,
            *books,
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
