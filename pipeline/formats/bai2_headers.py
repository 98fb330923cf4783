"""What the headers and trailers of a BAI2 file say: accounts with their day, when it was made, and its control totals.

Here: fields by name, amounts added up as written (unsigned, in hundredths), physical records counted. Not here: the
cutting of records (`pipeline.formats.bai2`) and what a disagreement means (`pipeline.adapters.bank_bai2`).
"""

import re
from dataclasses import dataclass
from datetime import datetime

import polars as pl

from pipeline.formats.bai2 import Record, Wire

ACCOUNT_SCHEMA = {
    "account": pl.Int64,
    "account_number": pl.String,
    "currency": pl.String,
    "group_status": pl.String,
    "as_of": pl.String,
    "account_line": pl.Int64,
    "account_lines": pl.Int64,
}
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
        """Whether the trailer holds a whole number at all."""
        return re.fullmatch(r"[+-]?[0-9]{1,18}", self.stated) is not None


def read_accounts(wire: Wire) -> pl.DataFrame:
    """One row per 03 record: its number from the top, account, currency (its own, else its group's), status and day.

    The day is the text of the group header (02), null for an account outside any group.
    """
    groups = {record.group: record for record in wire.records if record.code == "02"}
    rows = []
    for record in wire.records:
        if record.code == "03":
            group = groups.get(record.group)
            status, day, currency = (group.field(4), group.field(5), group.field(7)) if group else (None, None, "")
            own = record.field(3) or currency
            rows.append((record.account, record.field(2), own.upper(), status, day, record.line, record.lines))
    return pl.DataFrame(rows, schema=ACCOUNT_SCHEMA, orient="row").with_columns(pl.col(pl.String).replace("", None))


def read_created_at(wire: Wire) -> str | None:
    """When the last file header (01) says it was made, `YYYY-MM-DDTHH:MM:SS`; None when it names no real day.

    Time 2400 is the last second of the day, 9999 ("no time") and a blank its first.
    """
    for record in reversed(wire.records):
        if record.code == "01":
            day, time = record.field(4), record.field(5)
            try:
                midnight = datetime.strptime(day, "%y%m%d" if len(day) == len("YYMMDD") else "%Y%m%d")  # noqa: DTZ007
            except ValueError:
                return None
            if time == "2400":
                return f"{midnight:%Y-%m-%d}T23:59:59"
            real = re.fullmatch(r"([01][0-9]|2[0-3])([0-5][0-9])([0-5][0-9])?", time)
            return f"{midnight:%Y-%m-%d}T" + (f"{real[1]}:{real[2]}:{real[3] or '00'}" if real else "00:00:00")
    return None


def compare_trailers(wire: Wire) -> list[Trailer]:
    """Every figure of every trailer beside what we found, in file order; blank figures included.

    The control total of an account is the sum of all amounts of its 03 and 16 records as written, of a group the sum of
    its accounts, of the file the sum of its groups. Counts are physical records, continuations and trailer included.
    """
    sums = _sum_by_account(wire)
    opened: dict[str, Record] = {}
    found, inside = {"03": 0, "02": 0, "01": 0}, {"03": 0, "02": 0, "01": 0}
    trailers: list[Trailer] = []
    for record in wire.records:
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
            figures.append(("records", False, record.position + record.lines - opener.position))
            trailers += [
                Trailer(record, account, name, is_amount, record.field(number), figure)
                for number, (name, is_amount, figure) in enumerate(figures, start=2)
            ]
    return trailers


def _sum_by_account(wire: Wire) -> dict[int, int]:
    """Hundredths of all amounts below each 03, as written; what is no whole number counts as nothing."""
    amounts = pl.concat([wire.summaries.select("account", "amount"), wire.transactions.select("account", "amount")])
    cents = pl.col("amount").str.strip_chars().str.strip_prefix("+").cast(pl.Int64, strict=False).fill_null(0)
    return dict(amounts.group_by("account").agg(cents.sum()).iter_rows())
