"""BAI lockbox files: checks and invoices as text with ISO dates and dollars.

Here: how the digits of a record become days, dollars and numbers. Not here: where they stand
(`pipeline.formats.bai_lockbox_positions`).
"""

import polars as pl
from polars import col, when

from pipeline.formats.bank_lines import digits_to_day, digits_to_dollars

_LINEAGE = {"_line": pl.Int64, "_lines": pl.Int64, "_parent": pl.Int64}


def read_frame(columns: tuple[str, ...], rows: list[tuple]) -> pl.DataFrame:
    """Rows as text with ISO dates and dollars; digits that are neither stay, for the contract to refuse."""
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String) | _LINEAGE, orient="row")
    frame = frame.with_columns(col(pl.String).replace("", None)).with_columns(
        digits_to_day(col("deposit_date")), amount=pl.coalesce(digits_to_dollars(col("amount")), "amount")
    )
    if "check_date" not in columns:
        return frame
    numbers = col("routing_number", "check_account", "check_number").str.replace("^0+$", "").replace("", None)
    frame = frame.with_columns(numbers, check_date=_check_date())
    return frame.with_columns(col("routing_number").str.replace("^0([0-9]{9})$", "$1"))


def _check_date() -> pl.Expr:
    """The day of the check: YYMMDD or MMDDYY, whichever lies near the deposit for more checks; null where neither."""
    deposit = col("deposit_date").str.to_date("%Y-%m-%d", strict=False)
    forms = [digits_to_day(col("check_date"), month_first=month_first) for month_first in (False, True)]
    days = [form.str.to_date("%Y-%m-%d", strict=False) for form in forms]
    year, month = (day.is_between(deposit.dt.offset_by("-400d"), deposit.dt.offset_by("31d")).sum() for day in days)
    chosen = when((year >= month) & (year > 0)).then(days[0]).when(month > 0).then(days[1])
    return chosen.dt.to_string("%Y-%m-%d")
