"""The bridge from bank credits to PM payments on the board: its terms by month, and the items behind each.

Here: one proof of the page Cash proof. Not here: the page's filter, other proofs.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import figures
import panels
import polars as pl
import snapshot
import streamlit as st
import tiles

MONTHS, MOST = 3, 500
TERMS = """select period, term_order, term, max(title) as title, sum(amount) as amount,
       sum(ending_amount) as ending_amount, sum(abs(amount)) as size_amount
from marts.cash_bridge
where (len($entities) = 0 or list_contains($entities, entity_id))
  and (len($accounts) = 0 or list_contains($accounts, account_number))
  and (len($channels) = 0 or list_contains($channels, channel)) and period <= $period
group by period, term_order, term order by period desc, term_order"""
ITEMS = """select i.item_date, i.subject_kind, i.reference, i.reason, i.channel, i.amount,
       f.file_name || ', ' || f.unit || ' ' || i._line as source
from marts.cash_bridge_items as i
left join marts.file_names as f on i._file_id = f.file_id
where (len($entities) = 0 or list_contains($entities, i.entity_id))
  and (len($accounts) = 0 or list_contains($accounts, i.account_number))
  and (len($channels) = 0 or list_contains($channels, i.channel)) and i.period = $period and i.term = $term
order by abs(i.amount) desc, i.item_date, i.cash_bridge_item_id"""


def show(wanted: Mapping[str, Any]) -> None:
    """Show the terms of the last months and the items of the one selected.

    Args:
        wanted: the page's filter: period, entities, accounts, channels.
    """
    terms = snapshot.query(TERMS, **wanted)
    now = {row["term"]: row for row in terms.filter(pl.col("period") == wanted["period"]).rows(named=True)}
    if not now:
        figures.nothing("Nothing moved in this month at this place, and nothing was open.")
        return
    _tiles(now)
    months = terms["period"].unique().sort(descending=True).to_list()[:MONTHS]
    shown = terms.filter(pl.col("period").is_in(months)).pivot(
        "period", index=["term_order", "term", "title"], values="amount", sort_columns=True
    )
    shown = shown.sort("term_order")
    columns = sorted(months)
    labels = {"title": "Term", **{month: month for month in columns}}
    st.caption("Select a term to see its items of the month.")
    chosen = figures.table(
        shown, labels, "cash_bridge", alt="Terms of the bridge by month", wide="title",
        elsewhere=dict.fromkeys(columns, "cash_bridge.amount"), key=f"bridge {wanted}", on_select="rerun",
        selection_mode="single-row-required", selection_default={"selection": {"rows": [6]}},
    ).selection.rows  # fmt: skip
    row = shown.row((chosen or [6])[0], named=True)
    _items(row["term"], row["title"], now[row["term"]]["amount"], wanted)


def _tiles(now: dict[str, dict[str, Any]]) -> None:
    """The two ends, what is open on either side, and what is left."""
    residual = now["residual"]["size_amount"]
    tiles.show(
        [
            {"label": "Bank credits", "value": figures.money(now["bank_credits"]["amount"]),
             "definition": "cash_bridge", "note": "as the bank states them"},
            {"label": "PM payments posted", "value": figures.money(now["pm_payments_posted"]["amount"]),
             "definition": "cash_bridge", "note": "before refunds"},
            {"label": "Booked, not banked", "value": figures.money(now["booked_not_banked_change"]["ending_amount"]),
             "definition": "cash_bridge.ending_amount", "note": "at the end of the month"},
            {"label": "Banked, not posted", "value": figures.money(now["banked_not_posted_change"]["ending_amount"]),
             "definition": "cash_bridge.ending_amount", "note": "at the end of the month"},
            {"label": "Residual", "value": figures.money(now["residual"]["amount"]), "definition": "cash_bridge",
             "note": "differences, without sign " + figures.money(residual) if residual else "nothing is left over",
             "tone": "bad" if residual else "good"},
        ],
        key="bridge",
    )  # fmt: skip


def _items(term: str, title: str, amount: Decimal, wanted: Mapping[str, Any]) -> None:
    """The items of a term, largest first; their sum stands above them."""
    if term == "residual":
        panels.sentence(
            "The residual has no items: it is what the terms above leave." if amount
            else "Nothing is left over: the terms add up to the payments posted, to the cent.",
            "bad" if amount else "good",
        )  # fmt: skip
        return
    found = snapshot.query(ITEMS, term=term, **wanted)
    if found.is_empty():
        figures.nothing(f"{title}: nothing in {wanted['period']}.")
        return
    most = f" The {MOST} largest are listed." if len(found) > MOST else ""
    st.caption(
        f"**{title}**, {wanted['period']}: {figures.count(len(found), 'item')}, "
        f"together **{figures.money(found['amount'].sum())}**.{most}"
    )
    shown = found.head(MOST).with_columns(pl.col("subject_kind", "channel").str.replace_all("_", " "))
    labels = {"item_date": "Date", "subject_kind": "What", "reference": "Reference", "reason": "Why",
              "channel": "Channel", "amount": "Amount", "source": "Source"}  # fmt: skip
    figures.table(
        shown, labels, "cash_bridge_items", alt=f"Items of {title}", elsewhere={"source": "cash_bridge_items._file_id"}
    )
