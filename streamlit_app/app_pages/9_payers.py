"""Payers: what each one pays, how fast, where it allowed too little, what it took back, and what will come when."""

import charts
import figures
import payer_forecast
import payers
import polars as pl
import snapshot
import streamlit as st
import tiles

RATES = {"yield_rate": "Yield", "denial_rate": "Denied at first answer", "takeback_rate": "Taken back of paid"}
LINES = {"claim_number": "Claim", "payer_claim_number": "Payer's number", "service_date": "Service",
         "procedure_code": "Billed", "paid_procedure_code": "Paid as", "expected_amount": "Expected",
         "allowed_amount": "Allowed", "disputed_amount": "Short", "cause": "Cause", "rate_source": "Rate from",
         "trace_number": "Payment", "adjudication_date": "Decided", "explanation": "What to do"}  # fmt: skip
TAKEN = {"day": "Day", "payer_name": "Payer", "how": "How", "reference": "Claim or reference",
         "trace_number": "Payment", "amount": "Taken back"}  # fmt: skip

snapshot.require()
st.title("Payers", anchor=False)
known = snapshot.query(
    "select distinct period, payer_name from marts.payer_scorecards order by period desc, payer_name"
)
if known.is_empty():
    figures.nothing("Nothing to tell yet: payers are known by their remittances (835), and none has landed.")
    figures.footer()
    st.stop()
top = st.columns([1.6, 1, 1.4, 2])
url = {"bind": "query-params", "index": None}
payer = top[0].selectbox("Payer", sorted(set(known["payer_name"])), key="payer", placeholder="every payer", **url)
months = known["period"].unique(maintain_order=True).to_list()
month = top[1].selectbox("Month", months, key="month", placeholder="every month", **url)
when = month or f"{months[-1]} to {months[0]}"

scores = payers.parts("payer_name", payer, month)
if scores.is_empty():
    figures.nothing(f"{payer} decided and paid nothing in {when}. Take one of the filters away.")
    figures.footer()
    st.stop()
whole = payers.parts("1", payer, month).row(0, named=True)
tiles.show(payers.tiles_of(whole), key="payer")
st.caption(payers.also(whole, f"{payer or 'Every payer'}, {when}"))

left, right = st.columns([1, 2], gap="medium")
by_month = payers.parts("period", payer)
with left:
    st.header("By month", anchor=False)
    trend = by_month.rename({"cut": "period"}).unpivot(list(RATES), index="period", variable_name="name")
    trend = trend.with_columns(pl.col("name").replace(RATES)).drop_nulls("value")
    charts.trend(trend, f"Yield, denials and takebacks of {payer or 'all payers'} by month")
with right:
    st.header(f"{payer}, month by month" if payer else f"Payers beside each other, {when}", anchor=False)
    rows = by_month.sort("cut", descending=True) if payer else scores.sort("charge_amount", descending=True)
    payers.scorecards(rows, "Month" if payer else "Payer")

st.header("Allowed less than the contract", anchor=False)
short = snapshot.query(payers.SHORT, kind="underpaid", payer=payer, month=month)
if short.is_empty():
    figures.nothing(f"No paid line of {when} is below its rate by more than one dollar and two percent.")
else:
    left, right = st.columns([1.6, 1], gap="medium", vertical_alignment="bottom")
    causes = short.group_by(name="cause").agg(amount=pl.col("disputed_amount").sum(), items=pl.len())
    with left:
        charts.ranking(causes, f"Underpaid dollars by cause, {when}", "lines")
    cause = right.selectbox("Cause", sorted(causes["name"]), key="cause", placeholder="every cause", **url)
    short = short.filter(pl.col("cause") == cause) if cause else short
    total, lines = figures.money(short["disputed_amount"].sum()), figures.count(len(short), "line")
    right.caption(f"**{total}** on {lines}, largest first: ask the payer for repricing.")
    figures.table(short, LINES, "underpayments", alt="Underpaid lines, largest first", wide="explanation", most=10)
    payers.for_excel(short, LINES, f"Copy {'this' if len(short) == 1 else 'these'} {lines} for Excel or a letter")
over = snapshot.query(payers.SHORT, kind="overpaid", payer=payer, month=month)
if not over.is_empty():
    total, lines = figures.money(-over["disputed_amount"].sum()), figures.count(len(over), "line")
    with st.expander(f"Allowed more than the rate: {total} on {lines}; it may be taken back"):
        figures.table(over, LINES | {"disputed_amount": "Over"}, "underpayments", alt="Overpaid lines, largest first")

st.header("Receipts to come", anchor=False)
payer_forecast.show(payer)

st.header(f"Taken back, {when}", anchor=False)
taken = snapshot.query(payers.TAKEN, payer=payer, month=month)
if taken.is_empty():
    figures.nothing("Nothing was taken back.")
else:
    figures.table(taken, TAKEN, "recoupments", alt="Takebacks, newest first", elsewhere={
        "day": "recoupments.movement_date", "how": "recoupments.kind", "payer_name": "recoupments.payer_name",
    })  # fmt: skip
figures.footer()
