"""Records of cells as columns of text, whether they stood in a delimited file or on a sheet of a workbook.

Here: where the header row is, furniture of printed reports, rows that do not fit, names that stand twice. Not here: how
bytes become records (`pipeline.formats.delimited`, `pipeline.formats.sheets`), what a column means
(`pipeline.layouts`).

Blank records, the preamble above the header, the header, its repetitions on later pages with the title lines above
them, and lines of dashes are lines of the file, but none of them is a row.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from pipeline.adapters import REFUSED_SCHEMA
from pipeline.formats.furniture import AGAIN, BLANK, bare_cells, bare_text, count_titles, normalise, tell_furniture
from pipeline.formats.misfits import Column, Row, Shape, find_damage, fit, require_equal
from pipeline.formats.stretches import Stretch, Usual

HEADER_WITHIN = 40
"""A header row stands among the first so many records."""
GROUP, INDENT, MISSING = "_group", "_indent", "_missing"
_CHUNK, _KEPT = 20_000, HEADER_WITHIN
"""Rows are made columns by the chunk; some stay behind, for a title line is known only by the header below it."""
_FEW = 200
"""So few rows are made bare cell by cell: a step over columns costs the same for one row as for hundreds."""
_SECOND = re.compile(r"(.+)@([1-9][0-9]*)")

Record = tuple[int, list[str]]
"""The line it starts at, and its cells."""
Heads = dict[str, list[list[str]]]
"""The first records of a file, under each delimiter."""


@dataclass(frozen=True)
class Header:
    """Where the header row stands and how the file is cut: its number among the records (from 0), cells, delimiter.

    A file without a header row has its names from elsewhere, and the record -1.
    """

    record: int
    cells: list[str]
    delimiter: str


@dataclass
class Table:
    """The rows below a header.

    `frame` has `_line`, `_missing` (cells the row is short of the header), `_group` (blank records and other breaks
    above the row), `_indent`, and one text column per wanted column; blank cells are null, and so is every cell of a
    wanted column the file does not have. `damaged` are rows whose cells cannot be told apart, with the reason. `lines`
    counts every record, `blank_lines` the empty ones; `columns` are the wanted names the file has, and `unread` counts
    its other named columns.
    """

    frame: pl.DataFrame
    damaged: pl.DataFrame
    preamble: list[list[str]]
    lines: int
    blank_lines: int
    columns: list[str] = field(default_factory=list)
    unread: int = 0


def find_header(heads: Heads, required: Sequence[Sequence[str]]) -> Header | None:
    """The first record that has every required column, under the delimiter that makes it so.

    Args:
        heads: the first records under each delimiter.
        required: for each required column its possible names.
    """
    wanted = [{normalise(name) for name in names} for names in required]
    for delimiter, records in heads.items():
        for number, cells in enumerate(records):
            present = {normalise(cell) for cell in cells}
            if len(cells) > 1 and all(names & present for names in wanted):
                return Header(number, cells, delimiter)
    return None


def read_table(
    records: Iterable[Record | Stretch], header: Header, wanted: Sequence[Column], shape: Shape | None = None
) -> Table:  # fmt: skip
    """The rows below the header, with the wanted columns only.

    Args:
        records: every record of the file with its line.
        header: from `find_header`.
        wanted: columns to read.
        shape: what is known of rows that do not fit.

    Raises:
        UnreadableFileError: a wanted name stands twice in the header, above columns that differ; or whatever reading
            the records raises.
    """
    return join_parts(list(cut_table(records, header, wanted, shape)))


def join_parts(parts: Sequence[Table]) -> Table:
    """Parts of a table that follow one another as one."""
    frame, damaged = pl.concat([part.frame for part in parts]), pl.concat([part.damaged for part in parts])
    lines, blank_lines = sum(part.lines for part in parts), sum(part.blank_lines for part in parts)
    return replace(parts[0], frame=frame, damaged=damaged, lines=lines, blank_lines=blank_lines)


def cut_table(
    records: Iterable[Record | Stretch], header: Header, wanted: Sequence[Column], shape: Shape | None = None
) -> Iterator[Table]:
    """As `read_table`, in parts of so many rows; each has the lines that no part before it has."""
    shape = shape or Shape()
    at = locate(header.cells, wanted)
    gap = locate(header.cells, [shape.lack]).get(shape.lack) if shape.lack else None
    twins = _find_twins(header.cells, at)
    width, names = len(header.cells), _names(header)
    table = Table(pl.DataFrame(), pl.DataFrame(), [], 0, 0, [name for name in at if isinstance(name, str)])
    table.unread = sum(bool(cell.strip()) for cell in header.cells) - len(set(at.values()))
    damaged: list[tuple[int, int, str, str]] = []
    rows: list[Row] = []
    seen, given, blank_lines, breaks = 0, 0, 0, 0

    def part(frame: pl.DataFrame, damaged: list, lines: int) -> Table:
        refused = pl.DataFrame(damaged, schema=REFUSED_SCHEMA, orient="row")
        return replace(table, frame=frame, damaged=refused, lines=lines, blank_lines=blank_lines)

    for record in records:
        if len(rows) + len(damaged) >= _CHUNK:
            lines = seen - given - len(rows[-_KEPT:])
            yield part(as_frame(rows[:-_KEPT], wanted, at, shape), damaged, lines)
            given, blank_lines, damaged, rows = given + lines, 0, [], rows[-_KEPT:]
        if isinstance(record, Stretch):
            yield part(as_frame(rows, wanted, at, shape), damaged, seen - given)
            seen, given, blank_lines, damaged, rows = seen + len(record), seen + len(record), 0, [], []
            yield part(_stretch_frame(record, breaks, wanted, at, shape), [], len(record))
            continue
        line, cells = record
        seen += 1
        furniture = tell_furniture(cells, names)
        if seen <= header.record and furniture != BLANK:
            table.preamble.append(cells)
        if furniture or seen <= header.record + 1:
            blank_lines += furniture == BLANK
            breaks += 1
            if furniture == AGAIN and seen > header.record + 1:
                titles = count_titles([row.cells for row in rows[-_KEPT:]], table.preamble)
                del rows[len(rows) - titles :]
            continue
        row = fit(Row(line, 0, breaks, cells), width, gap, open_end=shape.open_end)
        reason = find_damage(row.cells, width)
        if reason:
            damaged.append((line, 1, reason, (header.delimiter or " | ").join(cells)))
            continue
        if twins:
            require_equal(row, twins)
        rows.append(row)
    yield part(as_frame(rows, wanted, at, shape), damaged, seen - given)


def find_usual(header: Header, wanted: Sequence[Column], shape: Shape, quotes: str) -> Usual | None:
    """What the usual row below a header is; None where each row must be looked at."""
    if shape.indent_of is not None or _find_twins(header.cells, locate(header.cells, wanted)):
        return None
    return Usual(len(header.cells), header.delimiter, quotes != "none", _names(header))


def _names(header: Header) -> tuple[list[str], str] | None:
    """The header's cells as they are compared, and the first filled one; None where there is no header row."""
    bare = bare_cells(header.cells)
    return (bare, next(filter(None, bare))) if header.record >= 0 else None


