"""QuickBooks Desktop's interchange format (IIF) as rows by keyword: tab-separated lines under headers that repeat.

Here: the wire syntax only. Not here: what an account or an entry is (`pipeline.adapters.ledger_iif`).

How it is written, by the maker's own exports and its import kit:

- A line that starts with `!KEYWORD` names the columns of the lines that start with `KEYWORD` from there on; a later one
  replaces it. Columns are padded with tabs, and a name can stand twice (budgets): the first counts.
- Cells are parted by tabs; one that holds a comma or a quote is quoted as in CSV, its quotes doubled. No cell holds a
  line end: it is written as a backslash and an n. A quote inside an unquoted cell is a plain character.
- `TRNS` opens a transaction, each `SPL` is a line of its distribution, `ENDTRNS` closes it.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl
from polars import col, lit, when

from pipeline.formats.delimited import decode

OPENING, SPLIT, CLOSING = "TRNS", "SPL", "ENDTRNS"
KEYWORDS = {
    "ACCNT", "BUD", "CLASS", "CTYPE", "CUST", "CUSTNAMEDICTIONARY", "EMP", "ENDCUSTNAMEDICTIONARY", "ENDTRNS", "HDR",
    "INVITEM", "INVMEMO", "OTHERNAME", "PAYMETH", "SHIPMETH", "SPL", "TERMS", "TIMEACT", "TIMERHDR", "TODO", "TRNS",
    "VEND", "VTYPE",
}  # fmt: skip
"""Those of the maker's import kit: a name that slid into the place of one is told nobody."""
_HEADER_WITHIN = 20
_LINEAGE = {
    "file": pl.Int64,
    "line": pl.Int64,
    "transaction": pl.Int64,
    "is_headed": pl.Boolean,
    "keyword": pl.String,
    "fault": pl.String,
    "text": pl.String,
}


class Row(NamedTuple):
    """One line below its header: number from 1, keyword, filled cells by column name in upper case, and its text.

    `transaction` counts the transactions from 1; 0 outside any. `fault` says why the cells cannot be told apart.
    """

    line: int
    keyword: str
    cells: dict[str, str]
    text: str
    transaction: int = 0
    fault: str | None = None
    is_headed: bool = True


@dataclass(frozen=True)
class Wire:
    """Every line of a file: rows, header lines by keyword, and where transactions start that nothing closes.

    `open_at_end` is the last line's transaction where it is one of these, so that the end of the file is missing. Of a
    part of a file, lines are counted from its start, `before` stand above it, and headers are those so far.
    """

    rows: list[Row]
    headers: dict[str, int]
    lines: int
    unclosed: list[int]
    open_at_end: int | None
    before: int = 0


@dataclass
class Held:
    """What the lines above say of those below: columns by keyword, header lines by keyword, how many lines they are."""

    columns: dict[str, list[str]] = field(default_factory=dict)
    headers: dict[str, int] = field(default_factory=dict)
    lines: int = 0


def to_frame(wires: list[Wire], names: Iterable[str], inherited: Iterable[str] = ()) -> pl.DataFrame:
    """The rows of all files with these columns as text, null where a row has none.

    `line` and `transaction` count through all files, of which `file` is the number; `is_headed` is whether the file has
    a header for the keyword.

    Args:
        wires: the files.
        names: columns to take.
        inherited: of these, what a SPL row leaves out is its TRNS row's.
    """
    own: dict[str, list] = {name: [] for name in _LINEAGE}
    lines = transactions = 0
    for file, wire in enumerate(wires):
        own["file"] += [file] * len(wire.rows)
        own["line"] += [row.line + lines for row in wire.rows]
        own["transaction"] += [row.transaction and row.transaction + transactions for row in wire.rows]
        for name in ("is_headed", "keyword", "fault", "text"):
            own[name] += [getattr(row, name) for row in wire.rows]
        lines += wire.lines
        transactions += max((row.transaction or 0 for row in wire.rows), default=0)
    cells = {name: [row.cells.get(name) for wire in wires for row in wire.rows] for name in names}
    is_in_transaction = col("keyword").is_in([OPENING, SPLIT])
    stray = when(is_in_transaction & (col("transaction") == 0)).then(lit("the line stands in no transaction"))
    return pl.DataFrame(own | cells, schema=_LINEAGE | dict.fromkeys(names, pl.String)).with_columns(
        when(is_in_transaction & (col("transaction") > 0))
        .then(pl.coalesce(name, col(name).filter(col("keyword") == OPENING).first().over("transaction")))
        .otherwise(name)
        .alias(name)
        for name in inherited
    ).with_columns(fault=pl.coalesce("fault", stray))  # fmt: skip


def is_iif(head: bytes) -> bool:
    """Whether one of the first lines that hold anything is a header `!KEYWORD` and a tab."""
    lines = (line for line in decode(head).splitlines()[:_HEADER_WITHIN] if line.strip())
    first = next(lines, "")
    return first.startswith("!") and "\t" in first and first[1 : first.index("\t")].replace("_", "").isalnum()


def read_wire(data: bytes) -> Wire:
    """The file's lines under the header that holds for them."""
    return read_part(decode(data), Held())


def read_part(text: str, held: Held) -> Wire:
    """As `read_wire` for the next part of a file, which starts and ends outside any transaction; adds to `held`."""
    rows: list[Row] = []
    unclosed: list[int] = []
    transaction, opened = 0, 0
    lines = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n") if text else []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        cells, fault = _cut(line)
        keyword = cells[0].strip().upper()
        if keyword.startswith("!"):
            held.columns[keyword[1:]] = [name.strip().upper() for name in cells[1:]]
            held.headers[keyword] = held.headers.get(keyword, 0) + 1
            continue
        if keyword == OPENING:
            unclosed += [opened] if opened else []
            transaction, opened = transaction + 1, number
        belongs = transaction if opened and keyword in (OPENING, SPLIT, CLOSING) else 0
        named, why = _name(cells[1:], held.columns.get(keyword, [] if keyword == CLOSING else None))
        rows.append(Row(number, keyword, named, line, belongs, fault or why, f"!{keyword}" in held.headers))
        opened = 0 if keyword == CLOSING else opened
    at_end = opened if opened and rows[-1].transaction else None
    before, held.lines = held.lines, held.lines + len(lines)
    return Wire(rows, held.headers, len(lines), unclosed + ([opened] if opened else []), at_end, before)


def _cut(text: str) -> tuple[list[str], str | None]:
    """The cells of a line, and why they cannot be told apart."""
    if text.count('"') == 0:
        return text.split("\t"), None
    try:
        cells = next(csv.reader([text], delimiter="\t", strict=True))
    except csv.Error:
        return text.split("\t"), "the quotes of a cell cannot be followed"
    return cells, None


def _name(cells: list[str], names: list[str] | None) -> tuple[dict[str, str], str | None]:
    """Filled cells by column, and why they have none."""
    cells = [cell.strip() for cell in cells]
    while cells and not cells[-1]:
        cells.pop()
    if names is None:
        return {}, "no header line above names the columns of its keyword"
    if len(cells) > len(names):
        return {}, "the line has more cells than its header line names"
    named: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        if name and cell:
            named.setdefault(name, cell)
    return named, None
