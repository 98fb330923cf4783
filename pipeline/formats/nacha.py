"""ACH files (Nacha) as columns: physical records, which batch an entry is in, which addenda hang on it.

Here: where a record starts and ends, and what stands above it. Not here: positions of fields, addenda, control totals,
parts of a file (`pipeline.formats.nacha_*`), directions, dates, decimals, what is refused (`pipeline.mappings.nacha`).

Rules of the syntax as this module reads it:

- Records of 94 characters, one a line (LF, CRLF or CR) or without any line end. Characters, not bytes: text in UTF-8
  makes lines of more bytes. A shorter line lost its trailing blanks; a longer one is no record.
- 1 opens a file, 5 a batch, 6 is an entry, 7 hangs on the entry above it, 8 closes the batch, 9 the file. Lines of
  nines fill the last block of ten. Several files may follow each other.
- Payment related information runs on from one addenda record to the next, also in the middle of a word.
"""

import re
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import polars as pl
from polars import col, lit, when

from pipeline.adapters import UnreadableFileError
from pipeline.formats.bank_lines import cut_portions, is_one_line, split_every, split_lines, take_lines
from pipeline.formats.nacha_addenda import UNUSED_ADDENDA, USED_ADDENDA, join_addenda
from pipeline.formats.nacha_fields import BATCH, FILE, cut, entry_fields
from pipeline.formats.stacks import count_through

LENGTH = 94
_FILLER = rf"^9{{80,{LENGTH}}}$"


@dataclass(frozen=True)
class Held:
    """What holds where a part of a file begins: how much stands before it, and the records that are open there."""

    lines: int = 0
    counts: dict[str, int] = field(default_factory=lambda: {"file": 0, "batch": 0})
    within: str | None = None
    """The kind of the last record that opens or closes a batch or file (1, 5, 8 or 9)."""
    headers: pl.DataFrame | None = None
    """The last 1 and 5, as `Wire.records` has them."""


@dataclass(frozen=True)
class Wire:
    """Whole ACH files or one part: `records` with every line and its place, `entries` with their fields, lost lines.

    Lines count through all landed files, of which each starts behind line `first` and the last ends there; so do `file`
    and `batch`, the 1 and 5 records from the top. A part of a file counts on from the parts before. Entries hold the
    text of the file, stripped, blank as null; amounts are cents without decimal point. `strays` has `line`, `reason`,
    `text`. `unused` and `unknown` are the lines of addenda of which no value is taken, by record type and addenda type
    ("702").
    """

    first: np.ndarray
    before: dict[str, np.ndarray]
    """How many `file` and `batch` stand in the landed files before each; none before the file a part is of."""
    records: pl.DataFrame
    entries: pl.DataFrame
    strays: pl.DataFrame
    unused: dict[str, np.ndarray]
    unknown: dict[str, np.ndarray]
    held: Held
    """What holds behind the last line."""

    @property
    def lines(self) -> int:
        """How many lines all files have, up to the end of this part."""
        return int(self.first[-1])


