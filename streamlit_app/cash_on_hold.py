"""Unposted, unidentified and unapplied cash on the board: each rolled forward month by month, with its open items.

Here: three proofs of the page Cash proof, all of one shape. Not here: the page's filter, the bridge.
"""

from collections.abc import Mapping
from typing import Any

import figures
import polars as pl
import snapshot
import streamlit as st

MONTHS = """select period, sum(beginning_amount) as beginning_amount, sum(new_amount) as new_amount,
       sum(resolved_amount) as resolved_amount, sum(ending_amount) as ending_amount,
       cast(count(case when ending_amount <> 0 then 1 end) as integer) as open_count,
       max(case when ending_amount <> 0 then age_business_days end) as oldest_age_business_days
from marts.{mart}_items
where (len($entities) = 0 or list_contains($entities, entity_id))
  and (len($accounts) = 0 or list_contains($accounts, account_number))
  and (len($channels) = 0 or list_contains($channels, channel))
group by period order by period desc"""
ITEMS = """select i.reference, i.opened_date, i.age_business_days, {who} as who, i.channel, i.reason,
       i.beginning_amount, i.new_amount, i.resolved_amount, i.ending_amount,
       f.file_name || ', ' || f.unit || ' ' || i._line as source
from marts.{mart}_items as i
left join marts.file_names as f on i._file_id = f.file_id
where (len($entities) = 0 or list_contains($entities, i.entity_id))
  and (len($accounts) = 0 or list_contains($accounts, i.account_number))
  and (len($channels) = 0 or list_contains($channels, i.channel)) and i.period = $period
order by i.ending_amount = 0, i.age_business_days desc, abs(i.ending_amount) desc, i.reference"""


def show_unposted(wanted: Mapping[str, Any]) -> None:
    """Show what the bank holds and the PM system does not show."""
    _show("unposted_cash", "i.payer_name", "Posted", "Every banked dollar with an owner is posted.", wanted)


def show_unidentified(wanted: Mapping[str, Any]) -> None:
    """Show what the bank holds and nothing says the owner of."""
    _show("unidentified_cash", "i.payer_name", "Resolved", "Every banked dollar has an owner.", wanted)


def show_unapplied(wanted: Mapping[str, Any]) -> None:
    """Show what the PM system holds on no charge line."""
    _show("unapplied_cash", "i.payer_type", "Applied", "Every posted dollar stands on a charge line.", wanted)


def _show(mart: str, who: str, resolved: str, when_empty: str, wanted: Mapping[str, Any]) -> None:
    """The months of a roll-forward, and the items of the month chosen, oldest first."""
    place = {name: wanted[name] for name in ("entities", "accounts", "channels")}
    months = snapshot.query(MONTHS.format(mart=mart), **place)
    if months.is_empty():
        figures.nothing(when_empty)
        return
    amounts = {"beginning_amount": "Beginning", "new_amount": "New", "resolved_amount": resolved,
               "ending_amount": "Ending"}  # fmt: skip
    st.caption(snapshot.definition(mart))
    labels = {"period": "Month", **amounts, "open_count": "Open", "oldest_age_business_days": "Oldest (bd)"}
    figures.table(months, labels, mart, alt=f"{mart} month by month", most=6)
    found = snapshot.query(ITEMS.format(mart=mart, who=who), period=wanted["period"], **place)
    if found.is_empty():
        figures.nothing(f"{wanted['period']}: {when_empty}")
        return
    still = found.filter(pl.col("ending_amount") != 0)
    st.caption(
        f"{wanted['period']}: {figures.count(len(still), 'item')} open, together "
        f"**{figures.money(still['ending_amount'].sum())}**; {len(found) - len(still):,} settled in the month."
    )
    shown = found.with_columns(pl.col("channel").str.replace_all("_", " "))
    labels = {"reference": "Reference", "opened_date": "Since", "age_business_days": "Age (bd)", "who": "Who",
              "channel": "Channel", "reason": "Why", **amounts, "source": "Source"}  # fmt: skip
    figures.table(
        shown, labels, f"{mart}_items", alt=f"Items of {mart}, oldest first",
        elsewhere={"who": f"{mart}_items.{who[2:]}", "source": f"{mart}_items._file_id"},
    )  # fmt: skip
