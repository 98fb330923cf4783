"""Claims & clean claims: from submission to payment, where claims get lost on the way, and who keeps them waiting."""

import chains
import charts
import claim_funnel
import figures
import panels
import snapshot
import streamlit as st
import tiles

snapshot.require()
st.title("Claims & clean claims", anchor=False)
months = snapshot.query("select distinct period from marts.kpi_values order by period desc")["period"].to_list()
sent = snapshot.query("select distinct payer_name from marts.claims where payer_name is not null order by 1")
if not months or sent.is_empty():
    figures.nothing("No claim has landed: this page needs claim files (837) and their acknowledgments (277CA).")
    figures.footer()
    st.stop()
top = st.columns([1, 1.4, 2.2, 2], vertical_alignment="bottom")
month = top[0].selectbox("Month", months, key="month", bind="query-params")
url = {"bind": "query-params"}
payer = top[1].selectbox(
    "Payer", sent["payer_name"].to_list(), key="payer", index=None, placeholder="every payer", **url
)
number = (
    top[2].text_input("Claim number", key="claim", placeholder="shows the claim's whole chain", **url) or ""
).strip()
if number:
    chains.show("claim", number, expanded=True)

tiles.show([tiles.kpi(kpi_id, month) for kpi_id in claim_funnel.KPIS], key="claims")
reasons = snapshot.query(claim_funnel.PARTS, kpis=list(claim_funnel.KPIS), month=month).rows(named=True)
st.caption(f"The whole practice in {month}. " + " · ".join(claim_funnel.told(row) for row in reasons))

left, right = st.columns([1.3, 1], gap="medium")
with left:
    st.header(f"From submission to payment, first sent in {month}", anchor=False)
    claim_funnel.show(snapshot.one(claim_funnel.FUNNEL, month=month, payer=payer))
with right:
    st.header("Clean at first try", anchor=False)
    charts.trend(snapshot.query(claim_funnel.RATES, kpis=["K30", "K32", "K33"]), "Clean claim rates by month")

st.header("Rejected before the payer read them", anchor=False)
rejected = snapshot.query(claim_funnel.REJECTED, payer=payer)
if rejected.is_empty():
    figures.nothing("No submission was rejected: everything sent got in.")
else:
    standing = snapshot.one(claim_funnel.STANDING, payer=payer)
    if standing["claims"]:
        claims = f"<b>{figures.count(standing['claims'], 'claim')}, {figures.money(standing['amount'])}</b>"
        panels.sentence(
            f"{claims} never reached the payer and were not sent again, the oldest for "
            f"{figures.count(standing['oldest'], 'day')}: correct and send them.", "wait",
        )  # fmt: skip
    labels = {"reason": "Reason", "status_code": "Status code", "items": "Rejected", "charge_amount": "Charged",
              "again": "Sent again", "median_days": "Days to it", "standing": "Still standing",
              "standing_amount": "Standing, $", "oldest": "Oldest, days"}  # fmt: skip
    figures.table(
        rejected, labels, "claim_rejections", alt="Rejections by reason, those still standing first", most=8,
        wide="reason", elsewhere=claim_funnel.MEANING,
    )  # fmt: skip

left, right = st.columns([1, 1.2], gap="medium")
with left:
    st.header("Waiting for an answer, by payer", anchor=False)
    waits = snapshot.query(claim_funnel.WAITS, payer=payer)
    labels = {"payer_name": "Payer", "claims": "Waiting", "amount": "Charged", "median_days": "Half within",
              "usual_days": "Usual within", "late": "Longer", "late_amount": "Longer, $"}  # fmt: skip
    figures.table(waits, labels, "claim_waits", alt="Claims with each payer and how many wait longer than usual",
                  elsewhere={"claims": "claim_waits", "amount": "claim_waits.charge_amount",
                             "late": "claim_waits.is_late", "late_amount": "claim_waits.is_late"})  # fmt: skip
    st.caption("Usual: 95 of 100 answers of the payer come within so many days (the house's editable share).")
with right:
    st.header("Longer than usual, longest first", anchor=False)
    late = snapshot.query(claim_funnel.LATE, payer=payer)
    if late.is_empty():
        figures.nothing("No claim waits longer than its payer usually takes.")
    else:
        labels = {"claim_number": "Claim", "payer_name": "Payer", "latest_submission_date": "Last sent",
                  "waited_days": "Waits, days", "usual_days": "Usual", "charge_amount": "Charged"}  # fmt: skip
        picked = figures.table(
            late, labels, "claim_waits", alt="Claims that wait longer than usual", most=8, on_select="rerun",
            selection_mode="single-row", key=f"late {payer}",
        ).selection.rows  # fmt: skip
        if picked:
            chains.show("claim", late["claim_number"][picked[0]], expanded=True)
        else:
            st.caption("Select a line to see the claim's whole chain. The 1,000 longest stand here at most.")
figures.footer()
