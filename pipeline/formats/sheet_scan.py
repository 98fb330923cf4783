"""What a workbook holds before it is opened: how large it unfolds, which cells hold errors, from when it counts days.

Here: a look at the cells of each kind of workbook (Office Open XML, its binary sister, OpenDocument, the old binary
one) just deep enough for that. Not here: the cells' values (`pipeline.formats.sheets`), the old container's sectors
(`pipeline.formats.compound`). It is needed because the library that reads the cells lays a sheet out densely, one far
cell filling memory, and gives an error (#REF!) back as an empty cell.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring, iterparse

from pipeline.adapters import IncompleteFileError, UnreadableFileError
from pipeline.formats.compound import COMPOUND, read_workbook_stream

ZIP = b"PK\x03\x04"
MEMBERS, UNPACKED_BYTES, SMALL_BYTES, RATIO = 2_000, 512 * 1024**2, 1024**2, 200
"""Members, bytes when unpacked, and unpacked for each packed byte (above 1 MiB only)."""
CELLS = 20_000_000
"""Cells a sheet may span, empty ones counted: rows times columns."""
ENCRYPTED = 0x1
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_PLACE = re.compile(rb"""\br=["']([A-Za-z]*)([0-9]+)["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBERS = 0x00BD
_OLD_CELLS = {0x0006, _NUMBERS, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E}
_FORMULA, _BOOL_ERROR, _DATE_MODE, _SHEET = 0x0006, 0x0205, 0x0022, 0x0809
_NEW_ROW, _NEW_ERRORS, _NEW_LAST_CELL = 0, (3, 11), 11

_DAMAGE = (
    ParseError, DefusedXmlException, struct.error, zlib.error, lzma.LZMAError, EOFError, LookupError,
    OSError, OverflowError, RuntimeError, ValueError,
)  # fmt: skip
"""What a damaged container makes the libraries raise; a packing they do not know is a RuntimeError."""


@dataclass
class Scan:
    """What was seen: error cells by sheet, row and column (from 0), or that there are some; days from 1904."""

    errors: set[tuple[int, int, int]] = field(default_factory=set)
    has_unplaced_errors: bool = False
    is_1904: bool = False


@dataclass
class _Extent:
    """How far a sheet reaches: its rows so far and its widest column, both counted from 1."""

    rows: int = 0
    columns: int = 0

    def add(self, row: int, column: int) -> None:
        """Take one more cell in, of the last row or a later one.

        Rows stand in order in every workbook a program saves: the library that reads the cells takes the first and the
        last for the ends of the sheet, and asks for all memory where they are not.

        Raises:
            UnreadableFileError: the row stands before the last one, or the sheet spans too many cells.
        """
        if row < self.rows:
            raise UnreadableFileError("the rows of a sheet are out of order: open the workbook and save it again")
        self.rows, self.columns = row, max(self.columns, column)
        if self.rows * self.columns > CELLS:
            raise UnreadableFileError("a sheet of the workbook spans too many cells: export it as CSV")


def scan(data: bytes) -> Scan:
    """Look at a workbook of any kind.

    Raises:
        UnreadableFileError: it is no sound workbook, encrypted, or larger than the limits above.
        IncompleteFileError: a zip without its end.
    """
    try:
        if data.startswith(COMPOUND):
            return _scan_old(read_workbook_stream(data))
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _scan_archive(archive, len(data))
    except zipfile.BadZipFile:
        raise IncompleteFileError("the workbook is damaged or ends before its list of members") from None
    except _DAMAGE:
        raise UnreadableFileError("the workbook is damaged: save it again") from None


def _scan_archive(archive: zipfile.ZipFile, packed: int) -> Scan:
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MEMBERS or unpacked > min(UNPACKED_BYTES, max(SMALL_BYTES, RATIO * packed)):
        raise UnreadableFileError("the workbook unfolds to more than the limits allow: export it as CSV")
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise UnreadableFileError("the workbook is encrypted: save it without a password")
    names = set(archive.namelist())
    if "content.xml" in names:
        return _scan_open_document(archive)
    if "xl/workbook.xml" in names:
        return _scan_office(archive, names)
    found = Scan()
    for name in sorted(names):
        if re.fullmatch(r"xl/worksheets/[^/]+\.bin", name):
            found.has_unplaced_errors |= _scan_binary_sheet(archive.read(name))
    return found


def _scan_office(archive: zipfile.ZipFile, names: set[str]) -> Scan:
    book = archive.read("xl/workbook.xml")
    found = Scan(is_1904=re.search(rb"""\bdate1904=["'](?:1|true)["']""", book) is not None)
    targets = {
        item.get("Id"): item.get("Target", "") for item in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    }
    ids = [item.get(_RELATED) for item in fromstring(book).iter() if item.tag.rsplit("}", 1)[-1] == "sheet"]
    for number, target in enumerate(targets.get(identifier, "") for identifier in ids):
        member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if member not in names:
            continue
        extent, row, column = _Extent(), 0, 0
        for kind, attributes in _ROW_OR_CELL.findall(archive.read(member)):
            place = _PLACE.search(attributes)
            if kind == b"row":
                row, column = int(place[2]) if place else row + 1, 0
                continue
            row, column = (int(place[2]), _count_letters(place[1])) if place else (row, column + 1)
            extent.add(row, column)
            if _ERROR.search(attributes):
                if place:
                    found.errors.add((number, row - 1, column - 1))
                found.has_unplaced_errors |= not place
    return found


def _count_letters(letters: bytes) -> int:
    """A column's letters as its number from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _scan_binary_sheet(sheet: bytes) -> bool:
    """Whether a sheet of a binary workbook (xlsb) holds an error."""
    has_errors, extent, row, at = False, _Extent(), 0, 0
    while at < len(sheet):
        kind, at = _read_varied(sheet, at, 2)
        size, at = _read_varied(sheet, at, 4)
        if kind == _NEW_ROW:
            row = int.from_bytes(sheet[at : at + 4], "little")
        elif kind <= _NEW_LAST_CELL:
            extent.add(row + 1, int.from_bytes(sheet[at : at + 4], "little") + 1)
        has_errors |= kind in _NEW_ERRORS
        at += size
    return has_errors


def _read_varied(data: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, lowest first, and where the next begins."""
    number = 0
    for place in range(most):
        byte = data[at]
        number |= (byte & 0x7F) << (7 * place)
        at += 1
        if byte < 0x80:  # noqa: PLR2004  (the highest bit says that another byte follows)
            break
    return number, at


def _scan_open_document(archive: zipfile.ZipFile) -> Scan:
    found, extent = Scan(), _Extent()
    with archive.open("content.xml") as content:
        for _, item in iterparse(content, events=("end",)):
            if item.tag == f"{_TABLE}table-row":
                width = _width(item)
                if width:
                    extent.add(extent.rows + int(item.get(f"{_TABLE}number-rows-repeated", "1")), width)
                found.has_unplaced_errors |= any(cell.get(f"{_CALC}value-type") == "error" for cell in item)
                item.clear()
            elif item.tag == f"{_TABLE}table":
                extent = _Extent()
                item.clear()
    return found


def _width(row: Iterable[Any]) -> int:
    """Columns up to the last one with a value."""
    at = width = 0
    for cell in row:
        at += int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        width = at if cell.get(f"{_OFFICE}value-type") else width
    return width


def _scan_old(stream: bytes) -> Scan:
    """The records of an old binary workbook (xls, BIFF): kind and length, then the content."""
    found, at, extent = Scan(), 0, _Extent()
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + size]
        if kind in _OLD_CELLS and size >= 4:  # noqa: PLR2004  (row and column)
            row, column = struct.unpack_from("<HH", content)
            extent.add(row + 1, (struct.unpack_from("<H", content, size - 2)[0] if kind == _NUMBERS else column) + 1)
        is_failed = kind == _FORMULA and content[12:14] == b"\xff\xff" and content[6:7] == b"\x02"
        found.has_unplaced_errors |= is_failed or (kind == _BOOL_ERROR and content[7:8] == b"\x01")
        extent = _Extent() if kind == _SHEET else extent
        found.is_1904 |= kind == _DATE_MODE and content[:1] == b"\x01"
        at += 4 + size
    return found
