"""Delimited text (CSV and its cousins) as columns of text with the line every row starts at.

Here: encoding, delimiter, quoting, where the header row is, rows with too few or too many cells. Not here: what a
column means (`pipeline.layouts`), how an amount or a date is written (`pipeline.formats.cells`).

A line of the file is one logical record: a quoted cell may hold line ends, then one record spans several physical lines
and `_line` is the first of them. Blank records, the preamble above the header and the header are lines too.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipeline.adapters import IncompleteFileError, UnreadableFileError

DELIMITERS = (",", "\t", ";", "|")
HEADER_WITHIN = 40
"""A header row stands among the first so many records."""
_CHUNK = 20_000

Column = str | int
"""A column by the name in its header, or by its number from 1 where the header cell is empty."""


@dataclass(frozen=True)
class Header:
    """Where the header row stands and how the file is cut: its number among the records (from 0), cells, delimiter."""

    record: int
    cells: list[str]
    delimiter: str


@dataclass
class Table:
    """The rows below a header.

    `frame` has `_line`, `_missing` (cells the row is short of the header) and one text column per wanted column; blank
    cells are null, and so is every cell of a wanted column the file does not have. `overlong` are rows with more cells
    than the header: their cells cannot be told apart. `lines` counts every record, `blank_lines` the empty ones.
    """

    frame: pl.DataFrame
    overlong: pl.DataFrame
    preamble: list[list[str]]
    lines: int
    blank_lines: int
    columns: list[str] = field(default_factory=list)


def decode(data: bytes) -> str:
    """Bytes as text: by byte order mark, else UTF-16 where every other byte is zero, else UTF-8, else Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    start = data[:200]
    if len(start) > 1 and b"\x00" in start:
        return data.decode("utf-16-be" if start[0] == 0 else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8")  # a head cut inside a character
        return data.decode("cp1252", errors="replace")


def normalise(name: str) -> str:
    """A header cell as it is compared: trimmed, inner blanks single, case ignored."""
    return " ".join(name.split()).casefold()


def find_header(text: str, required: Sequence[Sequence[str]]) -> Header | None:
    """The first record that has every required column, under the delimiter that makes it so.

    Args:
        text: the beginning of a file, or all of it.
        required: for each required column its possible names.
    """
    wanted = [{normalise(name) for name in names} for names in required]
    for delimiter in DELIMITERS:
        for number, (_, cells) in zip(range(HEADER_WITHIN), _read_records(text, delimiter), strict=False):
            present = {normalise(cell) for cell in cells}
            if len(cells) > 1 and all(names & present for names in wanted):
                return Header(number, cells, delimiter)
    return None


def read_table(text: str, header: Header, wanted: Sequence[Column], short_rows_lack: str | None = None) -> Table:
    """The rows below the header, with the wanted columns only.

    Args:
        text: the whole file.
        header: from `find_header`.
        wanted: columns to read; of two columns of one name the first counts.
        short_rows_lack: a column that some rows leave out; a row that is one cell short and has an empty first cell
            gets an empty cell there.

    Raises:
        IncompleteFileError: the file ends inside a quoted cell.
        UnreadableFileError: a quoted cell is longer than 128 KiB, so a closing quote is missing further up.
    """
    at = locate(header.cells, wanted)
    gap = locate(header.cells, [short_rows_lack]).get(short_rows_lack) if short_rows_lack else None
    width = len(header.cells)
    table = Table(pl.DataFrame(), pl.DataFrame(), [], 0, 0, [name for name in at if isinstance(name, str)])
    chunks: list[pl.DataFrame] = []
    overlong: list[tuple[int, str]] = []
    rows: list[tuple[int, int, list[str]]] = []
    for number, (line, cells) in enumerate(_read_records(text, header.delimiter)):
        table.lines = number + 1
        if not any(map(str.strip, cells)):
            table.blank_lines += 1
        elif number < header.record:
            table.preamble.append(cells)
        elif number > header.record:
            missing = width - len(cells)
            if missing == 1 and gap is not None and not cells[0].strip():
                cells.insert(gap, "")
                missing = 0
            if missing < 0 and any(map(str.strip, cells[width:])):
                overlong.append((line, header.delimiter.join(cells)))
                continue
            rows.append((line, max(missing, 0), cells + [""] * missing))
            if len(rows) == _CHUNK:
                chunks.append(_as_frame(rows, wanted, at))
                rows = []
    chunks.append(_as_frame(rows, wanted, at))
    table.frame = pl.concat(chunks)
    table.overlong = pl.DataFrame(overlong, schema={"_line": pl.Int64, "row_text": pl.String}, orient="row")
    return table


def locate(header: Sequence[str], names: Sequence[Column]) -> dict[Column, int]:
    """Position (from 0) of each wanted column the header has."""
    positions: dict[str, int] = {}
    for position, cell in enumerate(header):
        positions.setdefault(normalise(cell), position)
    at = {name: name - 1 if isinstance(name, int) else positions.get(normalise(name)) for name in names}
    return {name: position for name, position in at.items() if position is not None and position < len(header)}


def _read_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each logical record with the physical line it starts at."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start, line = 1, 0
    try:
        for cells in reader:
            start, line = line + 1, reader.line_num
            yield start, cells
    except csv.Error:
        raise UnreadableFileError(f"line {line + 1}: a quoted cell has no closing quote within 128 KiB") from None
    if line > start and text.count('"') % 2:
        raise IncompleteFileError(f"line {start}: the file ends inside a quoted cell")


def _as_frame(rows: list[tuple[int, int, list[str]]], wanted: Sequence[Column], at: dict[Column, int]) -> pl.DataFrame:
    """A chunk of rows as columns of text."""
    lineage = {
        "_line": pl.Series([row[0] for row in rows], dtype=pl.Int64),
        "_missing": pl.Series([row[1] for row in rows], dtype=pl.Int64),
    }
    cells = [row[2] for row in rows]
    columns = {
        str(name): pl.Series([row[at[name]] for row in cells] if name in at else [None] * len(cells), dtype=pl.String)
        for name in wanted
    }
    return pl.DataFrame(lineage | columns).with_columns(pl.col(pl.String).str.strip_chars().replace("", None))
