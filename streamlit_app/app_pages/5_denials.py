"""Denials & clean claims: how many claims come back, why, from whom, and which never got in."""

import charts
import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

KPIS = ("K20c", "K20d", "K30", "K32")
RATES = """select period, kpi_name as name, sum(numerator) / sum(denominator) as value from marts.kpi_values
where list_contains($kpis, kpi_id) and grain = 'practice' and is_measurable and denominator <> 0
group by all order by period, name"""
DENIED = """select *, concat_ws(' ', group_code, reason_code) as code, coalesce(category, 'not mapped') as why,
       case when is_initial then 'first answer' else 'later' end as answer,
       case when is_overturned then 'overturned' else 'stands' end as outcome
from marts.denials
where ($payer is null or payer_name = $payer) and ($category is null or category = $category)
  and date_trunc('month', adjudication_date) = cast($month || '-01' as date)
order by denied_amount desc, denial_id"""
REJECTED = """select * from marts.claims where state = 'rejected' and ($payer is null or payer_name = $payer)
order by first_submission_date, claim_id"""

snapshot.require()
st.title("Denials & clean claims", anchor=False)
months = snapshot.query("select distinct period from marts.kpi_values order by period desc")["period"].to_list()
if not months:
    figures.nothing("Nothing to measure yet: denials need remittances (835), clean claims need claim files and 277CA.")
    figures.footer()
    st.stop()
top = st.columns([1, 1.4, 1.4, 2.2])
url = {"bind": "query-params", "index": None}
month = top[0].selectbox("Month", months, key="month", bind="query-params")
names = snapshot.query("select distinct payer_name from marts.denials where payer_name is not null order by 1")
payer = top[1].selectbox("Payer", names["payer_name"].to_list(), key="payer", placeholder="every payer", **url)
names = snapshot.query("select distinct category from marts.denials where category is not null order by 1")
category = top[2].selectbox("Reason", names["category"].to_list(), key="reason", placeholder="every reason", **url)

shown = [tiles.kpi(kpi_id, month) for kpi_id in KPIS]
tiles.show(shown, key="denials")
parts = [f"{tile['label']}: **{tile['parts']}**" for tile in shown if "parts" in tile]
st.caption(f"The whole practice in {month}. " + (" · ".join(parts) or "Nothing is measurable this month."))

denied = snapshot.query(DENIED, payer=payer, category=category, month=month)
left, middle, right = st.columns([1, 1, 1.2], gap="medium")
with left:
    st.subheader("Denied at first answer", anchor=False)
    charts.trend(snapshot.query(RATES, kpis=["K20c", "K20d"]), "Initial denial rates by month")
with middle:
    st.subheader("Clean at first try", anchor=False)
    charts.trend(snapshot.query(RATES, kpis=["K30", "K32"]), "Clean claim and first-pass payment rates by month")
with right:
    st.subheader(f"Why, {month}", anchor=False)
    why = denied.group_by(name="why").agg(pl.col("denied_amount").sum().alias("amount"), pl.len().alias("items"))
    if why.is_empty():
        figures.nothing("No denial in this month with this filter.")
    else:
        charts.ranking(why, f"Denied dollars by reason in {month}", "denials")
if not denied.is_empty():
    st.subheader(f"Reason by payer, {month}", anchor=False)
    pairs = denied.group_by("why", pl.col("payer_name").fill_null("not known")).agg(pl.col("denied_amount").sum())
    panels.grid({(why, who): amount for why, who, amount in pairs.rows()}, "Denied dollars, largest first")

st.subheader("Denied lines, largest first", anchor=False)
total = figures.money(denied["denied_amount"].sum())
st.caption(f"{figures.count(len(denied), 'denied line')}, **{total}** denied in {month}.")
labels = {"claim_number": "Claim", "payer_name": "Payer", "procedure_code": "Procedure", "code": "Code",
          "why": "Reason", "remark_codes": "Remarks", "adjudication_date": "Decided", "charge_amount": "Charged",
          "denied_amount": "Denied", "denial_kind": "Kind", "answer": "Answer", "outcome": "Outcome"}  # fmt: skip
figures.table(denied, labels, "denials", alt="Denied lines of the month, largest first", most=10)

st.subheader("Rejected before the payer read them", anchor=False)
rejected = snapshot.query(REJECTED, payer=payer)
if rejected.is_empty():
    figures.nothing("No claim stands rejected: everything submitted got in.")
else:
    claims = f"<b>{figures.count(len(rejected), 'claim')}, {figures.money(rejected['charge_amount'].sum())}</b>"
    panels.sentence(f"{claims} never reached adjudication: correct and send again.", "wait")
    labels = {"claim_number": "Claim", "payer_name": "Payer", "service_date": "Service", "charge_amount": "Charged",
              "first_submission_date": "First sent", "submission_count": "Times sent",
              "first_acknowledgment_date": "Answered"}  # fmt: skip
    figures.table(rejected, labels, "claims", alt="Claims that stand rejected, oldest first", most=8)
figures.footer()
