"""Parts of the A/R page: receivables month by month, who owes at which age, open items down to the claim's chain.

Here: laying out three parts of one page. Not here: the page's filter and its aging by clock.
"""

from typing import Any

import altair as alt
import chains
import charts
import figures
import panels
import polars as pl
import snapshot
import streamlit as st

MOST_MONTHS, MOST_PAYERS, MOST_ITEMS = 13, 8, 1_000
MONTHS = """select period, sum(beginning_amount) as beginning_amount, sum(charge_amount) as charge_amount,
       -sum(insurance_payment_amount) as insurance_payment_amount,
       -sum(patient_payment_amount) as patient_payment_amount, -sum(contractual_amount) as contractual_amount,
       -sum(denial_write_off_amount) as denial_write_off_amount,
       -sum(administrative_amount + charity_amount + bad_debt_amount) as administrative_amount,
       sum(refund_amount + reinstatement_amount + transfer_amount) as refund_amount,
       sum(ending_amount) as ending_amount, sum(ending_amount - beginning_amount) as change_amount
from marts.ar_rollforward group by period order by period desc limit $most"""
FILTER = """from marts.ar_open_items
where ($only is null or $only = coalesce(case $cut when 'payer_name' then payer_name when 'financial_class'
       then financial_class when 'location_id' then location_id else responsible_party end, 'not known'))
  and ($bucket is null
       or $bucket = case $clock when 'dos' then dos_bucket when 'bill' then bill_bucket else resp_bucket end)"""
ITEMS = f"""select charge_number, claim_number, procedure_code, service_date, payer_name, responsible_party,
       location_name, open_amount,
       case $clock when 'dos' then dos_age_days when 'bill' then bill_age_days else resp_age_days end as age_days
{FILTER}
order by abs(open_amount) desc, ar_open_item_id limit $most"""
TOTAL = f"select count(*) as items, coalesce(sum(open_amount), 0) as open_amount {FILTER}"


def months() -> None:
    """Show receivables at each month-end, and what moved them since the one before."""
    rows = snapshot.query(MONTHS, most=MOST_MONTHS)
    if rows.is_empty():
        figures.nothing("No movement has landed.")
        return
    now = rows.row(0, named=True)
    direction = "up" if now["change_amount"] > 0 else "down"
    panels.sentence(
        f"<b>{figures.money(now['ending_amount'])}</b> net, {direction} "
        f"<b>{figures.money(abs(now['change_amount']))}</b> since the month-end before. Credits are set off here; "
        "PM systems do not say what stood on which clock at past month-ends."
    )
    drawn = rows.select("period", pl.col("ending_amount", "change_amount").cast(pl.Float64))
    bars = alt.Chart(drawn).mark_bar(size=30, color=charts.HUES[0]).encode(
        x=alt.X("period:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("ending_amount:Q", title="US dollars", axis=alt.Axis(format=",.0f"), scale=alt.Scale(zero=True)),
        tooltip=[alt.Tooltip("period:O", title="Month"),
                 alt.Tooltip("ending_amount:Q", title="At its end", format=charts.MONEY),
                 alt.Tooltip("change_amount:Q", title="Change", format=charts.MONEY)],
    )  # fmt: skip
    charts.show(bars, 180, f"Net receivables at the last {len(rows)} month-ends")
    labels = {"period": "Month", "beginning_amount": "Beginning", "charge_amount": "Charges",
              "insurance_payment_amount": "Insurers paid", "patient_payment_amount": "Patients paid",
              "contractual_amount": "Contractual", "denial_write_off_amount": "Denied, given up",
              "administrative_amount": "Other write-offs", "refund_amount": "Put back", "ending_amount": "Ending",
              "change_amount": "Change"}  # fmt: skip
    figures.table(rows, labels, "ar_rollforward", alt="Receivables from beginning to ending, by month", most=6,
                  elsewhere={"change_amount": "ar_rollforward.ending_amount"})  # fmt: skip


def grid(aging: pl.DataFrame, clock_name: str) -> None:
    """Show debit balances by payer and age; the smaller payers stand together.

    Args:
        aging: rows of `ar_aging` of one clock.
        clock_name: what the clock is called.
    """
    owed = aging.filter(pl.col("debit_amount") != 0)
    if owed.is_empty():
        figures.nothing("Nothing is owed here.")
        return
    sums = owed.group_by("payer_name").agg(pl.col("debit_amount").sum()).sort("debit_amount", descending=True)
    large = sums["payer_name"].head(MOST_PAYERS).to_list()
    who = pl.when(pl.col("payer_name").is_in(large)).then(pl.col("payer_name")).otherwise(pl.lit("All others"))
    pairs = owed.group_by(who.alias("who"), "bucket").agg(pl.col("debit_amount").sum())
    order = owed.sort("bucket_order")["bucket"].unique(maintain_order=True).to_list()
    panels.grid({(name, bucket): amount for name, bucket, amount in pairs.rows()},
                f"Debit balances, {clock_name.lower()} clock, largest payers first", order)  # fmt: skip


def items(wanted: dict[str, Any]) -> None:
    """Show the open items of the page's filter; a chosen one with the whole chain of its claim.

    Args:
        wanted: clock, cut, only and bucket of the page's filter.
    """
    found, all_of_them = snapshot.query(ITEMS, most=MOST_ITEMS, **wanted), snapshot.one(TOTAL, **wanted)
    total, is_cut = figures.money(all_of_them["open_amount"]), all_of_them["items"] > len(found)
    st.caption(
        f"{figures.count(all_of_them['items'], 'open item')}, net **{total}**. "
        + (f"The largest {len(found):,} stand here: filter for the others. " if is_cut else "")
        + "Click one for its claim's whole chain."
    )
    labels = {"charge_number": "Charge", "claim_number": "Claim", "procedure_code": "Procedure",
              "service_date": "Service", "age_days": "Age, days", "payer_name": "Payer",
              "responsible_party": "Who owes", "location_name": "Location", "open_amount": "Open"}  # fmt: skip
    chosen = figures.table(
        found, labels, "ar_open_items", alt="Open items of this filter, largest first", most=12,
        key=f"items {wanted}", on_select="rerun", selection_mode="single-row",
    ).selection.rows  # fmt: skip
    if not chosen:
        return
    item = found.row(chosen[0], named=True)
    if item["claim_number"] is None:
        figures.nothing("No claim was ever made of this charge, so there is no chain to show.")
        return
    chains.show("claim", item["claim_number"], expanded=True)
