"""Deposits: every bank credit, what explains it and why, with the buttons to disagree."""

import chains
import desk
import evidence
import figures
import polars as pl
import snapshot
import stories
import streamlit as st
import suggestions

STATES = ["open", "matched", "classified", "resolved"]
FOUND = """select d.deposit_id, d.deposit_date, d.channel, d.amount, d.payer_name,
       case when d.state <> 'exception' then d.state when e.is_open then 'open' else 'resolved' end as shown,
       coalesce(m.key_value, e.reference, d.customer_reference, d.bank_reference) as reference,
       case when shown = 'open' then d.exception_amount else 0 end as open_amount
from marts.deposits as d
left join marts.matches as m on d.match_id = m.match_id
left join marts.exceptions as e on d.exception_id = e.exception_id
where ($since is null or d.deposit_date >= cast($since as date))
  and ($until is null or d.deposit_date <= cast($until as date))
  and (len($channels) = 0 or list_contains($channels, d.channel)) and ($state is null or shown = $state)
  and contains(lower(concat_ws(' ', m.key_value, e.reference, d.customer_reference, d.bank_reference,
                               d.payer_text, d.payer_name, d.channel, d.amount)), lower($search))
order by d.deposit_date desc, d.amount desc, d.deposit_id"""

snapshot.require()
st.title("Deposits", anchor=False)
channels = snapshot.query("select distinct channel from marts.deposits order by channel")["channel"].to_list()
filters = st.columns([1.2, 1.2, 2.4, 2, 2.2])
url = {"bind": "query-params"}
since = filters[0].date_input("From", value=None, key="from", format="YYYY-MM-DD", **url)
until = filters[1].date_input("To", value=None, key="to", format="YYYY-MM-DD", **url)
wanted = filters[2].multiselect("Channel", channels, key="channel", placeholder="every channel", **url)
state = filters[3].selectbox("State", STATES, index=None, key="state", placeholder="every state", **url)
search = filters[4].text_input("Search", key="search", placeholder="trace, reference, payer or amount", **url) or ""
found = snapshot.query(
    FOUND, since=since, until=until, channels=wanted, state=state, search=search.replace(",", "").strip()
)
if found.is_empty():
    days = snapshot.one("select min(deposit_date) as first_day, max(deposit_date) as last_day from marts.deposits")
    span = f"Deposits run from {days['first_day']} to {days['last_day']}." if days["last_day"] else "None has landed."
    figures.nothing(f"No deposit fits this filter. {span}")
    figures.footer()
    st.stop()

ids = found["deposit_id"].to_list()
table_key = f"deposits {since} {until} {wanted} {state} {search}"
asked = st.query_params.get("deposit")
start = ids.index(asked) if asked in ids else 0


def step(by: int) -> None:
    """Select the deposit before or after the selected one."""
    rows = st.session_state[table_key]["selection"]["rows"] or [start]
    st.session_state[table_key] = {"selection": {"rows": [min(max(rows[0] + by, 0), len(ids) - 1)]}}


left, right = st.columns([1.12, 1], gap="medium")
with left:
    st.caption(
        f"{figures.count(len(ids), 'deposit')}, **{figures.money(found['amount'].sum())}**, of it open "
        f"**{figures.money(found['open_amount'].sum())}**. J and K step through them."
    )
    labels = {"deposit_date": "Date", "shown": "State", "channel": "Channel", "amount": "Amount", "payer_name": "Payer",
              "reference": "Reference"}  # fmt: skip
    chosen = figures.table(
        found.with_columns(pl.col("shown").replace(figures.STATES)), labels, "deposits", key=table_key, most=17,
        elsewhere={"reference": "matches.key_value", "shown": "deposits.state"},
        alt="Deposits of this filter, newest first", on_select="rerun",
        selection_mode="single-row-required", selection_default={"selection": {"rows": [start]}},
    )  # fmt: skip
selected = ids[(chosen.selection.rows or [start])[0]]
st.query_params["deposit"] = selected
deposit = stories.story(selected)
candidates = stories.candidates(deposit)
with right:
    bar = st.container(horizontal=True, vertical_alignment="center")
    bar.button("Previous", shortcut="k", on_click=step, args=(-1,))
    bar.button("Next", shortcut="j", on_click=step, args=(1,))
    desk.deposit_buttons(bar, deposit, candidates)
    evidence.show(deposit, candidates)
    suggestions.show(deposit)
chains.show("deposit", selected, expanded=False)
figures.footer()
