"""ACH files (Nacha) as columns: physical records, which batch an entry is in, which addenda hang on it.

Here: where a record starts and ends, which field stands at which position of which entry class. Not here: directions,
dates, decimals, what is refused (`pipeline.mappings.nacha`), control totals (`pipeline.formats.nacha_controls`).

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

import polars as pl
from polars import col, lit, when

from pipeline.formats.bank_lines import slice_at, split_every, split_lines

LENGTH = 94
USED_ADDENDA = ("705", "710", "711", "717", "798", "799")
UNUSED_ADDENDA = ("702", "712", "713", "714", "715", "716", "718")
"""Terminals of card payments; addresses and banks of international entries."""
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
_TRN = r"(?:^|[^A-Z0-9])TRN[*|^]1[*|^]([^*|^\\~]+)(?:[*|^]([^*|^\\~\s]+))?"


@dataclass(frozen=True)
class Wire:
    """A whole ACH file: `records` with every line and its place, `entries` with their fields, lines of no place.

    `file` and `batch` count the 1 and 5 records from the top. Entries hold the text of the file, stripped, blank as
    null; amounts are cents without decimal point. `strays` has `line`, `reason`, `text`. `unused` and `unknown` count
    the addenda of which no value is taken, by record type and addenda type ("702").
    """

    lines: int
    records: pl.DataFrame
    entries: pl.DataFrame
    strays: pl.DataFrame
    unused: dict[str, int]
    unknown: dict[str, int]


def is_nacha(head: bytes) -> bool:
    """Whether the first bytes of a file are a file header (1) with record size 094, blocking factor 10, format 1."""
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")[:40]
    return re.match(rb"10[0-9].{20}[0-9]{6}[0-9 ]{4}.094101", first) is not None


def read_wire(data: bytes) -> Wire:
    """Cut an ACH file into its records. Never fails: what has no place comes back in `strays`."""
    raw = pl.Series("text", split_every(split_lines(data), LENGTH), dtype=pl.String)
    kind = col("text").str.slice(0, 1)
    is_filler = col("text").str.contains(_FILLER)
    table = (
        pl.DataFrame({"line": pl.int_range(1, len(raw) + 1, eager=True, dtype=pl.Int64), "text": raw})
        .with_columns(col("text").str.strip_chars_end())
        .filter(col("text") != "")
        .with_columns(kind=when(is_filler).then(lit("filler")).otherwise(kind))
        .with_columns(
            file=(col("kind") == "1").cum_sum().cast(pl.Int64),
            batch=(col("kind") == "5").cum_sum().cast(pl.Int64),
            entry=(col("kind") == "6").cum_sum().cast(pl.Int64),
            within=when(col("kind").is_in(["1", "5", "8", "9"])).then("kind").forward_fill(),
            below=when(col("kind").is_in(["1", "5", "6", "8", "9"])).then("kind").forward_fill(),
        )
        .with_columns(reason=_why_stray(), text=col("text").str.pad_end(LENGTH))
    )
    records = table.filter(col("reason").is_null())
    entries, kinds = _entries(records)
    strays = table.filter(col("reason").is_not_null()).select("line", "reason", "text")
    unused = {kind: count for kind, count in kinds.items() if kind in UNUSED_ADDENDA}
    unknown = {kind: count for kind, count in kinds.items() if kind not in (*USED_ADDENDA, *UNUSED_ADDENDA)}
    return Wire(len(raw), records, entries, strays, unused, unknown)


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


def _entries(records: pl.DataFrame) -> tuple[pl.DataFrame, dict[str, int]]:
    """The 6 records with the fields of their file, batch and addenda; how many addenda of which kind there are."""
    files = records.filter(col("kind") == "1").select("file", *cut(_FILE))
    batches = records.filter(col("kind") == "5").select("batch", *cut(_BATCH))
    rows = (
        records.filter(col("kind") == "6")
        .join(files, on="file", how="left", maintain_order="left")
        .join(batches, on="batch", how="left", maintain_order="left")
        .with_columns(col("entry_class").str.to_uppercase())
    )
    fields = _fields(frozenset(rows["entry_class"].unique().to_list()).intersection(_BY_CLASS))
    addenda = records.filter(col("kind") == "7").with_columns(type=col("text").str.slice(1, 2))
    rows = rows.with_columns(fields).join(_join_addenda(addenda), on="entry", how="left", maintain_order="left")
    is_abroad = col("entry_class") == "IAT"
    entries = rows.with_columns(
        col("addenda").fill_null(0),
        lines=1 + col("addenda").fill_null(0),
        company_name=when(is_abroad).then("originator_name").otherwise("company_name"),
        individual_name=when(is_abroad).then("receiver_name").otherwise("individual_name"),
        row_text=pl.concat_str("text", "addenda_lines", separator="\n", ignore_nulls=True),
    )
    return entries, dict(addenda.group_by(col("text").str.slice(0, 3)).len().sort("text").iter_rows())


def _join_addenda(addenda: pl.DataFrame) -> pl.DataFrame:
    """One row per entry: its payment related information, names (IAT), and the last return or change it reports."""
    words = col("type").is_in(["05", "17"])
    information = col("text").str.slice(3, 80)
    notice = col("type").is_in(["98", "99"])

    def latest(kind: pl.Expr, first: int, last: int) -> pl.Expr:
        return slice_at((first, last)).filter(kind).last()

    return (
        addenda.group_by("entry", maintain_order=True)
        .agg(
            addenda=pl.len().cast(pl.Int64),
            addenda_text=information.filter(words).str.strip_chars_end().str.join("\n"),
            run_on=information.filter(words).str.join(""),
            addenda_lines=col("text").str.strip_chars_end().str.join("\n"),
            receiver_name=latest(col("type") == "10", 47, 81),
            originator_name=latest(col("type") == "11", 4, 38),
            return_code=latest(col("type") == "99", 4, 6),
            change_code=latest(col("type") == "98", 4, 6),
            original_trace_number=latest(notice, 7, 21),
            notice_text=latest(notice, 36, 79),
        )
        .with_columns(
            col("addenda_text").replace("", None),
            remittance_trace_number=col("run_on").str.extract(_TRN, 1).str.strip_chars(),
            remittance_payer_identifier=col("run_on").str.extract(_TRN, 2),
        )
    )
