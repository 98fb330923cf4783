"""The questions of the denials page, and the Pareto chart of its reasons.

Here: what is asked about denials and how the reasons are drawn. Not here: the page's order, other charts (`charts`).
"""

import altair as alt
import charts
import polars as pl

DENIED = """select d.*, concat_ws(' ', d.group_code, d.reason_code) as code, coalesce(d.category, 'not mapped') as why,
       case when d.is_initial then 'first answer' else 'later' end as answer,
       case when d.is_overturned then 'overturned' else 'stands' end as outcome
from marts.denials as d
where ($payer is null or d.payer_name = $payer) and ($category is null or d.category = $category)
  and date_trunc('month', d.adjudication_date) = cast($month || '-01' as date)
order by d.denied_amount desc, d.denial_id"""
TRENDS = """select period, sum(decided_count) as decided_count, sum(denied_count) as denied_count,
       sum(not_overturned_count) as not_overturned_count, sum(preventable_count) as preventable_count,
       sum(decided_amount) as decided_amount, sum(denied_amount) as denied_amount,
       sum(not_overturned_amount) as not_overturned_amount, sum(preventable_amount) as preventable_amount
from marts.denial_trends where ($payer is null or payer_name = $payer) group by period order by period"""
OVERTURNED = """select category, coalesce(payer_name, 'not known') as payer_name, count(*) as denied_count,
       count(*) filter (is_overturned) as overturned_count, count(*) filter (is_overturned) / count(*) as overturn_rate,
       sum(denied_amount) as denied_amount, coalesce(sum(denied_amount) filter (is_overturned), 0) as overturned_amount
from marts.denials
where is_initial and is_leading_reason and category <> 'duplicate'
  and ($payer is null or payer_name = $payer) and ($category is null or category = $category)
group by all order by denied_amount desc, category, payer_name"""
CLOCKS = """select urgency, case deadline_kind when 'appeal' then 'appeal' else 'file' end as deadline_kind,
       min(deadline_date) as deadline_date, count(*) as claims, sum(open_amount) as open_amount,
       sum(expected_value) as expected_value, min(days_left) as days_left
from marts.worklist
where ($payer is null or payer_name = $payer) and ($category is null or category = $category)
group by all order by days_left nulls last, deadline_kind"""


def pareto(why: pl.DataFrame, words: str) -> None:
    """Draw denied dollars by reason, largest first, with the share they make up so far as a line.

    Args:
        why: name, amount in US dollars, items.
        words: the chart in words.
    """
    frame = why.sort("amount", "name", descending=[True, False]).with_columns(pl.col("amount").cast(pl.Float64))
    frame = frame.with_columns((pl.col("amount").cum_sum() / pl.col("amount").sum()).alias("share"))
    base = alt.Chart(frame).encode(
        x=alt.X("name:N", sort=frame["name"].to_list(), title=None, axis=alt.Axis(labelAngle=-35, labelLimit=140)),
        tooltip=[alt.Tooltip("name:N", title="Reason"), alt.Tooltip("items:Q", title="Denials"),
                 alt.Tooltip("amount:Q", title="US dollars", format=charts.MONEY),
                 alt.Tooltip("share:Q", title="Share so far", format=charts.RATE)],
    )  # fmt: skip
    bars = base.mark_bar(color=charts.HUES[0]).encode(
        y=alt.Y("amount:Q", title="US dollars", axis=alt.Axis(format=",.0f"), scale=alt.Scale(zero=True))
    )
    line = base.mark_line(color=charts.HUES[4], point=True, strokeWidth=2.5).encode(
        y=alt.Y("share:Q", title="share so far", axis=alt.Axis(format=".0%"), scale=alt.Scale(domain=[0, 1]))
    )
    charts.show(alt.layer(bars, line).resolve_scale(y="independent"), 300, words)


def rates(trends: pl.DataFrame, unit: str) -> pl.DataFrame:
    """Turn months into rates to draw: denied at the first answer, and of the decided not overturned.

    Args:
        trends: rows of `TRENDS`.
        unit: `count` for claims, `amount` for dollars.
    """
    names = {f"denied_{unit}": "denied at first answer", f"not_overturned_{unit}": "not overturned"}
    frame = trends.filter(pl.col(f"decided_{unit}") > 0)
    return pl.concat(
        frame.select("period", pl.lit(words).alias("name"),
                     (pl.col(column).cast(pl.Float64) / pl.col(f"decided_{unit}").cast(pl.Float64)).alias("value"))
        for column, words in names.items()
    )  # fmt: skip
