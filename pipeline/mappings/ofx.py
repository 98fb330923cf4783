"""OFX and QFX: the lines and balances of a statement as rows with their account and day.

Here: accounts, signs, references, refusals. Not here: tags (`pipeline.formats.ofx`), how values are written
(`pipeline.formats.ofx_values`), what becomes of a file (`pipeline.adapters.bank_ofx`). The sign of TRNAMT gives the
direction, TRNTYPE only the type code. A line is booked on DTPOSTED, the day at the bank. Amounts are in CURDEF, or in
CURSYM where the line has CURRENCY (OFX 2.2, 5.2). A balance is that at DTASOF; one with neither amount nor day says
nothing. A line that corrects an earlier one (CORRECTACTION) is refused: which line the bank wants gone cannot be told
here.
"""

import polars as pl
from polars import col

from pipeline.formats import ofx_values as values
from pipeline.formats.ofx import Aggregate, Statement
from pipeline.formats.statements import ROWS

_LINE = ("TRNTYPE", "DTPOSTED", "TRNAMT", "FITID", "CHECKNUM", "CHKNUM", "REFNUM", "DTAVAIL", "VALUEDATE")
_WORDS = ("NAME", "PAYEE.NAME", "EXTDNAME", "MEMO")
_TAGS = (*_LINE, *_WORDS, "CURRENCY.CURSYM", "CORRECTACTION", "BALAMT", "DTASOF")
_BALANCES = {"LEDGERBAL": "015", "AVAILBAL": "045"}
_STRAY = "the line stands outside any statement, so its account is not known"
_CORRECTION = "the line corrects an earlier line; compare the two and book the difference by hand"


def read_rows(aggregates: list[Aggregate]) -> pl.DataFrame:
    """The rows of lines and balances that are complete, refused ones included."""
    said = [aggregate.values.get for aggregate in aggregates]
    statements = [aggregate.statement for aggregate in aggregates]
    days = {statement: _read_days(statement) for statement in set(statements) if statement and statement.short_days}
    texts = {tag: [value(tag) for value in said] for tag in _TAGS} | {
        "name": [aggregate.name for aggregate in aggregates],
        "account_number": [statement and statement.values.get("ACCTID") for statement in statements],
        "currency": [statement and statement.values.get("CURDEF") for statement in statements],
        "short_day": [
            days[aggregate.statement].get(aggregate.values.get("DTPOSTED")) if aggregate.statement in days else None
            for aggregate in aggregates
        ],
    }
    lines = {
        "line": [aggregate.line for aggregate in aggregates],
        "end": [aggregate.end for aggregate in aggregates],
        "is_stray": [statement is None for statement in statements],
    }
    schema = dict.fromkeys(texts, pl.String) | {"line": pl.Int64, "end": pl.Int64, "is_stray": pl.Boolean}
    rows = pl.DataFrame(texts | lines, schema=schema).filter(_says_something()).with_columns(**_columns())
    return rows.select(
        col(name) if name in rows.columns else pl.lit(None, kind).alias(name) for name, kind in ROWS.items()
    )


def _read_days(statement: Statement) -> dict[str, str]:
    """Six-digit dates as days; empty text where it cannot be told which day one is."""
    days = values.read_six_digits(statement.short_days, *map(statement.values.get, ("DTSTART", "DTEND")))
    return {text: days.get(text, "") for text in statement.short_days if text.strip("0")}


def _is_line() -> pl.Expr:
    return col("name") == "STMTTRN"


def _says_something() -> pl.Expr:
    return _is_line() | col("BALAMT").is_not_null() | col("DTASOF").is_not_null()


def _columns() -> dict[str, pl.Expr]:
    """What the tags say, by column; of a balance only record, currency, day, type and amount count."""
    is_line, check = _is_line(), pl.coalesce("CHECKNUM", "CHKNUM")
    amount = values.read_amount(pl.when(is_line).then("TRNAMT").otherwise("BALAMT"))
    posted = pl.when(is_line).then("DTPOSTED").otherwise("DTASOF")
    kind = col("TRNTYPE").str.to_uppercase().str.replace_all("[^A-Z0-9._-]+", "_")
    return {
        "record": pl.when(is_line).then(pl.lit("bank_transaction")).otherwise(pl.lit("bank_balance")),
        "currency": pl.coalesce(pl.when(is_line).then("CURRENCY.CURSYM"), "currency"),
        "statement_date": pl.coalesce(col("short_day").replace("", None), values.read_day(posted)),
        "type_code": pl.when(is_line)
        .then(pl.concat_str(pl.lit("ofx:"), kind))
        .otherwise(col("name").replace_strict(_BALANCES, default=None)),
        "amount": amount,
        "direction": pl.when(amount.str.starts_with("-")).then(pl.lit("debit")).otherwise(pl.lit("credit")),
        "value_date": values.read_day(pl.coalesce("DTAVAIL", "VALUEDATE")),
        "bank_reference": col("FITID"),
        "customer_reference": pl.when(check.str.strip_chars("0") != "").then(check).otherwise("REFNUM"),
        "description": pl.concat_list(*_WORDS)
        .list.drop_nulls()
        .list.unique(maintain_order=True)
        .list.join("\n")
        .replace("", None),
        "reason": pl.when("is_stray")
        .then(pl.lit(_STRAY))
        .when(is_line & col("CORRECTACTION").is_not_null())
        .then(pl.lit(_CORRECTION))
        .when(is_line & (col("short_day") == ""))
        .then(pl.lit(values.AMBIGUOUS)),
    }
