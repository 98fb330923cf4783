"""ACH files (Nacha) as columns: physical records, which batch an entry is in, which addenda hang on it.

Here: where a record starts and ends, which field stands at which position of which entry class. Not here: addenda and
control totals (`pipeline.formats.nacha_*`), directions, dates, decimals, what is refused (`pipeline.mappings.nacha`).

Rules of the syntax as this module reads it:

- Records of 94 characters, one a line (LF, CRLF or CR) or without any line end. Characters, not bytes: text in UTF-8
  makes lines of more bytes. A shorter line lost its trailing blanks; a longer one is no record.
- 1 opens a file, 5 a batch, 6 is an entry, 7 hangs on the entry above it, 8 closes the batch, 9 the file. Lines of
  nines fill the last block of ten. Several files may follow each other.
- Positions are those of appendix 3 of the Nacha operating rules; CTX and its kin, CIE, IAT and ADV have their own.
- Payment related information runs on from one addenda record to the next, also in the middle of a word.
"""

import re
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl
from polars import col, lit, when

from pipeline.adapters import UnreadableFileError
from pipeline.formats.bank_lines import cut_portions, slice_at, split_every, split_lines, take_lines
from pipeline.formats.nacha_addenda import UNUSED_ADDENDA, USED_ADDENDA, join_addenda
from pipeline.formats.stacks import count_through

LENGTH = 94
_FILLER = rf"^9{{80,{LENGTH}}}$"
_FILE = {"origin_identifier": (14, 23), "file_date": (24, 29), "file_time": (30, 33), "file_modifier": (34, 34)}
_BATCH = {
    "company_name": (5, 20),
    "company_identifier": (41, 50),
    "entry_class": (51, 53),
    "entry_description": (54, 63),
    "receiving_currency": (67, 69),
    "effective_date": (70, 75),
    "batch_number": (88, 94),
}
_ENTRY = {
    "transaction_code": (2, 3),
    "receiving_bank": (4, 12),
    "receiving_account": (13, 29),
    "amount": (30, 39),
    "individual_identifier": (40, 54),
    "addenda_count": None,
    "individual_name": (55, 76),
    "entry_trace_number": (80, 94),
}
_COUNTED = {"addenda_count": (55, 58), "individual_name": (59, 74)}
_BY_CLASS = {
    **dict.fromkeys(("CTX", "ATX", "TRX", "ENR"), _COUNTED),
    "CIE": {"individual_name": (40, 61), "individual_identifier": (62, 76)},
    "IAT": {
        "addenda_count": (13, 16),
        "receiving_account": (40, 74),
        "individual_identifier": None,
        "individual_name": None,
    },
    "ADV": {
        "receiving_account": (13, 27),
        "amount": (28, 39),
        "individual_identifier": (49, 53),
        "individual_name": (55, 76),
    },
}


@dataclass(frozen=True)
class Wire:
    """Whole ACH files: `records` with every line and its place, `entries` with their fields, lines of no place.

    Lines count through all landed files, of which each starts behind line `first` and the last ends there; so do `file`
    and `batch`, the 1 and 5 records from the top. Entries hold the text of the file, stripped, blank as
    null; amounts are cents without decimal point. `strays` has `line`, `reason`, `text`. `unused` and `unknown` are the
    lines of addenda of which no value is taken, by record type and addenda type ("702").
    """

    first: np.ndarray
    before: dict[str, np.ndarray]
    """How many `file` and `batch` stand in the landed files before each."""
    records: pl.DataFrame
    entries: pl.DataFrame
    strays: pl.DataFrame
    unused: dict[str, np.ndarray]
    unknown: dict[str, np.ndarray]

    @property
    def lines(self) -> int:
        """How many lines all files have."""
        return int(self.first[-1])


