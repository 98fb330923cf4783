"""How an unknown file is cut: encoding, delimiter, the row of names, what stands above and between the rows.

Here: finding the table in the bytes. Not here: what its columns hold (`pipeline.onboarding.profile`), which of its
rows are sums (`pipeline.onboarding.totals`).
"""

from collections import Counter
from dataclasses import dataclass

from pipeline.adapters import UnreadableFileError
from pipeline.formats.delimited import DELIMITERS, decode, read_records
from pipeline.formats.furniture import normalise
from pipeline.formats.misfits import Column
from pipeline.formats.sheets import is_workbook, read_sheets
from pipeline.formats.tables import HEADER_WITHIN, Header, Record, Shape, Table, read_table
from pipeline.onboarding.headings import VALUE, name_columns, title_columns

MOST_CONTROL = 0.02
NAMES_AT_LEAST = 2
DELIMITER_NAMES = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe", "": "workbook"}


@dataclass(frozen=True)
class Draft:
    """The table found in a file: its records, header (record -1: it has none), and how it was cut.

    `titles` has for each column, by the name a layout calls it, the title it bears: both are one where the header is a
    single row.
    """

    name: str
    records: list[Record]
    header: Header
    titles: dict[Column, str]
    encoding: str
    sheet: int | None = None

    @property
    def delimiter(self) -> str:
        """The delimiter in words."""
        return DELIMITER_NAMES[self.header.delimiter]

    @property
    def names(self) -> list[Column]:
        """The columns as a layout calls them."""
        return list(self.titles)

    @property
    def has_two_header_rows(self) -> bool:
        """Do titles stand in the header row and the row above it?"""
        return any(title != str(name) for name, title in self.titles.items())

    def table(self) -> Table:
        """The rows, with every named column.

        Raises:
            UnreadableFileError: the header names a column twice, above cells that differ.
        """
        return read_table([(line, list(cells)) for line, cells in self.records], self.header, self.names, Shape())


def find_table(name: str, data: bytes) -> Draft | None:
    """The table a file most likely holds; None where no delimiter cuts it into rows of equal width.

    Raises:
        UnreadableFileError: it is a workbook that cannot be opened.
    """
    if is_workbook(name, data):
        sheets, _ = read_sheets(data)
        drafts = [_draft(name, {"": list(enumerate(sheet.rows, 1))}, "workbook", sheet.number) for sheet in sheets]
        return max(filter(None, drafts), key=lambda draft: len(draft.records), default=None)
    text = decode(data)
    if not text.strip() or sum(c < " " and c not in "\r\n\t\f" for c in text[:4096]) > MOST_CONTROL * len(text[:4096]):
        return None
    return _draft(name, {delimiter: _records(text, delimiter) for delimiter in DELIMITERS}, _name_encoding(data), None)


def _records(text: str, delimiter: str) -> list[Record]:
    found: list[Record] = []
    try:
        found.extend(read_records(text, delimiter))
    except UnreadableFileError:
        return []
    return found


def _name_encoding(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        return "UTF-8 with byte order mark"
    if b"\x00" in data[:200] or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "Windows-1252"
    return "UTF-8"


def _draft(name: str, ways: dict[str, list[Record]], encoding: str, sheet: int | None) -> Draft | None:
    scored = [
        (_score(records, number), -number, delimiter)
        for delimiter, records in ways.items()
        for number in range(min(HEADER_WITHIN, len(records)))
    ]
    best = max(scored, default=(0, 0, ""))
    if best[0] > 0:
        records = ways[best[2]]
        cells = records[-best[1]][1]
        header = Header(-best[1], cells, best[2])
        return Draft(name, records, header, name_columns(cells, _titles(records, -best[1])), encoding, sheet)
    return _draft_without_header(name, ways, encoding, sheet)


def _score(records: list[Record], number: int) -> int:
    """How well a record heads those below it: rows as wide as it is, times its names."""
    cells = _titles(records, number)
    filled = [cell for cell in cells if cell]
    is_named = len(filled) >= max(NAMES_AT_LEAST, 0.6 * len(cells)) and not any(map(VALUE.match, filled))
    if not is_named or len({normalise(cell) for cell in filled}) < 0.8 * len(filled):
        return 0
    below = [row for _, row in records[number + 1 :] if any(map(str.strip, row))]
    fitting = sum(len(row) == len(cells) and _has_values(row) for row in below)
    return fitting * min(len(filled), 40) if fitting > len(below) / 3 else 0


def _titles(records: list[Record], number: int) -> list[str]:
    return title_columns(records[number - 1][1] if number else None, records[number][1])


def _has_values(row: list[str]) -> bool:
    return any(VALUE.match(cell.strip()) for cell in row)


def _draft_without_header(
    name: str, ways: dict[str, list[Record]], encoding: str, sheet: int | None
) -> Draft | None:  # fmt: skip
    for delimiter, records in ways.items():
        widths = Counter(len(cells) for _, cells in records if any(map(str.strip, cells)))
        if not widths:
            continue
        width, count = widths.most_common(1)[0]
        if (
            width > NAMES_AT_LEAST
            and count == sum(widths.values())
            and all(_has_values(row) for _, row in records[:20])
        ):
            names = [f"Column {number}" for number in range(1, width + 1)]
            return Draft(name, records, Header(-1, names, delimiter), {n: n for n in names}, encoding, sheet)
    return None
