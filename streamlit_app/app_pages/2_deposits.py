"""Deposits: every bank credit, what explains it and why, with the buttons to disagree."""

import desk
import evidence
import figures
import polars as pl
import snapshot
import streamlit as st

snapshot.require()
st.title("Deposits", anchor=False)
edges = snapshot.one("select min(deposit_date) as first_day, max(deposit_date) as last_day from marts.deposits")
channels = snapshot.query("select distinct channel from marts.deposits order by channel")["channel"].to_list()
filters = st.columns([1.2, 1.2, 2.4, 2, 2.2])
since = filters[0].date_input("From", value=None, key="from", bind="query-params", format="YYYY-MM-DD")
until = filters[1].date_input("To", value=None, key="to", bind="query-params", format="YYYY-MM-DD")
wanted = filters[2].multiselect("Channel", channels, key="channel", bind="query-params", placeholder="every channel")
state = filters[3].selectbox(
    "State", ["exception", "matched", "classified"], index=None, key="state", bind="query-params", placeholder="every state",
    format_func=figures.STATES.get,
)  # fmt: skip
search = filters[4].text_input(
    "Search", key="search", bind="query-params", placeholder="trace, reference, payer or amount"
)

found = snapshot.query(
    """select deposit_id, deposit_date, state, channel, amount, payer_name, customer_reference, match_rule, exception_amount
from marts.deposits
where ($since is null or deposit_date >= cast($since as date)) and ($until is null or deposit_date <= cast($until as date))
  and (len($channels) = 0 or list_contains($channels, channel)) and ($state is null or state = $state)
  and concat_ws(' ', customer_reference, bank_reference, payer_text, payer_name, cast(amount as varchar)) ilike '%' || $search || '%'
order by deposit_date desc, amount desc, deposit_id""",
    since=since, until=until, channels=wanted, state=state, search=(search or "").replace(",", "").strip(),
)  # fmt: skip
if found.is_empty():
    figures.nothing(f"No deposit fits this filter. Deposits run from {edges['first_day']} to {edges['last_day']}.")
    st.stop()

ids = found["deposit_id"].to_list()
asked = st.query_params.get("deposit")
table_key = f"deposits {since} {until} {wanted} {state} {search}"
start = ids.index(asked) if asked in ids else 0


def step(by: int) -> None:
    """Select the deposit before or after the selected one."""
    rows = st.session_state[table_key]["selection"]["rows"] or [start]
    st.session_state[table_key] = {"selection": {"rows": [min(max(rows[0] + by, 0), len(ids) - 1)]}}


left, right = st.columns([1.12, 1], gap="medium")
with left:
    totals = found.select(pl.col("amount").sum(), pl.col("exception_amount").sum()).row(0)
    st.caption(
        f"{figures.count(len(ids), 'deposit')}, **{figures.money(totals[0])}**, of it open **{figures.money(totals[1])}**. "
        "Arrow keys move in the table, J and K step through deposits."
    )
    shown = found.with_columns(pl.col("state").replace(figures.STATES), pl.col("match_rule").str.replace_all("_", " "))
    labels = {"deposit_date": "Date", "state": "State", "channel": "Channel", "amount": "Amount", "payer_name": "Payer",
              "customer_reference": "Reference", "match_rule": "Rule"}  # fmt: skip
    chosen = figures.table(
        shown, labels, "deposits", alt="Deposits of this filter, newest first", key=table_key, height=560, on_select="rerun",
        selection_mode="single-row-required", selection_default={"selection": {"rows": [start]}},
    )  # fmt: skip
selected = ids[(chosen.selection.rows or [start])[0]]
st.query_params["deposit"] = selected
deposit = evidence.story(selected)
with right:
    bar = st.container(horizontal=True, vertical_alignment="center")
    bar.button("Previous", shortcut="k", on_click=step, args=(-1,))
    bar.button("Next", shortcut="j", on_click=step, args=(1,))
    bar.markdown(f"**{figures.money(deposit['amount'])}** · {deposit['deposit_date']}")
    evidence.show(deposit)
    desk.deposit_buttons(deposit, evidence.candidates(deposit))
figures.footer()
