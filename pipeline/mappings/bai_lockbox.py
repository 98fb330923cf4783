"""BAI lockbox files: checks and invoices as text with ISO dates and dollars.

Here: how the digits of a record become days, dollars and numbers. Not here: where they stand
(`pipeline.formats.bai_lockbox_positions`).
"""

import polars as pl
from polars import col, lit

from pipeline.formats.bai_lockbox import Wire
from pipeline.formats.bai_lockbox_positions import KEY, Arrangement, read_rows
from pipeline.formats.bank_lines import digits_to_day, digits_to_dollars
from pipeline.formats.twin_parts import Keys

_LINEAGE = {"_line": pl.Int64, "_lines": pl.Int64, "_parent": pl.Int64}


def read_frames(wire: Wire, arrangement: Arrangement, met: Keys | None) -> dict[str, pl.DataFrame]:
    """Checks and invoices as text with ISO dates and dollars; digits that are neither stay, for the contract to refuse.

    Args:
        wire: a file, or a part of one.
        arrangement: the positions its bank uses.
        met: the keys of the checks of the parts before, where this is a part of a file.
    """
    frames = {
        record: pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String) | _LINEAGE, orient="row")
        for record, (columns, rows) in read_rows(wire, arrangement).items()
    }
    items = frames["lockbox_item"]
    before = met.count_before(items, list(KEY)) if met else lit(0)
    occurrence = (pl.int_range(1, pl.len() + 1).over(KEY) + before).cast(pl.String)
    items = items.with_columns(occurrence=occurrence)
    twins = items.select("occurrence", _parent="_line")
    invoices = frames["lockbox_invoice"].join(twins, on="_parent", how="left", maintain_order="left")
    numbers = col("routing_number", "check_account", "check_number").str.replace("^0+$", "").replace("", None)
    return {
        "lockbox_item": _read_values(items)
        .with_columns(numbers, check_date=_check_date(arrangement.is_month_first))
        .with_columns(col("routing_number").str.replace("^0([0-9]{9})$", "$1")),
        "lockbox_invoice": _read_values(invoices),
    }


def _read_values(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(col(pl.String).replace("", None)).with_columns(
        digits_to_day(col("deposit_date")), amount=pl.coalesce(digits_to_dollars(col("amount")), "amount")
    )


def _check_date(is_month_first: bool | None) -> pl.Expr:
    """The day of the check in the form that lies near the deposit for more checks; null where neither does."""
    if is_month_first is None:
        return lit(None, pl.String)
    day = digits_to_day(col("check_date"), month_first=is_month_first).str.to_date("%Y-%m-%d", strict=False)
    return day.dt.to_string("%Y-%m-%d")
