"""The judgement of rows: each row against its contract, by what the row alone can decide.

Here: pandera over the text of a whole batch at once, and why a row is refused, in words that never repeat a value. Not
here: casting (DuckDB does it, in `pipeline.ingest.store`), what needs two rows (dbt).
"""

from functools import cache

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from pipeline.contracts import Column, Contract, ContractError

VERDICT = ("column_name", "rule", "reason")

_DATE = r"^(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
_MONEY = r"^[+-]?(?:0*[0-9]{1,16}(?:\.(?:[0-9]{0,2}0*))?|\.[0-9]{1,2}0*)$"
_MANY_DECIMALS = r"^[+-]?[0-9]*\.[0-9]{3,}$"
_MANY_DIGITS = r"^[+-]?[0-9]{17,}(?:\.[0-9]*)?$"
_INTEGER = r"^[+-]?0*[0-9]{1,9}$"


def _is_empty(column: Column) -> pl.Expr:
    return pl.col(column.name).is_null() | (pl.col(column.name).str.len_bytes() == 0)


def _form(column: Column) -> pl.Expr | None:
    """True where a value that is there has the form of the column; None when every text will do."""
    text = pl.col(column.name)
    if column.type == "date":
        return text.str.contains(_DATE) & text.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    if column.type == "money":
        return text.str.contains(_MONEY)
    if column.type == "integer":
        return text.str.contains(_INTEGER)
    if column.pattern:
        return text.str.contains(f"^(?:{column.pattern})$")
    return text.is_in(list(column.allowed)) if column.allowed else None


def _holds(column: Column) -> pl.Expr | None:
    """True or false for every row; None when the column can never refuse a row."""
    form = _form(column)
    if column.required:
        return ~_is_empty(column) if form is None else form.fill_null(value=False)
    return None if form is None else form.fill_null(value=False) | _is_empty(column)


def _rule(column: Column) -> pl.Expr:
    kind = "pattern" if column.pattern else "allowed" if column.allowed else column.type
    return pl.when(_is_empty(column)).then(pl.lit("required")).otherwise(pl.lit(kind))


def _reason(column: Column) -> pl.Expr:
    text = pl.col(column.name)
    sentences = {
        "date": pl.lit("not a real day from 1900 to 2199; expected YYYY-MM-DD"),
        "money": pl.when(text.str.contains(_MANY_DECIMALS))
        .then(pl.lit("money has more than two decimals"))
        .when(text.str.contains(_MANY_DIGITS))
        .then(pl.lit("money has more than sixteen digits before the point"))
        .otherwise(pl.lit("not an amount of money; expected digits with at most a sign in front and one point")),
        "integer": pl.lit("not a whole number of at most nine digits"),
        "text": pl.lit(f"expected {column.form}" if column.pattern else f"not one of {', '.join(column.allowed)}"),
    }
    why = pl.when(_is_empty(column)).then(pl.lit("required, but empty")).otherwise(sentences[column.type])
    return pl.concat_str(pl.lit(f"{column.name}: "), why)


@cache
def _schema(contract: Contract) -> pa.DataFrameSchema | None:
    """One check of all columns that can refuse a row, in one pass; None where none can.

    A check for each column would cost a small file many times what its rows do. That all columns are there as text,
    `judge` sees at once.
    """
    judged = [holds for column in contract.columns if (holds := _holds(column)) is not None]
    keeps = pl.all_horizontal(judged)
    check = pa.Check(lambda data: data.lazyframe.select(keeps), name=contract.record, ignore_na=False)
    return pa.DataFrameSchema(checks=[check]) if judged else None


def judge(contract: Contract, frame: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Accepted rows, and refused rows with `column_name`, `rule` (of the first fault) and `reason` (of every fault).

    `frame` holds the contract's columns as text, beside columns of lineage that are carried along unjudged.

    Raises:
        ContractError: the frame lacks a column or has one that is not text; never says a value.
    """
    missing = [column.name for column in contract.columns if frame.schema.get(column.name) != pl.String]
    if missing:
        raise ContractError(f"{contract.record}: columns missing or not text: {', '.join(missing)}")
    schema, keeps = _schema(contract), None
    try:
        if schema:
            schema.validate(frame, lazy=True)
    except SchemaErrors as errors:  # its text repeats values: only positions are taken, and it goes no further
        keeps = errors.schema_errors[0].check_output.to_series()
    if keeps is None:
        return frame, frame.clear().with_columns(pl.lit(None, pl.String).alias(name) for name in VERDICT)
    return frame.filter(keeps), _explain(contract, frame.filter(~keeps))


def _explain(contract: Contract, refused: pl.DataFrame) -> pl.DataFrame:
    judged = [(column, holds) for column in contract.columns if (holds := _holds(column)) is not None]
    all_hold = refused.select(holds.all().alias(column.name) for column, holds in judged).row(0, named=True)
    faults = [(column, pl.when(~holds)) for column, holds in judged if not all_hold[column.name]]
    return refused.with_columns(
        column_name=pl.coalesce(fault.then(pl.lit(column.name)) for column, fault in faults),
        rule=pl.coalesce(fault.then(_rule(column)) for column, fault in faults),
        reason=pl.concat_str(
            [fault.then(_reason(column)) for column, fault in faults], separator="; ", ignore_nulls=True
        ),
    )


def count_cents(name: str, *, is_judged: bool = False) -> pl.Expr:
    """Whole cents of a money column's text; 0 where the text is empty or no money.

    Where it `is_judged`, all that stands there is known to be money and is not looked at again.
    """
    text = pl.col(name)
    is_money = pl.lit(value=True) if is_judged else text.str.contains(_MONEY)
    money = pl.when(is_money).then(text).cast(pl.Decimal(38, 2), strict=False)
    return (money * 100).cast(pl.Int64).fill_null(0)
