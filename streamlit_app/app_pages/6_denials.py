"""Denials: how many claims come back, why, from whom, what became of them, and which clocks run."""

import charts
import denial_parts
import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

UNITS = {"Claims": "count", "Dollars": "amount"}

snapshot.require()
st.title("Denials", anchor=False)
months = snapshot.query("select distinct period from marts.kpi_values order by period desc")["period"].to_list()
if not months:
    figures.nothing("Nothing to measure yet: denials need remittances (835).")
    figures.footer()
    st.stop()
top = st.columns([1, 1.4, 1.4, 1.2, 1], vertical_alignment="bottom")
url = {"bind": "query-params", "index": None}
month = top[0].selectbox("Month", months, key="month", bind="query-params")
names = snapshot.query("select distinct payer_name from marts.denials where payer_name is not null order by 1")
payer = top[1].selectbox("Payer", names["payer_name"].to_list(), key="payer", placeholder="every payer", **url)
names = snapshot.query("select distinct category from marts.denials where category is not null order by 1")
category = top[2].selectbox("Reason", names["category"].to_list(), key="reason", placeholder="every reason", **url)
unit = top[3].segmented_control("Count", list(UNITS), default="Claims", required=True, key="unit", bind="query-params")

trends = snapshot.query(denial_parts.TRENDS, payer=payer)
now = ([row for row in trends.rows(named=True) if row["period"] == month] or [None])[0]
shown = [tiles.kpi(kpi_id, month) for kpi_id in ("K20c", "K20d", "K23", "K24")]
if now and now["denied_count"]:
    standing = f"{now['not_overturned_count']:,} of {now['denied_count']:,} denied claims"
    shown.append({"label": "Not overturned", "value": figures.money(now["not_overturned_amount"]), "note": standing,
                  "definition": "denial_trends.not_overturned_amount"})  # fmt: skip
tiles.show(shown, key="denials")
parts = [f"{tile['label']}: **{tile['parts']}**" for tile in shown if "parts" in tile]
st.caption(f"The whole practice in {month}. " + (" · ".join(parts) or "Nothing is measurable this month."))

denied = snapshot.query(denial_parts.DENIED, payer=payer, category=category, month=month)
left, right = st.columns([1, 1.15], gap="medium")
with left:
    st.header("First answer and what is left of it", anchor=False)
    charts.trend(denial_parts.rates(trends, UNITS[unit]), f"Denied {unit.lower()} by month, and not overturned")
    st.caption("By month of the first decision. Late months still have time: what is not overturned is not lost yet.")
with right:
    st.header(f"Why, {month}", anchor=False)
    why = denied.group_by(name="why").agg(pl.col("denied_amount").sum().alias("amount"), pl.len().alias("items"))
    if why.is_empty():
        figures.nothing("No denial in this month with this filter.")
    else:
        denial_parts.pareto(why, f"Denied dollars by reason in {month}, largest first, with the share so far")
if not denied.is_empty():
    st.header(f"Reason by payer, {month}", anchor=False)
    pairs = denied.group_by("why", pl.col("payer_name").fill_null("not known")).agg(pl.col("denied_amount").sum())
    panels.grid({(why, who): amount for why, who, amount in pairs.rows()}, "Denied dollars, largest first")

left, right = st.columns([1.5, 1], gap="medium")
with left:
    st.header("What became of first denials, all months", anchor=False)
    overturned = snapshot.query(denial_parts.OVERTURNED, payer=payer, category=category)
    labels = {"category": "Reason", "payer_name": "Payer", "denied_count": "Denied",
              "overturned_count": "Overturned", "overturn_rate": "Rate", "denied_amount": "Dollars denied",
              "overturned_amount": "Overturned, $"}  # fmt: skip
    overturned = overturned.with_columns(pl.col("overturn_rate").map_elements("{:.0%}".format, return_dtype=pl.String))
    figures.table(overturned, labels, "denials", alt="First denials and how many were overturned", most=10,
                  elsewhere=dict.fromkeys(
                      ("overturned_count", "overturn_rate", "overturned_amount"), "denials.is_overturned")
                  | {"denied_count": "denials"})  # fmt: skip
with right:
    st.header("Clocks that run", anchor=False)
    clocks = snapshot.query(denial_parts.CLOCKS, payer=payer, category=category)
    labels = {"urgency": "Left", "deadline_kind": "To", "claims": "Claims", "open_amount": "Open",
              "deadline_date": "First on"}  # fmt: skip
    figures.table(clocks, labels, "worklist", alt="Open claims by days left to appeal or file", most=10,
                  elsewhere={"claims": "worklist"})  # fmt: skip
    st.page_link("app_pages/8_worklist.py", label="Work them, best first")

st.header("Denied lines, largest first", anchor=False)
total = figures.money(denied["denied_amount"].sum())
st.caption(f"{figures.count(len(denied), 'denied line')}, **{total}** denied in {month}.")
labels = {"claim_number": "Claim", "payer_name": "Payer", "procedure_code": "Procedure", "code": "Code",
          "why": "Reason", "remark_codes": "Remarks", "adjudication_date": "Decided", "charge_amount": "Charged",
          "denied_amount": "Denied", "denial_kind": "Kind", "answer": "Answer", "outcome": "Outcome"}  # fmt: skip
figures.table(denied, labels, "denials", alt="Denied lines of the month, largest first", most=10)
figures.footer()
