"""Charts in one look: seven colour-blind-safe hues, zero-based bars, exact dollars on hover, words for who cannot see.

Here: frames to Altair charts. Not here: questions to the marts.
"""

import altair as alt
import polars as pl
import streamlit as st
from figures import nothing

HUES = ["#1F5A8C", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#CC79A7", "#7A8793"]
INK, SOFT, LINE = "#1B2733", "#4A5968", "#E3E9EF"
MONEY, RATE = ",.2f", ".1%"
HIGH_RATE = 0.5  # lines near 100 % need no zero; bars always have one


def _dressed(chart: alt.Chart | alt.LayerChart, height: int) -> alt.Chart | alt.LayerChart:
    """Give a chart the board's look."""
    axis = {"labelColor": SOFT, "titleColor": SOFT, "gridColor": LINE, "domainColor": LINE, "tickColor": LINE,
            "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": 500}  # fmt: skip
    return (
        chart.properties(height=height)
        .configure(background="#FFFFFF", font="Source Sans, sans-serif")
        .configure_axis(**axis)
        .configure_legend(labelColor=INK, titleColor=SOFT, orient="top", labelFontSize=12, titleFontSize=12)
        .configure_view(strokeWidth=0)
    )


def show(chart: alt.Chart | alt.LayerChart, height: int, words: str) -> None:
    """Draw a chart in the board's look; `words` are for who cannot see it."""
    """Show a chart in the board's look, so many pixels high, with its words for who cannot see it."""
    st.altair_chart(_dressed(chart, height), theme=None, alt=words, width="stretch")


def plain(frame: pl.DataFrame) -> pl.DataFrame:
    """Turn decimals into floats, the only numbers a browser draws."""
    return frame.with_columns(pl.col(pl.Decimal).cast(pl.Float64))


def aging(frame: pl.DataFrame, words: str) -> None:
    """Draw open A/R by age bucket, debit above zero and credit below, split by who owes.

    Args:
        frame: bucket, bucket_order, who, side (debit or credit), amount in US dollars.
        words: the chart in words.
    """
    order = frame.sort("bucket_order")["bucket"].unique(maintain_order=True).to_list()
    chart = (
        alt.Chart(plain(frame))
        .mark_bar(size=46)
        .encode(
            x=alt.X("bucket:N", sort=order, title="Age in days", axis=alt.Axis(labelAngle=0)),
            y=alt.Y("sum(amount):Q", title="US dollars", axis=alt.Axis(format=",.0f"), scale=alt.Scale(zero=True)),
            color=alt.Color("who:N", title=None, scale=alt.Scale(domain=["insurance", "patient"], range=HUES[:2])),
            tooltip=[alt.Tooltip("bucket:N", title="Age"), alt.Tooltip("who:N", title="Owed by"),
                     alt.Tooltip("side:N", title="Side"),
                     alt.Tooltip("sum(amount):Q", title="US dollars", format=MONEY)],
        )
    )  # fmt: skip
    zero = alt.Chart(pl.DataFrame({"y": [0.0]})).mark_rule(color=SOFT).encode(y="y:Q")
    show(chart + zero, 300, words)


def trend(frame: pl.DataFrame, words: str) -> None:
    """Draw rates by month, one line each.

    Args:
        frame: period (YYYY-MM), name, value (ratio).
        words: the chart in words.
    """
    if frame.is_empty():
        nothing("Not measurable yet.")
        return
    legend = alt.Legend(columns=1, labelLimit=320)
    rates = alt.Scale(zero=frame["value"].max() < HIGH_RATE)
    base = alt.Chart(frame).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(format=".0%"), scale=rates),
        color=alt.Color("name:N", title=None, scale=alt.Scale(range=HUES), legend=legend),
        tooltip=[alt.Tooltip("period:O", title="Month"), alt.Tooltip("name:N", title="KPI"),
                 alt.Tooltip("value:Q", title="Rate", format=RATE)],
    )  # fmt: skip
    show(base.mark_line(strokeWidth=2.5) + base.mark_point(size=60, filled=True), 260, words)


def ranking(frame: pl.DataFrame, words: str, noun: str) -> None:
    """Draw dollars by name as horizontal bars, largest first, each with its amount.

    Args:
        frame: name, amount in US dollars, items.
        words: the chart in words.
        noun: what the items are, in the plural.
    """
    base = alt.Chart(plain(frame)).encode(
        y=alt.Y("name:N", sort="-x", title=None, axis=alt.Axis(labelLimit=190, ticks=False, domain=False)),
        x=alt.X("amount:Q", title=None, axis=None, scale=alt.Scale(zero=True)),
        tooltip=[alt.Tooltip("name:N", title="Name"), alt.Tooltip("amount:Q", title="US dollars", format=MONEY),
                 alt.Tooltip("items:Q", title=noun.capitalize())],
    )  # fmt: skip
    bars = base.mark_bar(color=HUES[0], size=16)
    amounts = base.mark_text(align="left", dx=4, color=INK, fontSize=12).encode(text=alt.Text("amount:Q", format=MONEY))
    show(bars + amounts, max(26 * len(frame), 60), words)


def waterfall(frame: pl.DataFrame, words: str) -> None:
    """Draw how a figure got from one level to the next: levels as marks, drivers as bars between, read downwards.

    Levels are marks, not bars, so that the scale may start where the drivers are large enough to be seen.

    Args:
        frame: name, kind (level or driver), days, low, high, explanation, in the order of reading.
        words: the chart in words.
    """
    order = frame["name"].to_list()
    tone = pl.when(pl.col("days") > 0).then(pl.lit("more days")).otherwise(pl.lit("fewer days"))
    size = pl.concat_str(pl.when(pl.col("days") > 0).then(pl.lit("+")).otherwise(pl.lit("")), pl.col("days"))
    drawn = frame.with_columns(
        tone=pl.when(pl.col("kind") == "level").then(pl.lit("level")).otherwise(tone),
        label=pl.when(pl.col("kind") == "level").then(pl.col("days").cast(pl.String)).otherwise(size),
        end=pl.max_horizontal("low", "high"),
    )
    scale = alt.Scale(zero=False, nice=True, padding=24)
    base = alt.Chart(plain(drawn)).encode(
        y=alt.Y("name:N", sort=order, title=None, axis=alt.Axis(labelLimit=200, ticks=False, domain=False)),
        color=alt.Color(
            "tone:N", title=None, legend=None,
            scale=alt.Scale(domain=["level", "fewer days", "more days"], range=[INK, HUES[2], HUES[4]]),
        ),
        tooltip=[alt.Tooltip("explanation:N", title="Why")],
    )  # fmt: skip
    bars = base.transform_filter("datum.kind != 'level'").mark_bar(size=15).encode(
        x=alt.X("low:Q", title="Days in A/R", scale=scale), x2="high:Q"
    )  # fmt: skip
    marks = base.transform_filter("datum.kind == 'level'").mark_tick(thickness=4, size=20).encode(
        x=alt.X("high:Q", scale=scale)
    )  # fmt: skip
    labels = base.mark_text(align="left", dx=6, fontSize=12).encode(
        x=alt.X("end:Q", scale=scale), text="label:N", color=alt.value(INK)
    )
    show(bars + marks + labels, 24 * len(frame) + 40, words)