def locate(header: Sequence[str], names: Iterable[Column]) -> dict[Column, int]:
    """Position (from 0) of each wanted column the header has; of two columns of one name the first."""
    places = _places(header)
    at: dict[Column, int] = {}
    for name in names:
        if isinstance(name, int):
            at |= {name: name - 1} if name <= len(header) else {}
            continue
        second = _SECOND.fullmatch(name)
        if normalise(name) in places:
            at[name] = places[normalise(name)][0]
        elif second and len(places.get(normalise(second[1]), [])) >= int(second[2]):
            at[name] = places[normalise(second[1])][int(second[2]) - 1]
    return at


def as_frame(rows: Sequence[Row], wanted: Sequence[Column], at: dict[Column, int], shape: Shape) -> pl.DataFrame:
    """Rows as columns of text, with what is known of each row."""
    cells = [row.cells for row in rows]
    indent = at.get(shape.indent_of) if shape.indent_of is not None else None
    deep = [None if indent is None else len(row[indent]) - len(row[indent].lstrip()) for row in cells]
    known = {
        "_line": [row.line for row in rows],
        MISSING: [row.missing for row in rows],
        GROUP: [row.group for row in rows],
        INDENT: deep,
    }
    texts = {str(name): [row[at[name]] for row in cells] if name in at else [None] * len(cells) for name in wanted}
    if len(rows) <= _FEW:
        texts = {name: [bare_text(text) for text in column] for name, column in texts.items()}
    columns = {name: pl.Series(column, dtype=pl.String) for name, column in texts.items()}
    frame = pl.DataFrame({name: pl.Series(values, dtype=pl.Int64) for name, values in known.items()} | columns)
    return _empty(_strip(frame) if len(rows) > _FEW else frame, shape)


def _stretch_frame(
    stretch: Stretch, breaks: int, wanted: Sequence[Column], at: dict[Column, int], shape: Shape
) -> pl.DataFrame:
    """The usual rows as `as_frame` gives them."""
    known = {"_line": pl.Series(stretch.line), MISSING: 0, GROUP: breaks, INDENT: None}
    texts = {str(name): stretch.column(at[name]) if name in at else None for name in wanted}
    schema = dict.fromkeys(known, pl.Int64) | dict.fromkeys(texts, pl.String)
    return _empty(_strip(pl.DataFrame(known | texts, schema=schema)), shape)


def _strip(frame: pl.DataFrame) -> pl.DataFrame:
    """The cells without blanks around them, null where nothing is left."""
    return frame.with_columns(pl.col(pl.String).str.strip_chars().replace("", None))


def _empty(frame: pl.DataFrame, shape: Shape) -> pl.DataFrame:
    """The cells that hold nothing but a text for nothing as null."""
    if not shape.nothing or not frame.width:
        return frame
    empty = [text.casefold() for text in shape.nothing]
    texts = pl.col(pl.String)
    return frame.with_columns(pl.when(texts.str.to_lowercase().is_in(empty).not_()).then(texts).name.keep())


def _places(header: Sequence[str]) -> dict[str, list[int]]:
    """The positions of each name of a header."""
    places: dict[str, list[int]] = {}
    for position, cell in enumerate(header):
        places.setdefault(normalise(cell), []).append(position)
    return places


def _find_twins(header: Sequence[str], at: dict[Column, int]) -> dict[str, list[int]]:
    """The positions of each wanted name that stands more than once."""
    places = _places(header)
    return {name: found for name in at if isinstance(name, str) and len(found := places.get(normalise(name), [])) > 1}
