"""Workbooks: values as text, errors told apart from empty cells, limits against files that unfold."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime, time
from types import SimpleNamespace

import polars as pl
import pytest
import xlsxwriter

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats import sheet_scan
from pipeline.formats.sheets import date_serials, is_workbook, read_sheets


def workbook_of(*sheets: list[list], **options) -> bytes:
    """An xlsx with these sheets; a formula is a tuple of text and stored result."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, options)
    day = book.add_format({"num_format": "m/d/yyyy"})
    hour = book.add_format({"num_format": "h:mm"})
    for rows in sheets:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(number, column, value[0], None, value[1])
                elif isinstance(value, datetime | date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, time):
                    sheet.write_datetime(number, column, value, hour)
                elif value is not None:
                    sheet.write(number, column, value)
    book.close()
    return content.getvalue()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("plain", "plain"),
        (12.1, "12.1"),
        (3.0, "3"),
        (-0.07, "-0.07"),
        (1234567.89, "1234567.89"),
        (12.345, "12.345"),
        (True, "TRUE"),
        (date(2026, 7, 1), "2026-07-01"),
        (datetime(2026, 7, 1, 13, 5, 6), "2026-07-01T13:05:06"),  # noqa: DTZ001
        (time(12, 30), "12:30:00"),
        (("=1/0", "#DIV/0!"), "#ERROR!"),
        (("=A9", "7.5"), "7.5"),
        (None, ""),
    ],
)
def test_a_value_is_the_text_an_export_would_hold_and_an_error_is_no_empty_cell(value, text):
    sheets, is_1904 = read_sheets(workbook_of([["x", value, "y"]]))
    assert sheets[0].rows == [["x", text, "y"]]
    assert not is_1904


def test_what_a_calculation_left_behind_the_cents_is_not_rounded_away():
    data = workbook_of([["x", 12.345]])
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as new:
        for name, member in members.items():
            new.writestr(name, member.replace(b"<v>12.345</v>", b"<v>12.100000000000001</v>"))
    assert read_sheets(content.getvalue())[0][0].rows == [["x", "12.100000000000001"]]


def test_errors_are_placed_below_blank_rows_and_behind_the_last_value():
    sheets, _ = read_sheets(workbook_of([["a"], [], [None, "b", None, ("=1/0", "#N/A")]], [[("=1/0", "#REF!")]]))
    assert sheets[0].rows == [["a", "", "", ""], ["", "", "", ""], ["", "b", "", "#ERROR!"]]
    assert sheets[1].rows == [["#ERROR!"]]


def test_days_without_their_format_become_dates_in_columns_of_dates_only():
    frame = pl.DataFrame({"day": ["46204", "46204.5", "7/1/2026", None], "other": ["46204"] * 4})
    dated = date_serials(frame, ["day"], is_1904=False)
    assert dated["day"].to_list() == ["2026-07-01", "2026-07-01", "7/1/2026", None]
    assert dated["other"].to_list() == ["46204"] * 4
    assert date_serials(frame, ["day"], is_1904=True)["day"][0] == "2030-07-02"


def test_a_workbook_that_counts_from_1904_says_so():
    assert read_sheets(workbook_of([["a"]], date_1904=True))[1] is True


def test_a_workbook_is_told_from_other_office_documents():
    data = workbook_of([["a"]])
    assert is_workbook("x.bin", data)
    assert not is_workbook("x.docx", b"PK\x03\x04" + b"[Content_Types].xml word/document.xml")
    assert is_workbook("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))
    assert not is_workbook("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


def test_a_workbook_that_ends_early_is_incomplete_and_a_damaged_one_unreadable():
    data = workbook_of([["a", 1.5]] * 50)
    with pytest.raises(IncompleteFileError):
        read_sheets(data[: len(data) // 2])
    with pytest.raises(UnreadableFileError):
        read_sheets(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def test_bytes_changed_anywhere_end_in_a_sentence_or_in_cells_and_never_in_a_crash():
    data = workbook_of([["a", 1.5, "b"]] * 30)
    for at in range(0, len(data), 37):
        with suppress(UnreadableFileError):
            read_sheets(data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :])


def test_what_the_library_takes_for_impossible_is_a_damaged_workbook(monkeypatch):
    class PanicException(BaseException):
        pass

    def panic(_):
        raise PanicException

    monkeypatch.setattr("pipeline.formats.sheets.CalamineWorkbook", SimpleNamespace(from_filelike=panic))
    with pytest.raises(UnreadableFileError, match="damaged"):
        read_sheets(workbook_of([["a"]]))


def test_a_far_cell_that_would_fill_memory_is_refused_before_the_sheet_is_opened():
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    book.add_worksheet().write("XFD1048576", 1)
    book.close()
    with pytest.raises(UnreadableFileError, match="too many cells"):
        read_sheets(content.getvalue())


@pytest.mark.parametrize("place", ["A1", "a1", "A0"])
def test_rows_out_of_order_are_refused_before_the_sheet_is_opened(place):
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of([["a", "b"], ["c", "d"], ["e", "f"]]))) as sound,
        zipfile.ZipFile(content, "w") as damaged,
    ):
        for name in sound.namelist():
            damaged.writestr(name, sound.read(name).replace(b'r="B3"', f'r="{place}"'.encode()))
    with pytest.raises(UnreadableFileError, match="out of order"):
        read_sheets(content.getvalue())


def test_a_workbook_that_unfolds_beyond_the_limits_is_refused(monkeypatch):
    monkeypatch.setattr(sheet_scan, "SMALL_BYTES", 1000)
    monkeypatch.setattr(sheet_scan, "RATIO", 2)
    with pytest.raises(UnreadableFileError, match="limits"):
        read_sheets(workbook_of([["a" * 100]] * 2000))


OPEN = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" office:version="1.2">
<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>
</office:document-content>"""
CELL = '<table:table-cell office:value-type="float" office:value="{0}" {1}><text:p>{0}</text:p></table:table-cell>'


def open_document_of(rows: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", OPEN.format(rows=rows))
    return content.getvalue()


def test_an_open_document_is_read_and_refused_where_it_holds_an_error_or_repeats_too_much():
    row = "<table:table-row {1}>{0}</table:table-row>"
    assert read_sheets(open_document_of(row.format(CELL.format("12.5", ""), "")))[0][0].rows == [["12.5"]]
    with pytest.raises(UnreadableFileError, match="error"):
        read_sheets(open_document_of(row.format(CELL.format("1", 'calcext:value-type="error"'), "")))
    wide = row.format(CELL.format("1", 'table:number-columns-repeated="16000"'), 'table:number-rows-repeated="1000000"')
    with pytest.raises(UnreadableFileError, match="too many cells"):
        read_sheets(open_document_of(wide))
