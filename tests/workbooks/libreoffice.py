"""Recalculates a workbook with LibreOffice and reads both versions, so that a test can compare cell by cell."""

import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def convert(path: Path, folder: Path, to: str) -> Path:
    """Open `path` in headless LibreOffice with recalculation on load and save it as `to` in `folder`."""
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed and could not be: the workbook was not recalculated")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(RECALCULATE_ALWAYS)
    command = [
        office,
        f"-env:UserInstallation=file://{profile}",
        "--headless",
        "--convert-to",
        to,
        "--outdir",
        folder,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{path.stem}.{to}"


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
