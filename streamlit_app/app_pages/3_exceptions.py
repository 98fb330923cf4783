"""Exceptions: everything not explained yet, by who should do what next, oldest promise first."""

import chains
import desk
import figures
import panels
import polars as pl
import snapshot
import streamlit as st

GROUPS = {"Next action": "next_action", "Owner": "owner", "Kind": "title", "Payer": "payer_name"}
STATUSES = ["open", "assigned", "waiting", "settled", "resolved", "verified", "closed"]
FOUND = """select e.*, d.deposit_id
from marts.exceptions as e
left join marts.deposits as d on e.subject_id = coalesce(d.evidence_id, d.deposit_id)
where case $status when 'open' then e.is_open when 'settled' then not e.is_open else e.status = $status end
  and (e.is_overdue or not $late)
  and contains(lower(concat_ws(' ', e.subject_id, e.reference, e.payer_name, e.title, e.code, e.assignee, e.amount,
                               e.note)),
               lower($search))
order by e.is_overdue desc, e.amount desc, e.exception_id"""

snapshot.require()
st.title("Exceptions", anchor=False)
filters = st.columns([2.6, 1.6, 1.2, 2.2], vertical_alignment="bottom")
group = filters[0].segmented_control(
    "Group by", list(GROUPS), default="Next action", required=True, key="group", bind="query-params"
)
status = filters[1].selectbox(
    "Status",
    STATUSES,
    key="status",
    bind="query-params",
)
late = filters[2].toggle("Only overdue", key="overdue", bind="query-params")
search = filters[3].text_input(
    "Search", key="search", bind="query-params", placeholder="reference, payer, kind or amount"
)
found = snapshot.query(FOUND, status=status, late=late, search=(search or "").replace(",", "").strip())
desk.waiting_for()
if found.is_empty():
    figures.nothing("Nothing here: with this filter, every bank credit, remittance and posting is explained.")
    figures.footer()
    st.stop()

column = GROUPS[group]
words = [figures.overdue(row) for row in found.rows(named=True)]
found = found.with_columns(pl.Series("due", words), pl.col(column).fill_null("not known"))
groups = (
    found.group_by(column)
    .agg(pl.len().alias("items"), pl.col("is_overdue").sum().alias("late"), pl.col("amount").sum(),
         pl.col("age_business_days").max())
    .sort("late", "amount", column, descending=[True, True, False])
)  # fmt: skip
st.caption(
    f"{figures.count(len(found), 'item')}, **{figures.money(found['amount'].sum())}**. Select a line to see it alone."
)
labels = {column: group, "items": "Items", "late": "Overdue", "age_business_days": "Oldest, days", "amount": "Dollars"}
picked = figures.table(
    groups, labels, "exceptions", alt=f"Exceptions by {group.lower()}", key=f"groups {group} {status} {late} {search}",
    most=6, wide=column, on_select="rerun", selection_mode="single-row",
).selection.rows  # fmt: skip
if picked:
    found = found.filter(pl.col(column) == groups[column][picked[0]])

st.caption("Overdue and largest first. Ages count business days from the first day seen and never start anew.")
labels = {"due": "Due", "amount": "Dollars", "title": "What", "payer_name": "Payer", "reference": "Reference",
          "owner": "Owner", "age_business_days": "Age", "status": "Status", "assignee": "With"}  # fmt: skip
labels |= {"note": "Note"} if "note" in found.columns else {}
rows = figures.table(
    found, labels, "exceptions", alt="Exceptions of this group", key=f"items {group} {picked} {status} {late} {search}",
    most=10, on_select="rerun", selection_mode="multi-row",
).selection.rows  # fmt: skip
chosen = [found.row(row, named=True) for row in rows]
desk.exception_buttons(chosen)
for row in chosen[:3]:
    panels.problem(row, snapshot.source(row["_file_id"], row["_line"]))
    panels.letter(row)
    chains.show("exception", row["exception_id"], expanded=len(chosen) == 1)
    if row["deposit_id"]:
        st.page_link("app_pages/2_deposits.py", label="See the deposit", query_params={"deposit": row["deposit_id"]})
figures.footer()
