"""Workbooks (xlsx, xlsm, xlsb, xls, ods) as records of cells, sheet by sheet.

Here: values as the text a CSV export would hold. Not here: limits and error cells (`pipeline.formats.sheet_scan`),
where a header stands (`pipeline.formats.tables`), what a column means (`pipeline.layouts`).

Dates become ISO text. A number becomes the shortest decimal text that stands for it: 12.1 is `12.1`, and what a
calculation left as 12.100000000000001 stays so, for no reader may round money. An error becomes `#ERROR!`, which
layouts refuse. Formulas are never calculated: their stored result counts.
"""

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import polars as pl
from polars import col, lit, when
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum, ZipError

from pipeline.adapters import UnreadableFileError
from pipeline.formats.compound import COMPOUND
from pipeline.formats.sheet_scan import ZIP, scan

ERROR, DAMAGED = "#ERROR!", "the workbook is damaged: save it again"
PANIC = "PanicException"
"""What the library raises where a file breaks an assumption of its own; it is no Exception and cannot be imported."""
_EXACT = 2**53
_Value = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True)
class Sheet:
    """One sheet: its number from 1, its rows from the first on, and whether people see it."""

    number: int
    rows: list[list[str]]
    is_hidden: bool


def is_workbook(name: str, head: bytes) -> bool:
    """Whether a file begins as a workbook does; other office documents do not."""
    if head.startswith(ZIP):
        is_office = b"xl/" in head or b"opendocument.spreadsheet" in head[:200]
        return is_office or name.casefold().endswith((".xlsx", ".xlsm", ".xlsb", ".ods"))
    names = [word.encode("utf-16-le") for word in ("Workbook", "Book")]
    return head.startswith(COMPOUND) and (any(word in head for word in names) or name.casefold().endswith(".xls"))


def read_sheets(data: bytes) -> tuple[list[Sheet], bool]:
    """Every sheet of cells, and whether the workbook counts its days from 1904.

    Raises:
        UnreadableFileError: the workbook is damaged, locked or too large; or it is of a kind in which the place of an
            error cannot be told, and holds one.
        IncompleteFileError: it ends before its end.
    """
    known = scan(data)
    if known.has_unplaced_errors:
        raise UnreadableFileError("a cell of the workbook holds an error (#REF!, #DIV/0!): correct it, or save as xlsx")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for index, about in enumerate(book.sheets_metadata):
            rows = [list(map(_text, row)) for row in book.get_sheet_by_index(index).to_python(skip_empty_area=False)]
            for _, row, column in sorted(place for place in known.errors if place[0] == index):
                rows += [[]] * (row + 1 - len(rows))
                rows[row] = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
                rows[row][column] = ERROR
            sheets.append(Sheet(index + 1, rows, about.visible != SheetVisibleEnum.Visible))
    except PasswordError:
        raise UnreadableFileError("the workbook is locked: save it without a password") from None
    except (CalamineError, ZipError, OSError, ValueError):
        raise UnreadableFileError(DAMAGED) from None
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise UnreadableFileError(DAMAGED) from None
    return sheets, known.is_1904


def _text(value: _Value) -> str:
    """A cell's value as text."""
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < _EXACT else repr(value)
        case datetime():
            return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%dT%H:%M:%S}"
        case timedelta():
            seconds = int(value.total_seconds())
            return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        case _:
            return str(value)


def date_serials(frame: pl.DataFrame, names: list[str], *, is_1904: bool) -> pl.DataFrame:
    """The frame with bare day numbers in these columns as ISO dates: what a date cell without its format holds.

    Day numbers of five digits only (1927 to 2173), which no written form of a date looks like.
    """
    start = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    for name in names:
        number = col(name).str.extract(r"^([2-9][0-9]{4})(?:\.[0-9]+)?$").cast(pl.Int64)
        day = (lit(start) + pl.duration(days=number)).dt.strftime("%Y-%m-%d")
        frame = frame.with_columns(when(number.is_not_null()).then(day).otherwise(col(name)).alias(name))
    return frame
