"""Receipts of payers to come: the forecast by week with its range, how good it was, and money that should be here.

Here: the questions to `cash_forecast` and its trials, and how they are told. Not here: the forecast itself (the marts).
"""

import altair as alt
import charts
import figures
import panels
import polars as pl
import snapshot
import streamlit as st

FORECAST = """select week_number, max(origin_date) as origin_date, min(week_start_date) as week_start_date,
       max(week_end_date) as week_end_date, sum(expected_amount) as expected_amount, sum(low_amount) as low_amount,
       sum(high_amount) as high_amount, min(trial_count) as trial_count, count(distinct entity_id) as entities
from marts.cash_forecast
where ($payer is null and scope = 'all payers') or (scope = 'payer' and payer_name = $payer)
group by week_number order by week_number"""
LATE = """select payer_name, max(open_claim_count) as open_claim_count, max(open_allowed_amount) as open_allowed_amount,
       max(usual_days) as usual_days, max(late_claim_count) as late_claim_count,
       max(late_allowed_amount) as late_allowed_amount
from marts.cash_forecast where scope = 'payer' and week_number = 1 and ($payer is null or payer_name = $payer)
group by entity_id, payer_name order by late_allowed_amount desc, payer_name"""
TRIALS = """select count(*) as trials, count(distinct origin_date) as origins, count(is_inside) as ranged,
       coalesce(sum(case when is_inside then 1 else 0 end), 0) as inside,
       sum(absolute_error_amount) as error_amount, sum(actual_amount) as actual_amount
from marts.cash_forecast_backtest"""
LABELS = {"week_start_date": "From", "week_end_date": "To", "expected_amount": "Expected", "low_amount": "Low end",
          "high_amount": "High end"}  # fmt: skip
LATE_LABELS = {"payer_name": "Payer", "late_claim_count": "Late claims", "late_allowed_amount": "Due, not here",
               "usual_days": "Usual days", "open_claim_count": "Open claims",
               "open_allowed_amount": "Allowed"}  # fmt: skip


def show(payer: str | None) -> None:
    """Show the receipts of the next weeks, of one payer or of all."""
    weeks = snapshot.query(FORECAST, payer=payer)
    if weeks.is_empty():
        figures.nothing("No forecast yet: it needs sent claims (837) and some weeks of answers with their deposits.")
        return
    if weeks["entities"].max() > 1:  # ends of ranges do not add up
        weeks = weeks.with_columns(low_amount=None, high_amount=None)
    total = figures.money(weeks["expected_amount"].sum())
    words = f"{total} expected in {len(weeks)} weeks of claims that are with {payer or 'payers'} now"
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        _draw(weeks, words)
    with right:
        panels.sentence(f"<b>{total}</b> {words.removeprefix(total)}; claims not sent yet come on top. {_trials()}")
        late = snapshot.query(LATE, payer=payer)
        due, count = late["late_allowed_amount"].sum(), late["late_claim_count"].sum()
        if count:
            claims = figures.count(count, "claim")
            panels.sentence(
                f"<b>Due but not here: {figures.money(due)}</b> allowed on {claims} open longer than nine in ten of "
                "the payer's paid claims took. <b>Next: ask for their status.</b>", "wait",
            )  # fmt: skip
        figures.table(late, LATE_LABELS, "cash_forecast", alt="Open and late claims by payer", most=8)
    with st.expander("The weeks as a table"):
        figures.table(weeks, LABELS, "cash_forecast", alt="Expected receipts by week", most=13)


def _trials() -> str:
    """Say how the forecast did on past weeks."""
    row = snapshot.one(TRIALS)
    if not row["trials"] or not row["actual_amount"]:
        return "It could not be tried out on the past yet."
    error = f"{row['error_amount'] / row['actual_amount']:.1%}"
    inside = f"; {row['inside']} of {row['ranged']} weeks lay in the range given then" if row["ranged"] else ""
    return (
        f"Tried out from {figures.count(row['origins'], 'past week')} for all payers, it was off by <b>{error}</b> "
        f"({figures.money(row['error_amount'])} ÷ {figures.money(row['actual_amount'])}){inside}."
    )


def _draw(weeks: pl.DataFrame, words: str) -> None:
    base = alt.Chart(charts.plain(weeks).with_columns(pl.col("week_start_date").cast(pl.String).str.slice(5))).encode(
        x=alt.X("week_start_date:O", title="Week from", axis=alt.Axis(labelAngle=0)),
        tooltip=[alt.Tooltip(f"{name}:{'Q' if 'amount' in name else 'N'}", title=title,
                             **({"format": charts.MONEY} if "amount" in name else {}))
                 for name, title in LABELS.items()],
    )  # fmt: skip
    dollars = alt.Axis(format=",.0f")
    bars = base.mark_bar(size=22, color=charts.HUES[3]).encode(
        y=alt.Y("expected_amount:Q", title="US dollars", axis=dollars)
    )
    layers = [bars]
    if weeks["low_amount"].null_count() < len(weeks):
        layers.append(base.mark_rule(color=charts.INK, strokeWidth=2).encode(y="low_amount:Q", y2="high_amount:Q"))
    charts.show(alt.layer(*layers), 280, words)
    if len(layers) > 1:
        st.caption("Lines reach from the low to the high end: in eight of ten past weeks the money lay between them.")
