"""BAI2 bank statements: 16 records become bank_transaction, the summary amounts of 03 become bank_balance.

Here: signs, dates, decimals, what is refused. Not here: the wire syntax (`pipeline.formats.bai2`) and what a type code
stands for (seed bank_type_codes). Direction by type code, as the standard lays the codes out: 100-399 credit, 400-699
debit; loan codes 720-759 (a payment) credit, 760-799 (a disbursement) debit; customised codes 920-959 credit, 960-999
debit. 890 carries no money and belongs to the envelope. Any other code is refused, and so are currencies without
hundredths (amounts have no decimal point) and groups that are no statement (status 2 deletes one, 4 is a test).
"""

import polars as pl
from polars import col, lit, when

from pipeline.adapters import ControlTotal, IncompleteFileError, Reading
from pipeline.formats.bai2 import is_bai2, read_wire
from pipeline.formats.bai2_headers import Trailer, compare_trailers, read_accounts, read_created_at

_CREDIT, _DEBIT = r"^(?:[123][0-9]{2}|7[2-5][0-9]|9[2-5][0-9])$", r"^(?:[456][0-9]{2}|7[6-9][0-9]|9[6-9][0-9])$"
_NO_HUNDREDTHS = "^(?:BHD|BIF|CLP|DJF|GNF|IQD|ISK|JOD|JPY|KMF|KRW|KWD|LYD|OMR|PYG|RWF|TND|UGX|VND|VUV|XAF|XOF|XPF)$"
_STATUS = {"2": "deletes an earlier statement", "3": "corrects an earlier statement", "4": "is a test"}
_KEY = ("account_number", "statement_date", "type_code", "amount", "bank_reference", "customer_reference")
_BESIDE = ("currency", "running_balance_amount")
_COLUMNS = {
    "bank_transaction": (*_KEY, "direction", "value_date", "funds_type", "description", "occurrence", *_BESIDE),
    "bank_balance": ("account_number", "statement_date", "type_code", "amount", "item_count", "currency"),
}
_REFUSED = ("_line", "_lines", "reason", "row_text")


def identify(name: str, head: bytes) -> str | None:  # noqa: ARG001  (the content alone decides)
    """`bank_bai2` for a file that starts with the 01 record of a BAI2 file."""
    return "bank_bai2" if is_bai2(head) else None


def read(name: str, data: bytes) -> Reading:  # noqa: ARG001  (the content alone decides)
    """Transactions and balances of every account in the file.

    Raises:
        IncompleteFileError: a file header (01) without its file trailer (99), so the end of the file is missing.
    """
    wire = read_wire(data)
    ends = [record for record in wire.records if record.code == "99" and record.field(4)]
    if len(ends) != sum(record.code == "01" for record in wire.records):
        raise IncompleteFileError(f"{wire.lines} lines read: the file ends without its file trailer (99)")
    accounts = read_accounts(wire)
    stray = wire.strangers.with_columns(_lines=lit(1, pl.Int64), reason=lit("the line starts with no BAI2 record code"))
    refused = [stray.rename({"line": "_line", "raw": "row_text"}).select(_REFUSED)]
    frames = {"bank_transaction": _transactions(wire.transactions), "bank_balance": _balances(wire.summaries, accounts)}
    for record, rows in frames.items():
        judged = _judge(rows, accounts)
        refused.append(judged.filter(col("reason").is_not_null()).select(_REFUSED))
        accepted = judged.filter(col("reason").is_null()).with_columns(_parent=lit(None, pl.Int64))
        frames[record] = accepted.select(*_COLUMNS[record], "_line", "_lines", "_parent")
    owned = sum(int(rows["_lines"].sum()) for rows in (*frames.values(), *refused))
    groups = [record for record in wire.records if record.code == "02" and record.field(4) in _STATUS]
    return Reading(
        records=frames,
        lines=wire.lines,
        envelope=wire.lines - owned,
        refused=pl.concat(refused).sort("_line"),
        totals=[_total(trailer) for trailer in compare_trailers(wire) if trailer.is_stated],
        delivered_at=read_created_at(wire),
        notes=[f"line {group.line}: the group {_STATUS[group.field(4)]} (status {group.field(4)})" for group in groups],
    )


