"""What the headers and trailers of a BAI2 file say: accounts with their day, when it was made, and its control totals.

Here: fields by name, amounts added up as written (unsigned, in hundredths), physical records counted. Not here: the
cutting of records (`pipeline.formats.bai2`) and what a disagreement means (`pipeline.adapters.bank_bai2`).
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

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


@dataclass
class Course:
    """What the parts of a file so far give to the trailers to come."""

    opened: dict[str, Record] = field(default_factory=dict)
    """The last 01, 02 and 03."""
    before: dict[str, int] = field(default_factory=dict)
    """The sum of all amounts above each of them."""
    inside: Counter[str] = field(default_factory=Counter)
    """How many 02 and 03 each has."""
    total: int = 0
    """The sum of all amounts so far."""
    untold: list[Record] = field(default_factory=list)
    """Groups (02) of which it is not yet known what to say."""


def read_accounts(wire: Wire) -> pl.DataFrame:
    """One row per 03 record, also above: its number from the top, account, currency (its own, else its group's), group.

    Status, day, time, coverage (as-of-date modifier) and originator are the texts of the group header (02), null for an
    account outside any group.
    """
    records = [*wire.above, *wire.records]
    groups = {record.group: record for record in records if record.code == "02"}
    rows = []
    for record in records:
        if record.code == "03":
            group = groups.get(record.group)
            status, day, time, currency, coverage = (group.field(n) for n in range(4, 9)) if group else [""] * 5
            own = (record.field(3) or currency).upper()
            originator = group.field(3) if group else ""
            said = (status, day, time, coverage, originator, ",".join(record.fields))
            rows.append((record.account, record.field(2), own, *said, record.line, record.lines))
    return pl.DataFrame(rows, schema=ACCOUNT_SCHEMA, orient="row").with_columns(pl.col(pl.String).replace("", None))


def count_open(records: list[Record]) -> int:
    """How many more file headers (01) there are than file trailers (99); of a file that is whole not one."""
    trailers = sum(record.code == "99" and (record.is_ended or bool(record.field(4))) for record in records)
    return sum(record.code == "01" for record in records) - trailers


def read_made(records: list[Record]) -> str | None:
    """When the last file header (01) of one file says it was made; None when it names no day."""
    header = next((record for record in reversed(records) if record.code == "01"), None)
    return read_instant(header.field(4), header.field(5)) if header else None


def describe_headers(wire: Wire, course: Course | None = None, *, is_last: bool = True) -> list[tuple[int, str]]:
    """Sentences about file headers of another version and groups that are no plain statement, each with its line.

    What is said of a group may depend on its accounts, so one that has none yet waits for the next part.
    """
    course = course or Course()
    accounts = {record.group for record in wire.records if record.code == "03"}
    waiting = set() if is_last else {wire.held.counts["group"]} - accounts
    starts = [0] if len(wire.files) == 1 else wire.first.tolist()
    told, course.untold = course.untold, []
    said = []
    for start, records in zip(starts, wire.files, strict=False):
        for record in (*told, *records):
            if record.code == "02" and record.group in waiting:
                course.untold.append(record)
            else:
                said += [
                    (record.line, f"line {record.line - start}: {sentence}") for sentence in _describe(record, accounts)
                ]
    return said


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


def compare_trailers(wire: Wire, course: Course | None = None) -> list[Trailer]:
    """Every figure of every trailer beside what stands above it, in file order; blank figures included.

    The control total of an account is the sum of all amounts of its 03 and 16 records as written, of a group the sum of
    its accounts, of the file the sum of its groups. Counts are physical records, continuations and trailer included.
    """
    course = course or Course()
    amounts, summaries = wire.transactions.filter(pl.col("account") > 0), wire.summaries
    sums = np.append(0, amounts.select(_cents()).to_series().cum_sum().to_numpy())
    places = np.searchsorted(amounts["line"].to_numpy(), [record.line for record in wire.records])
    summed = dict(summaries.group_by("account").agg(_cents().sum()).iter_rows())
    starts = {records[0].line for records in wire.files if records} if len(wire.files) > 1 else ()
    trailers: list[Trailer] = []
    for record, place in zip(wire.records, places, strict=True):
        above = course.total + int(sums[place])
        if record.line in starts:
            course.opened.clear()
        if record.code in _OPENER.values():
            course.opened[record.code], course.before[record.code], course.inside[record.code] = record, above, 0
            if record.code in _OUTER:
                course.inside[_OUTER[record.code]] += 1
            course.total += summed.get(record.account, 0) if record.code == "03" else 0
        elif _OPENER[record.code] in course.opened:
            opener = course.opened[_OPENER[record.code]]
            account = opener.field(2) if opener.code == "03" else ""
            figures = [("control total", True, above - course.before[opener.code])]
            if record.code in _INNER:
                figures.append((_INNER[record.code], False, course.inside[opener.code]))
            figures.append(("records", False, record.position + record.records - opener.position))
            trailers += [
                Trailer(record, account, name, is_amount, record.field(number), figure)
                for number, (name, is_amount, figure) in enumerate(figures, start=2)
            ]
    course.total += int(sums[-1])
    return trailers


def _cents() -> pl.Expr:
    """Hundredths of an amount as written; what is no whole number of money's length is nothing."""
    return pl.col("amount").str.strip_chars().str.extract("^[+]?(-?[0-9]{1,16})$").cast(pl.Int64).fill_null(0)
