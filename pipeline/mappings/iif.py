"""QuickBooks Desktop IIF: accounts and the lines of transactions.

Here: which cell is which column of `ledger_account` and `ledger_entry`. Not here: which line is what
(`pipeline.adapters.ledger_iif`), the wire syntax (`pipeline.formats.iif`).
"""

import polars as pl
from polars import col, lit, when

from pipeline.formats import cells
from pipeline.formats.iif import SPLIT
from pipeline.formats.twin_parts import Keys

DATES = ["M/D/YYYY", "M/D/YY", "YYYY-MM-DD"]
_LAST_CENTURY = "^([0-9]{1,2}/[0-9]{1,2}/)([7-9][0-9])$"
_TWO_LINES = 2
_NOTHING = lit(None, pl.String)
_DAY = cells.date(col("DATE").str.replace(_LAST_CENTURY, "${1}19$2"), DATES)
_AMOUNT = cells.money(col("AMOUNT"))
_LINEAGE = {"_line": col("line"), "_lines": lit(1, pl.Int64), "_parent": lit(None, pl.Int64)}


def read_accounts(lines: pl.DataFrame) -> pl.DataFrame:
    """Accounts by their full name, in which colons join the parents."""
    return lines.select(
        company=_NOTHING,
        account="NAME",
        account_number="ACCNUM",
        account_name=col("NAME").str.extract("([^:]*)$"),
        account_type="ACCNTTYPE",
        parent_account=col("NAME").str.extract("^(.*):[^:]*$"),
        is_inactive="HIDDEN",
        **_LINEAGE,
    )


def read_entries(lines: pl.DataFrame, met: Keys | None = None) -> pl.DataFrame:
    """Lines of transactions, with the other side where there is one.

    Args:
        lines: see `pipeline.formats.iif.to_frame`.
        met: the keys of the parts before, where these are lines of a part of a file.
    """
    side, count = col("ACCNT").over("transaction", mapping_strategy="join"), pl.len().over("transaction")
    is_split = col("keyword") == SPLIT
    other = when(is_split).then(side.list.first()).when(count == _TWO_LINES).then(side.list.last())
    rows = lines.select(
        company=_NOTHING,
        account="ACCNT",
        posting_date=_DAY,
        transaction_type="TRNSTYPE",
        number="DOCNUM",
        entry_number="TRNSID",
        name="NAME",
        memo="MEMO",
        split_account=other.otherwise(lit("-SPLIT-")),
        amount=_AMOUNT,
        sign_convention=lit("debit_positive"),
        balance=_NOTHING,
        file="file",
        **_LINEAGE,
    )
    alike = [name for name in rows.columns if name not in ("name", "balance", "sign_convention", "file", *_LINEAGE)]
    before = met.count_before(rows, alike) if met else lit(0)
    twin = pl.int_range(1, pl.len() + 1).over([*alike, "file"]) + before
    return rows.with_columns(occurrence=twin.cast(pl.String)).drop("file")
