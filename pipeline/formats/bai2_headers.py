"""What the headers and trailers of a BAI2 file say: accounts with their day, when it was made, and its control totals.

Here: fields by name, amounts added up as written (unsigned, in hundredths), physical records counted. Not here: the
cutting of records (`pipeline.formats.bai2`) and what a disagreement means (`pipeline.adapters.bank_bai2`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from pipeline.formats.bai2 import Record, Wire
from pipeline.formats.bank_lines import read_instant

ACCOUNT_SCHEMA = {
    "account": pl.Int64,
    "account_number": pl.String,
    "currency": pl.String,
    "group_status": pl.String,
    "as_of": pl.String,
    "as_of_time": pl.String,
    "coverage": pl.String,
    "originator": pl.String,
    "row_text": pl.String,
    "account_line": pl.Int64,
    "account_lines": pl.Int64,
}
_STATUS_NOTES = {"2": "deletes an earlier statement", "3": "corrects an earlier statement", "4": "is a test"}
_VERSIONS = ("1", "3")
_OPENER = {"49": "03", "98": "02", "99": "01"}
_OUTER = {"03": "02", "02": "01"}
_INNER = {"98": "accounts", "99": "groups"}


@dataclass(frozen=True)
class Trailer:
    """One figure of one trailer; `stated` is the file's text (empty = nothing stated), `found` ours.

    Amounts are whole hundredths, without decimal point. `account` is empty for groups and the file.
    """

    record: Record
    account: str
    name: str
    is_amount: bool
    stated: str
    found: int

    @property
    def is_stated(self) -> bool:
        """Whether the trailer holds a whole number at all, of no more digits than a figure can have."""
        return re.fullmatch(r"[+-]?[0-9]{1,18}" if self.is_amount else r"[+-]?[0-9]{1,16}", self.stated) is not None


def read_accounts(wire: Wire) -> pl.DataFrame:
    """One row per 03 record: its number from the top, account, currency (its own, else its group's), and its group.

    Status, day, time, coverage (as-of-date modifier) and originator are the texts of the group header (02), null for an
    account outside any group.
    """
    groups = {record.group: record for record in wire.records if record.code == "02"}
    rows = []
    for record in wire.records:
        if record.code == "03":
            group = groups.get(record.group)
            status, day, time, currency, coverage = (group.field(n) for n in range(4, 9)) if group else [""] * 5
            own = (record.field(3) or currency).upper()
            originator = group.field(3) if group else ""
            said = (status, day, time, coverage, originator, ",".join(record.fields))
            rows.append((record.account, record.field(2), own, *said, record.line, record.lines))
    return pl.DataFrame(rows, schema=ACCOUNT_SCHEMA, orient="row").with_columns(pl.col(pl.String).replace("", None))


def are_complete(wire: Wire) -> list[bool]:
    """Whether each file has a file trailer (99) for every file header (01)."""
    return [
        sum(record.code == "99" and (record.is_ended or bool(record.field(4))) for record in records)
        >= sum(record.code == "01" for record in records)
        for records in wire.files
    ]


def read_created_at(wire: Wire) -> list[str | None]:
    """When the last file header (01) of each file says it was made; None when it names no day."""
    headers = [[record for record in records if record.code == "01"][-1:] for records in wire.files]
    return [read_instant(last[0].field(4), last[0].field(5)) if last else None for last in headers]


def describe_headers(wire: Wire) -> list[tuple[int, str]]:
    """Sentences about file headers of another version and groups that are no plain statement, each with its line."""
    accounts = {record.group for record in wire.records if record.code == "03"}
    return [
        (record.line, f"line {record.line - before}: {said}")
        for before, records in zip(wire.first.tolist(), wire.files, strict=False)
        for record in records
        for said in _describe(record, accounts)
    ]


def _describe(record: Record, accounts: set[int]) -> Iterator[str]:
    if record.code == "01" and record.field(9) != "2":
        version = f"version {record.field(9)}" if record.field(9) in _VERSIONS else "another version"
        yield f"{version} of the format, read by the rules of version 2"
    elif record.code == "02" and record.field(4) in _STATUS_NOTES:
        yield f"the group {_STATUS_NOTES[record.field(4)]} (status {record.field(4)})"
        if record.field(4) == "2" and record.group not in accounts:
            yield "it names no account (03), so nothing is taken away; ask the bank"


def find_ignored(wire: Wire, is_silent: pl.Expr) -> dict[str, np.ndarray]:
    """Lines of 16 records of which no value is kept: those that carry no money, and those a deletion repeats."""
    accounts = read_accounts(wire).filter(pl.col("group_status") == "2")["account"]
    is_repeated = ~is_silent & pl.col("account").is_in(accounts.implode())
    kinds = {"16 without money": is_silent, "16 of a deletion": is_repeated}
    return {kind: wire.transactions.filter(is_one)["line"].to_numpy() for kind, is_one in kinds.items()}


def compare_trailers(wire: Wire) -> list[Trailer]:
    """Every figure of every trailer beside what we found, in file order; blank figures included.

    The control total of an account is the sum of all amounts of its 03 and 16 records as written, of a group the sum of
    its accounts, of the file the sum of its groups. Counts are physical records, continuations and trailer included.
    """
    sums = _sum_by_account(wire)
    opened: dict[str, Record] = {}
    found, inside = {"03": 0, "02": 0, "01": 0}, {"03": 0, "02": 0, "01": 0}
    trailers: list[Trailer] = []
    headers = {records[0].line for records in wire.files if records}
    for record in wire.records:
        if record.line in headers:
            opened.clear()
        if record.code in found:
            opened[record.code], found[record.code], inside[record.code] = record, 0, 0
            if record.code in _OUTER:
                inside[_OUTER[record.code]] += 1
            if record.code == "03":
                for code in found:
                    found[code] += sums.get(record.account, 0)
        elif _OPENER[record.code] in opened:
            opener = opened[_OPENER[record.code]]
            account = opener.field(2) if opener.code == "03" else ""
            figures = [("control total", True, found[opener.code])]
            if record.code in _INNER:
                figures.append((_INNER[record.code], False, inside[opener.code]))
            figures.append(("records", False, record.position + record.records - opener.position))
            trailers += [
                Trailer(record, account, name, is_amount, record.field(number), figure)
                for number, (name, is_amount, figure) in enumerate(figures, start=2)
            ]
    return trailers


def _sum_by_account(wire: Wire) -> dict[int, int]:
    """Hundredths of all amounts below each 03, as written; what is no whole number of money's length is nothing."""
    amounts = pl.concat([wire.summaries.select("account", "amount"), wire.transactions.select("account", "amount")])
    cents = pl.col("amount").str.strip_chars().str.extract("^[+]?(-?[0-9]{1,16})$").cast(pl.Int64).fill_null(0)
    return dict(amounts.group_by("account").agg(cents.sum()).iter_rows())