def is_nacha(head: bytes) -> bool:
    """Whether the first bytes of a file are a file header (1) with record size 094, blocking factor 10, format 1."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:40]
    return re.match(rb"10[0-9].{20}[0-9]{6}[0-9 ]{4}.094101", first) is not None


def cut_lines(data: bytes) -> list[str]:
    """The lines of a file; of one that is all one line, its records."""
    lines = split_lines(data)
    return split_every(lines, LENGTH) if is_one_line(data) else lines


def cut_plain_lines(data: bytes) -> list[str]:
    """As `cut_lines`, for a file that may stand behind others.

    Raises:
        UnreadableFileError: its first record is no file header (1), so it could lean on the file before it.
    """
    lines = cut_lines(data)
    first = next((line for line in lines if line.strip()), "").rstrip()
    if not first.startswith("1") or len(first) > LENGTH:
        raise UnreadableFileError("the file does not start with its file header (1)")
    return lines


def read_wire(data: bytes) -> Wire:
    """As `read_wires` for one file."""
    return read_wires([cut_lines(data)])


def read_wires(files: list[list[str]], held: Held | None = None) -> Wire:
    """Cut ACH files into their records; of several, each must start with its file header (1).

    One may be a part of a file, with what is `held` where it begins; its first line is an entry (6) then.

    Never fails: what has no place comes back in `strays`.
    """
    held = held or Held()
    lines, first = take_lines(files)
    first += held.lines
    kind = col("text").str.slice(0, 1)
    is_filler = col("text").str.contains(_FILLER)
    table = (
        lines.to_frame()
        .with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64) + held.lines)
        .with_columns(col("text").str.strip_chars_end())
        .filter(col("text") != "")
        .with_columns(kind=when(is_filler).then(lit("filler")).otherwise(kind))
        .with_columns(
            entry=(col("kind") == "6").cum_sum().cast(pl.Int64),
            within=when(col("kind").is_in(["1", "5", "8", "9"]))
            .then("kind")
            .forward_fill()
            .fill_null(lit(held.within, pl.String)),
            below=when(col("kind").is_in(["1", "5", "6", "8", "9"])).then("kind").forward_fill(),
        )
    )
    counted = {"file": table["kind"] == "1", "batch": table["kind"] == "5"}
    table = table.with_columns(
        count_through(is_one, table["line"], first, held.counts[name]).alias(name) for name, is_one in counted.items()
    )
    table = table.with_columns(reason=_why_stray(), text=col("text").str.pad_end(LENGTH))
    starts = np.searchsorted(table["line"].to_numpy(), first[:-1] + 1)
    before = {name: np.append(0, is_one.cum_sum().to_numpy())[starts] for name, is_one in counted.items()}
    strays = table.filter(col("reason").is_not_null()).select("line", "reason", "text")
    counts = {name: int(is_one.sum()) + held.counts[name] for name, is_one in counted.items()}
    within = table["within"][-1] if len(table) else held.within
    table = table.filter(col("reason").is_null()).select("line", "kind", "file", "batch", "entry", "text")
    headers = table.filter(col("kind").is_in(["1", "5"]))
    headers = headers if held.headers is None else pl.concat([held.headers, headers])
    type_code = col("text").str.slice(0, 3)
    others = table.filter((col("kind") == "7") & type_code.is_in(USED_ADDENDA).not_())
    known = when(type_code.str.contains("^7[0-9]{2}$")).then(type_code).otherwise(lit("7 of no type"))
    kinds = dict(others.group_by(known.alias("text")).agg("line").sort("text").iter_rows())
    unused = {kind: np.array(at) for kind, at in kinds.items() if kind in UNUSED_ADDENDA}
    unknown = {kind: np.array(at) for kind, at in kinds.items() if kind not in UNUSED_ADDENDA}
    held = Held(int(first[-1]), counts, within, headers.unique("kind", keep="last", maintain_order=True))
    return Wire(first, before, table, _entries(table, headers), strays, unused, unknown, held)


def with_text(wire: Wire, entries: pl.DataFrame) -> pl.DataFrame:
    """These entries, each with the text of its records as `row_text`."""
    text = when(col("kind") == "6").then("text").otherwise(col("text").str.strip_chars_end())
    own = wire.records.filter(col("kind").is_in(["6", "7"])).join(
        entries, on="entry", how="semi", maintain_order="left"
    )
    texts = own.group_by("entry").agg(row_text=text.str.join("\n"))
    return entries.join(texts, on="entry", how="left", maintain_order="left")


@cache
def _why_stray() -> pl.Expr:
    """Why a line has no place in the file; null where it has one."""
    is_entry, is_addenda = col("kind") == "6", col("kind") == "7"
    is_outside = col("within") != "5"
    return (
        when(col("kind").is_in(["1", "5", "6", "7", "8", "9", "filler"]).not_())
        .then(lit("the line starts with no record type of an ACH file (1, 5, 6, 7, 8 or 9)"))
        .when(col("text").str.len_chars() > LENGTH).then(lit("the line is longer than the 94 characters of a record"))
        .when(col("file") == 0).then(lit("the line stands before any file header (1)"))
        .when(is_entry & is_outside).then(lit("the entry (6) stands outside any batch (5 to 8)"))
        .when(is_addenda & ((col("below") != "6") | is_outside))
        .then(lit("the addenda record (7) follows no entry (6) of a batch"))
        .when((col("kind") == "8") & (col("within").shift(1) != "5")).then(lit("the batch control (8) closes no batch"))
    )  # fmt: skip


def _entries(records: pl.DataFrame, headers: pl.DataFrame) -> pl.DataFrame:
    """The 6 records with the fields of their file, batch and addenda."""
    files = headers.filter(col("kind") == "1").select("file", *cut(FILE))
    batches = headers.filter(col("kind") == "5").select("batch", *cut(BATCH))
    details = records.filter(col("kind").is_in(["6", "7"]))
    return pl.concat([_join(part, files, batches) for part in cut_portions(details, details["kind"] == "6")])


def _join(details: pl.DataFrame, files: pl.DataFrame, batches: pl.DataFrame) -> pl.DataFrame:
    rows = (
        details.filter(col("kind") == "6")
        .drop("kind")
        .join(files, on="file", how="left", maintain_order="left")
        .join(batches, on="batch", how="left", maintain_order="left")
        .with_columns(col("entry_class").str.to_uppercase())
    )
    fields = entry_fields(rows["entry_class"].unique())
    addenda = details.filter(col("kind") == "7").with_columns(type=col("text").str.slice(1, 2))
    rows = rows.with_columns(fields).join(join_addenda(addenda), on="entry", how="left", maintain_order="left")
    is_abroad = col("entry_class") == "IAT"
    return rows.with_columns(
        col("addenda").fill_null(0),
        lines=1 + col("addenda").fill_null(0),
        company_name=when(is_abroad).then("originator_name").otherwise("company_name"),
        individual_name=when(is_abroad).then("receiver_name").otherwise("individual_name"),
    ).drop("text", "run_on", "originator_name", "receiver_name")
