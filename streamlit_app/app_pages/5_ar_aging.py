"""A/R aging: what is owed, how old it is by three clocks, by whom, down to the open charge."""

import ar_parts
import charts
import figures
import polars as pl
import snapshot
import streamlit as st
import tiles

CLOCKS = {"Service date": "dos", "First bill": "bill", "Responsibility": "resp"}
MEANING = {
    "dos": "Counts from the **date of service**: the strictest clock and the headline, because nothing restarts it.",
    "bill": "Counts from the **first submission to the present payer**. What was never billed has no age here.",
    "resp": "Counts from the day the **present party became responsible**. It restarts when a balance moves on to the "
    "next payer or to the patient, so it flatters most.",
}
CUTS = {"Payer": "payer_name", "Class": "financial_class", "Location": "location_id", "Who owes": "responsible_party"}
OVER_90 = pl.col("bucket").is_in(["91-120", "121-150", "151-180", ">180"])

snapshot.require()
st.title("A/R aging", anchor=False)
top = st.columns([1.6, 1.6, 1.2, 1], vertical_alignment="bottom")
url = {"bind": "query-params"}
clock_name = top[0].segmented_control("Clock", list(CLOCKS), default="Service date", required=True, key="clock", **url)
cut_name = top[1].segmented_control("Cut by", list(CUTS), default="Payer", required=True, key="cut", **url)
clock, cut = CLOCKS[clock_name], CUTS[cut_name]
aging = snapshot.query("select * from marts.ar_aging where clock = $clock order by bucket_order", clock=clock)
if aging.is_empty():
    figures.nothing("Nothing is owed, or no charges have landed: A/R needs the PM system's charge export.")
    figures.footer()
    st.stop()
aging = aging.with_columns(pl.col(cut).fill_null("not known"))
only = top[2].selectbox(cut_name, sorted(set(aging[cut])), index=None, key="only", placeholder="all", **url)
buckets = aging["bucket"].unique(maintain_order=True).to_list()
bucket = top[3].selectbox("Age", buckets, index=None, key="bucket", placeholder="every age", **url)
aging = aging.filter(pl.col(cut) == only) if only else aging
st.caption(MEANING[clock])

debit, credit, net = (aging[f"{side}_amount"].sum() for side in ("debit", "credit", "net"))
old = aging.filter(OVER_90)["debit_amount"].sum()
tiles.show(
    [
        {"label": "Owed to us (debit)", "value": figures.money(debit), "definition": "ar_aging.debit_amount",
         "note": figures.count(aging["item_count"].sum(), "open item")},
        {"label": "Credit balances", "value": figures.money(-credit), "definition": "ar_aging.credit_amount",
         "note": "owed by us, kept apart"},
        {"label": "Net", "value": figures.money(net), "definition": "ar_aging.net_amount",
         "note": "debit less credit"},
        {"label": "Older than 90 days", "value": f"{old / debit:.1%}" if debit else "–", "definition": f"K05_{clock}",
         "note": f"{figures.money(old)} ÷ {figures.money(debit)}"},
    ],
    key="aging",
)  # fmt: skip
left, right = st.columns([1.25, 1], gap="medium")
with left:
    st.header(f"By age, {clock_name.lower()} clock", anchor=False)
    long = pl.concat(
        aging.select("bucket", "bucket_order", pl.col("responsible_party").alias("who"), pl.lit(side).alias("side"),
                     (pl.col(f"{side}_amount") * sign).alias("amount"))
        for side, sign in (("debit", 1), ("credit", -1))
    )  # fmt: skip
    charts.aging(long, f"Open A/R by age: debit {figures.money(debit)}, of it {figures.money(old)} over 90 days")
with right:
    st.header(f"By {cut_name.lower()}", anchor=False)
    over_90 = pl.col("debit_amount").filter(OVER_90).sum().alias("over_90_amount")
    by = aging.group_by(cut).agg(pl.col("debit_amount", "item_count").sum(), -pl.col("credit_amount").sum(), over_90)
    labels = {cut: cut_name, "debit_amount": "Debit", "over_90_amount": "Over 90", "credit_amount": "Credit",
              "item_count": "Items"}  # fmt: skip
    by = by.sort("debit_amount", cut, descending=[True, False])
    figures.table(by, labels, "ar_aging", alt=f"Open A/R by {cut_name.lower()}", most=9)

st.header("Who owes at which age", anchor=False)
ar_parts.grid(aging, clock_name)
st.header("Month by month, the whole practice", anchor=False)
ar_parts.months()

st.header("Open items, largest first", anchor=False)
ar_parts.items({"clock": clock, "cut": cut, "only": only, "bucket": bucket})
figures.footer()
