"""Accounts, transactions and balances of a BAI2 file in the words of our records, and why one cannot be read.

Here: ISO dates, dollars, directions, what an account's group makes of the rows below it. Not here: cutting and fields
(`pipeline.formats.bai2`), codes (`bai2_codes`), what becomes of a file (`pipeline.adapters.bank_bai2`).
Every frame of `read_rows` has `reason` (null where the row can be read), `row_text`, `_line` and `_lines`.
"""

import polars as pl
from polars import col, lit, when

from pipeline.formats import bai2_codes as codes
from pipeline.formats.bai2 import Wire
from pipeline.formats.bank_lines import digits_to_day, digits_to_dollars
from pipeline.formats.stacks import find_owners
from pipeline.formats.twin_parts import Keys

_KEY = ("account_number", "statement_date", "type_code", "amount", "bank_reference", "customer_reference")
_NO_CENTS = "the amount is not a whole number of cents"
_BESIDE = ("currency", "running_balance_amount")
COLUMNS = {
    "bank_statement": (
        "account_number",
        "statement_date",
        "status",
        "coverage",
        "as_of_time",
        "currency",
        "originator",
    ),
    "bank_transaction": (*_KEY, "direction", "value_date", "funds_type", "description", "occurrence", *_BESIDE),
    "bank_balance": (*_KEY[:4], "item_count", "currency"),
}


def read_rows(wire: Wire, accounts: pl.DataFrame, met: Keys | None = None) -> dict[str, pl.DataFrame]:
    """The rows of every record, deletions (status 3) included.

    Args:
        wire: whole files, or a part of one.
        accounts: as `pipeline.formats.bai2_headers.read_accounts` gives them.
        met: the keys of the transactions of the parts before, where this is a part of a file.
    """
    statements = _read_statements(accounts)
    return {
        "bank_statement": statements.filter(col("_line") > wire.first[0]),
        "bank_transaction": _read_transactions(wire, statements, met),
        "bank_balance": _read_balances(wire.summaries, statements),
    }


def _read_statements(accounts: pl.DataFrame) -> pl.DataFrame:
    """Accounts with their day, status and coverage, and why nothing below one is a statement in money we can read."""
    status = col("group_status").fill_null("1")
    why = (
        when(status == "4").then(lit("the group is a test and no statement (02, status 4)"))
        .when(status.is_in(list(codes.STATUSES)).not_()).then(lit("the status of the group (02) is none of 1 to 4"))
        .when(col("currency").str.contains(codes.NO_HUNDREDTHS))
        .then(lit("the currency of the account has no hundredths, and amounts have no decimal point"))
    )  # fmt: skip
    return accounts.with_columns(
        statement_date=digits_to_day(col("as_of")),
        status=status.replace_strict(codes.STATUSES, default=None),
        coverage=col("coverage").replace_strict(codes.COVERAGES, default=None),
        as_of_time=col("as_of_time").str.extract("^([0-9]{4})$").str.replace("(..)(..)", "$1:$2"),
        reason=why,
        _line="account_line",
        _lines="account_lines",
    )


def _read_transactions(wire: Wire, accounts: pl.DataFrame, met: Keys | None) -> pl.DataFrame:
    """The 16 records that carry money, signed by the direction of their type code."""
    direction = codes.direction(col("type_code"))
    cents = digits_to_dollars(col("amount"))
    why = (
        when(col("account_number").is_null()).then(lit("the line stands before any account (03)"))
        .when(direction.is_null()).then(lit("the type code is neither a credit nor a debit"))
        .when(col("amount").str.starts_with("-"))
        .then(lit("a transaction amount has a minus; the type code alone gives the direction"))
        .when(col("amount").is_not_null() & cents.is_null()).then(lit(_NO_CENTS))
    )  # fmt: skip
    sign = when(direction == "debit").then(lit("-")).otherwise(lit(""))
    rows = _below(wire.transactions.filter(~codes.carries_no_money()), accounts).with_columns(
        direction=direction,
        amount=pl.concat_str(sign, cents),
        value_date=digits_to_day(col("value_date")),
        description=col("text"),
        running_balance_amount=lit(None, pl.String),
        reason=pl.coalesce("reason", why),
        _line="line",
        _lines="lines",
    )
    alike = [*_KEY, pl.Series("file", find_owners(rows["line"].to_numpy() - 1, wire.first))]
    before = met.count_before(rows, list(_KEY)) if met else lit(0)
    return rows.with_columns(occurrence=(pl.int_range(1, pl.len() + 1).over(alike) + before).cast(pl.String))


def _read_balances(wire: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """The summary amounts of the 03 records that hold one; their lines are those of the statement.

    Those of a statement that is refused are part of its text and not refused once more.
    """
    cents = digits_to_dollars(col("amount"))
    rows = _below(wire.filter(col("amount").is_not_null()), accounts).filter(col("reason").is_null())
    return rows.with_columns(
        row_text=pl.concat_str("type_code", "amount", "item_count", separator=",", ignore_nulls=True),
        reason=when(cents.is_null()).then(lit(_NO_CENTS)),
        amount=cents,
        _line="account_line",
        _lines=lit(0, pl.Int64),
    )


def _below(rows: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Rows with what their account says."""
    said = ("account", "account_number", "statement_date", "currency", "status", "reason", "account_line")
    return rows.join(accounts.select(said), on="account", how="left", maintain_order="left")
