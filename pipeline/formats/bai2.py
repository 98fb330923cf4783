"""BAI2 cash-management files as columns: records, what continues what, which account an amount stands under.

Here: the records of a file, the summary amounts of its 03 records. Not here: physical lines
(`pipeline.formats.bai2_lines`), parts of a file (`bai2_parts`), the fields of a 16 record (`bai2_transactions`),
headers and totals (`bai2_headers`), codes (`bai2_codes`), dates, dollars, directions (`pipeline.mappings.bai2`), what
is a row (`pipeline.adapters.bank_bai2`).

Rules of the syntax as this module reads it:

- `/` ends a record and may be missing or doubled, with blanks behind it. In 16 records and their 88s a slash may be
  text, so only slashes at the end are taken off; in every other record the first slash ends the record.
- 88 goes on with whatever record came before. For 03 the fields simply continue. For 16 the fields continue as long as
  the transaction misses some, then each 88 is one more line of text.
- Funds type S is followed by three amounts, V by a date and a time, D by a count and that many pairs of days and
  amount.
- Versions 1 and 3 (BTRS) of the standard have the same records; control totals tell whether they were read right.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import polars as pl

from pipeline.formats.bai2_lines import CODES, cut_lines, read_records
from pipeline.formats.bai2_transactions import read_transactions
from pipeline.formats.bank_lines import cut_portions
from pipeline.formats.stacks import count_through, find_owners

_NAME = rb"[^,\n]{0,35},"
_COUNTED = {"file": "01", "group": "02", "account": "03"}
_HEADER = re.compile(rb"01," + 2 * _NAME + rb" *\d{6,8},[^,\n]{0,6}," + _NAME + rb"[\d ]*,[\d ]*, *[123] *[/,\r\n]")
SUMMARY_SCHEMA = {
    "account": pl.Int64,
    "type_code": pl.String,
    "amount": pl.String,
    "item_count": pl.String,
    "funds_type": pl.String,
}


@dataclass(frozen=True)
class Record:
    """A header or trailer (01, 02, 03, 49, 98, 99) with the fields of its continuations.

    `file`, `group` and `account` count the 01, 02 and 03 records from the top of the file; `position` counts records,
    of which this one is `records` with its continuations, on `lines` lines. `is_ended` is whether a slash ends it.
    """

    line: int
    lines: int
    position: int
    records: int
    code: str
    file: int
    group: int
    account: int
    fields: list[str]
    is_ended: bool

    def field(self, number: int) -> str:
        """Field by its number in the record, the record code being 1; empty when the record is shorter."""
        return self.fields[number - 2].strip() if number - 2 < len(self.fields) else ""


@dataclass(frozen=True)
class Held:
    """What holds where a part of a file begins: how much stands before it, and the headers that are open there."""

    lines: int = 0
    positions: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_COUNTED, 0))
    headers: list[Record] = field(default_factory=list)
    """The last 01, 02 and 03, and the 02 above that 03."""


@dataclass(frozen=True)
class Wire:
    """Whole BAI2 files or one part: headers and trailers, 03 summaries, 16 transactions, lines of no known record code.

    Lines count through all files, of which each starts behind line `first` and the last ends there; a part of a file
    counts on from the parts before, of which `above` are the headers that hold here, and leaves `held` to the next.
    Amounts are the text of the file, without decimal point; a blank field is null. `summaries` and `transactions` point
    to their 03 by its number from the top (`account`); a transaction before any 03 has account 0. `strangers` has
    `line`, `size` (in lines) and `raw`.
    """

    first: np.ndarray
    above: list[Record]
    records: list[Record]
    summaries: pl.DataFrame
    transactions: pl.DataFrame
    strangers: pl.DataFrame
    held: Held

    @property
    def lines(self) -> int:
        """How many lines all files have, up to the end of this part."""
        return int(self.first[-1])

    @cached_property
    def files(self) -> list[list[Record]]:
        """The headers and trailers of each file."""
        owners = find_owners(np.array([record.line for record in self.records]) - 1, self.first)
        cuts = np.searchsorted(owners, np.arange(len(self.first))).tolist()
        return [self.records[at:until] for at, until in pairwise(cuts)]


def is_bai2(head: bytes) -> bool:
    """Whether the first bytes of a file are those of a BAI2 file: an 01 header record of version 1, 2 or 3."""
    first = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:300]
    return _HEADER.match(first) is not None


def read_wire(data: bytes) -> Wire:
    """As `read_wires` for one file."""
    return read_wires([cut_lines(data)])


def read_wires(files: list[list[str]], held: Held | None = None, width: int | None = None) -> Wire:
    """Cut BAI2 files into their records; of several, each must start with its file header (01).

    Never fails: lines of an unknown record code come back in `strangers`, and a truncated file gives what is there.

    Args:
        files: the lines of each file, or those of a part of one, from a header (03) or transaction (16) on.
        held: what holds where the part begins.
        width: the length of a full line, where it does not follow from these lines; 0: no line goes on in the next.
    """
    held = held or Held()
    table, first = read_records(files, held.lines, width)
    positions = held.positions + len(table)
    table = table.with_columns(
        position=pl.int_range(pl.len(), dtype=pl.Int64) + held.positions, code=pl.col("raw").str.slice(0, 2)
    )
    known = pl.col("code").is_in(CODES) & pl.col("raw").str.contains(r"^..(?:[,:/]|$)")
    strangers = table.filter(~known).select("line", "size", "raw")
    table = table.filter(known).with_columns(
        body=pl.col("raw").str.slice(3),
        owner=pl.when(pl.col("code") != "88").then(pl.col("line")).forward_fill(),
        owner_code=pl.when(pl.col("code") != "88").then(pl.col("code")).forward_fill(),
    )
    table = table.with_columns(
        count_through(table["code"] == code, table["line"], first, held.counts[name]).alias(name)
        for name, code in _COUNTED.items()
    )
    counts = {name: held.counts[name] + int((table["code"] == code).sum()) for name, code in _COUNTED.items()}
    detail = pl.col("owner_code") == "16"
    records = _records(table.filter(detail.not_() & pl.col("owner").is_not_null()))
    strangers = pl.concat([strangers, table.filter(pl.col("owner").is_null()).select("line", "size", "raw")])
    table = table.filter(detail).select("line", "size", "code", "owner", "account", "body")
    blank_is_null = pl.col(pl.String).str.strip_chars().replace("", None)
    portions = cut_portions(table, table["code"] == "16")
    return Wire(
        first=first,
        above=held.headers,
        records=records,
        summaries=_summaries(records).with_columns(blank_is_null),
        transactions=pl.concat([read_transactions(part).with_columns(blank_is_null) for part in portions]),
        strangers=strangers.sort("line"),
        held=Held(int(first[-1]), positions, counts, _find_open([*held.headers, *records])),
    )


def _records(table: pl.DataFrame) -> list[Record]:
    """Headers and trailers with the fields of their 88s joined."""
    records: list[dict] = []
    columns = ("line", "size", "position", "code", "file", "group", "account", "body")
    for line, size, position, code, file, group, account, body in table.select(columns).iter_rows():
        text, slash, _ = body.partition("/")
        if code == "88":
            records[-1]["lines"] += size
            records[-1]["records"] += 1
            records[-1]["fields"] += text.split(",")
        else:
            place = {"line": line, "lines": size, "position": position, "records": 1, "code": code}
            counts = {"file": file, "group": group, "account": account}
            records.append(place | counts | {"fields": text.split(","), "is_ended": bool(slash)})
    return [Record(**record) for record in records]


def _find_open(records: list[Record]) -> list[Record]:
    """The last 01, 02 and 03, and the 02 above that 03."""
    last = {record.code: record for record in records if record.code in _COUNTED.values()}
    group = last["03"].group if "03" in last else None
    above = {record.line: record for record in records if record.code == "02" and record.group == group}
    return [record for _, record in sorted((above | {record.line: record for record in last.values()}).items())]


def _summaries(records: list[Record]) -> pl.DataFrame:
    """The repeating groups of the 03 records: type code, amount, item count, funds type with its own fields."""
    rows = []
    for record in records:
        if record.code != "03":
            continue
        fields, at = [field.strip() for field in record.fields], 2
        while at < len(fields):
            if not fields[at]:  # a spare comma before the end of a record
                at += 1
                continue
            type_code, amount, items, funds = (fields[at : at + 4] + [""] * 3)[:4]
            rows.append((record.account, type_code, amount, items, funds.upper()))
            at += 4 + _funds_width(funds, fields[at + 4 : at + 5])
    return pl.DataFrame(rows, schema=SUMMARY_SCHEMA, orient="row")


def _funds_width(funds_type: str, following: list[str]) -> int:
    """How many fields a funds type drags behind it; `following` holds the field after it (the count of D)."""
    if funds_type.upper() == "D":
        count = following[0].strip() if following else ""
        return 1 + 2 * int(count) if re.fullmatch(r"[0-9]{1,3}", count) else 1
    return {"S": 3, "V": 2}.get(funds_type.upper(), 0)