def is_nacha(head: bytes) -> bool:
    """Whether the first bytes of a file are a file header (1) with record size 094, blocking factor 10, format 1."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:40]
    return re.match(rb"10[0-9].{20}[0-9]{6}[0-9 ]{4}.094101", first) is not None


def cut_lines(data: bytes) -> list[str]:
    """The lines of a file; of one that is all one line, its records."""
    return split_every(split_lines(data), LENGTH)


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


def read_wires(files: list[list[str]]) -> Wire:
    """Cut ACH files into their records; of several, each must start with its file header (1).

    Never fails: what has no place comes back in `strays`.
    """
    lines, first = take_lines(files)
    kind = col("text").str.slice(0, 1)
    is_filler = col("text").str.contains(_FILLER)
    table = (
        lines.to_frame()
        .with_columns(line=pl.int_range(1, pl.len() + 1, dtype=pl.Int64))
        .with_columns(col("text").str.strip_chars_end())
        .filter(col("text") != "")
        .with_columns(kind=when(is_filler).then(lit("filler")).otherwise(kind))
        .with_columns(
            entry=(col("kind") == "6").cum_sum().cast(pl.Int64),
            within=when(col("kind").is_in(["1", "5", "8", "9"])).then("kind").forward_fill(),
            below=when(col("kind").is_in(["1", "5", "6", "8", "9"])).then("kind").forward_fill(),
        )
    )
    counted = {"file": table["kind"] == "1", "batch": table["kind"] == "5"}
    table = table.with_columns(count_through(is_one, table["line"], first).alias(n) for n, is_one in counted.items())
    table = table.with_columns(reason=_why_stray(), text=col("text").str.pad_end(LENGTH))
    starts = np.searchsorted(table["line"].to_numpy(), first[:-1] + 1)
    before = {name: np.append(0, is_one.cum_sum().to_numpy())[starts] for name, is_one in counted.items()}
    strays = table.filter(col("reason").is_not_null()).select("line", "reason", "text")
    table = table.filter(col("reason").is_null()).select("line", "kind", "file", "batch", "entry", "text")
    type_code = col("text").str.slice(0, 3)
    others = table.filter((col("kind") == "7") & type_code.is_in(USED_ADDENDA).not_())
    known = when(type_code.str.contains("^7[0-9]{2}$")).then(type_code).otherwise(lit("7 of no type"))
    kinds = dict(others.group_by(known.alias("text")).agg("line").sort("text").iter_rows())
    unused = {kind: np.array(at) for kind, at in kinds.items() if kind in UNUSED_ADDENDA}
    unknown = {kind: np.array(at) for kind, at in kinds.items() if kind not in UNUSED_ADDENDA}
    return Wire(first, before, table, _entries(table), strays, unused, unknown)


def with_text(wire: Wire, entries: pl.DataFrame) -> pl.DataFrame:
    """These entries, each with the text of its records as `row_text`."""
    text = when(col("kind") == "6").then("text").otherwise(col("text").str.strip_chars_end())
    own = wire.records.filter(col("kind").is_in(["6", "7"])).join(
        entries, on="entry", how="semi", maintain_order="left"
    )
    texts = own.group_by("entry").agg(row_text=text.str.join("\n"))
    return entries.join(texts, on="entry", how="left", maintain_order="left")


def cut(fields: dict[str, tuple[int, int]]) -> list[pl.Expr]:
    """Fields of the column `text` by first and last position, both counted from 1; blank is null."""
    return [slice_at(place).alias(name) for name, place in fields.items()]


@cache
def _why_stray() -> pl.Expr:
    """Why a line has no place in the file; null where it has one."""
    is_entry, is_addenda = col("kind") == "6", col("kind") == "7"
    return (
        when(col("kind").is_in(["1", "5", "6", "7", "8", "9", "filler"]).not_())
        .then(lit("the line starts with no record type of an ACH file (1, 5, 6, 7, 8 or 9)"))
        .when(col("text").str.len_chars() > LENGTH).then(lit("the line is longer than the 94 characters of a record"))
        .when(col("file") == 0).then(lit("the line stands before any file header (1)"))
        .when(is_entry & (col("within") != "5")).then(lit("the entry (6) stands outside any batch (5 to 8)"))
        .when(is_addenda & (col("below") != "6")).then(lit("the addenda record (7) follows no entry (6)"))
        .when((col("kind") == "8") & (col("within").shift(1) != "5")).then(lit("the batch control (8) closes no batch"))
    )  # fmt: skip


def _field(place: tuple[int, int] | None) -> pl.Expr:
    return slice_at(place) if place else lit(None, pl.String)


@cache
def _fields(classes: frozenset[str]) -> list[pl.Expr]:
    """The fields of an entry, in a file with entries of these classes."""
    fields = []
    for name, place in _ENTRY.items():
        field = _field(place)
        for entry_class in sorted(classes):
            places = _BY_CLASS[entry_class]
            if name in places:
                field = when(col("entry_class") == entry_class).then(_field(places[name])).otherwise(field)
        fields.append(field.alias(name))
    return fields


def _entries(records: pl.DataFrame) -> pl.DataFrame:
    """The 6 records with the fields of their file, batch and addenda."""
    files = records.filter(col("kind") == "1").select("file", *cut(_FILE))
    batches = records.filter(col("kind") == "5").select("batch", *cut(_BATCH))
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
    fields = _fields(frozenset(rows["entry_class"].unique().to_list()).intersection(_BY_CLASS))
    addenda = details.filter(col("kind") == "7").with_columns(type=col("text").str.slice(1, 2))
    rows = rows.with_columns(fields).join(join_addenda(addenda), on="entry", how="left", maintain_order="left")
    is_abroad = col("entry_class") == "IAT"
    return rows.with_columns(
        col("addenda").fill_null(0),
        lines=1 + col("addenda").fill_null(0),
        company_name=when(is_abroad).then("originator_name").otherwise("company_name"),
        individual_name=when(is_abroad).then("receiver_name").otherwise("individual_name"),
    ).drop("text", "run_on", "originator_name", "receiver_name")
