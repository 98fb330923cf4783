"""Are receivables aged right, on every day and on all three clocks?

Here: spans of open balances, spread over their days, as one amount for each day, class, party, clock and bucket. Not
here: balances on the last day (`figures`), and how a tool comes to its spans.
"""

import duckdb
import polars as pl

CELLS = """
with days as (
    select spans.*, cast(unnest(generate_series(first_day, last_day, interval 1 day)) as date) as day from spans
),
clocks as (
    select day, financial_class, responsible_party, open_cents, 'dos' as clock, day - service_date as age from days
    union all
    select day, financial_class, responsible_party, open_cents, 'bill', day - bill_date from days
    union all
    select day, financial_class, responsible_party, open_cents, 'resp', day - responsibility_date from days
)
select
    day,
    financial_class,
    responsible_party,
    clock,
    case
        when age is null then 'no date'
        when age < 0 then 'in the future'
        when age <= 30 then '0-30'
        when age > 180 then '>180'
        else cast((age - 1) // 30 * 30 + 1 as varchar) || '-' || cast((age - 1) // 30 * 30 + 30 as varchar)
    end as bucket,
    cast(sum(greatest(open_cents, 0)) as bigint) as debit_cents,
    cast(sum(greatest(-open_cents, 0)) as bigint) as credit_cents
from clocks
group by all
"""
"""Debit and credit balances apart, so that they cannot cancel out. Age 30 is in the first bucket."""
KEYS = ("day", "financial_class", "responsible_party", "clock", "bucket")


def judge_aging(said: pl.DataFrame | None, true: pl.DataFrame) -> pl.DataFrame | None:
    """Every cell of the aging of every day, true or said, with `difference_cents` without sign.

    Charge lines of which no reader can know what was open in between (`is_dated` is false) count on neither side.
    """
    if said is None:
        return None
    undated = true.filter(~pl.col("is_dated")).select("charge_number").unique()
    left, right = (_cells(spans.join(undated, on="charge_number", how="anti")) for spans in (true, said))
    joined = left.join(right, on=KEYS, how="full", coalesce=True, suffix="_said")
    gaps = [
        (pl.col(name).fill_null(0) - pl.col(f"{name}_said").fill_null(0)).abs()
        for name in ("debit_cents", "credit_cents")
    ]
    return joined.with_columns(difference_cents=pl.sum_horizontal(gaps)).sort(KEYS)


def _cells(spans: pl.DataFrame) -> pl.DataFrame:
    with duckdb.connect() as con:
        con.register("spans", spans.to_arrow())
        return con.execute(CELLS).pl()