def _transactions(wire: pl.DataFrame) -> pl.DataFrame:
    """The 16 records that carry money, with their direction."""
    is_credit, is_debit = (col("type_code").str.contains(codes) for codes in (_CREDIT, _DEBIT))
    no_money = (col("type_code") == "890") & col("amount").str.contains("^[+]?0*$").fill_null(value=True)
    return wire.filter(no_money.fill_null(value=False).not_()).with_columns(
        direction=when(is_credit).then(lit("credit")).when(is_debit).then(lit("debit")),
        sign=when(is_debit).then(lit("-")).otherwise(lit("")),
        value_date=_day("value_date"),
        description=col("text"),
        running_balance_amount=lit(None, pl.String),
        _line=col("line"),
        _lines=col("lines"),
        reason=when(is_credit.or_(is_debit).fill_null(value=False).not_())
        .then(lit("the type code is neither a credit nor a debit"))
        .when(col("amount").str.starts_with("-"))
        .then(lit("a transaction amount has a minus; the type code alone gives the direction")),
    )


def _balances(wire: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """The summary amounts of the 03 records that hold one; the first of a record owns its lines."""
    rows = wire.filter(col("amount").is_not_null()).join(accounts, on="account", how="left", maintain_order="left")
    return rows.select(
        *wire.columns,
        _line="account_line",
        _lines=when(pl.int_range(pl.len()).over("account") == 0).then("account_lines").otherwise(0),
        sign=col("amount").str.extract("^(-)").fill_null(""),
        reason=lit(None, pl.String),
        row_text=pl.concat_str("type_code", "amount", "item_count", separator=",", ignore_nulls=True),
    )


def _judge(rows: pl.DataFrame, accounts: pl.DataFrame) -> pl.DataFrame:
    """Rows with account, day and money in dollars, and the reason of those that cannot be read as such."""
    digits = col("amount").str.extract("^[+-]?0*([0-9]+)$").str.zfill(3).str.replace("(..)$", ".$1")
    why = (
        when(col("account_number").is_null()).then(lit("the line stands before any account (03)"))
        .when(col("group_status").is_in(["2", "4"])).then(lit("the group is no statement: it deletes one or is a test"))
        .when(col("currency").str.contains(_NO_HUNDREDTHS)).then(lit("the currency of the account has no hundredths"))
        .when(col("amount").is_not_null() & digits.is_null()).then(lit("the amount is not a whole number of cents"))
    )  # fmt: skip
    judged = rows.join(accounts, on="account", how="left", maintain_order="left").with_columns(
        statement_date=_day("as_of"), amount=pl.concat_str("sign", digits), reason=pl.coalesce("reason", why)
    )
    twin = pl.int_range(1, pl.len() + 1).over([name for name in _KEY if name in judged.columns])
    return judged.with_columns(occurrence=twin.cast(pl.String))


def _day(name: str) -> pl.Expr:
    """YYMMDD or YYYYMMDD as ISO text; anything else stays as it is, for the contract to refuse."""
    short, long = r"^([0-9]{2})([0-9]{2})([0-9]{2})$", r"^([0-9]{4})([0-9]{2})([0-9]{2})$"
    return col(name).str.replace(short, "20$1-$2-$3").str.replace(long, "$1-$2-$3")


def _total(trailer: Trailer) -> ControlTotal:
    """A trailer's figure as a control total: a wrong amount blocks, a wrong count warns."""
    scope = {"49": f"account {trailer.account}", "98": "group", "99": "file"}[trailer.record.code]
    stated, found = int(trailer.stated), trailer.found
    kind, severity = ("amount", "block") if trailer.is_amount else ("count", "warn")
    if trailer.is_amount:
        stated, found = (f"{'-' if n < 0 else ''}{abs(n) // 100}.{abs(n) % 100:02d}" for n in (stated, found))
    return ControlTotal(scope, trailer.name, kind, str(stated), str(found), trailer.record.line, severity)
