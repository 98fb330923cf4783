"""The largest leaks on the board: dollars a year, the window's own dollars, who acts and where the items stand.

Here: the list of leaks. Not here: how a leak is measured and valued (mart `leadership_leaks`).
"""

import figures
import panels
import snapshot
import streamlit as st

MOST = 3
LEAKS = """select title, measure, max(owner) as owner, max(next_action) as next_action, max(method) as method,
       max(source_mart) as source_mart, max(source_filter) as source_filter, sum(item_count) as items,
       sum(listed_amount) as listed_amount, sum(window_amount) as window_amount, sum(annual_amount) as annual_amount,
       min(window_start) as window_start, max(window_end) as window_end, max(window_days) as window_days
from marts.leadership_leaks where $entity is null or entity_id = $entity
group by leak, title, measure order by coalesce(sum(annual_amount), sum(window_amount)) desc, title"""
LABELS = {"title": "Leak", "annual_amount": "A year", "window_amount": "Measured", "listed_amount": "Listed",
          "items": "Items", "owner": "Owner", "next_action": "What to do", "method": "How it is measured",
          "source_mart": "List", "source_filter": "Rows"}  # fmt: skip


def show(entity: str | None) -> None:
    """Show the three largest leaks in words, and all of them in a table to open.

    Args:
        entity: tax number of the entity; None for all.
    """
    rows = snapshot.query(LEAKS, entity=entity)
    if rows.is_empty():
        figures.nothing("No leak found: nothing preventable was denied, withheld or left lying.")
        return
    for number, row in enumerate(rows.head(MOST).rows(named=True), start=1):
        text = figures.text
        panels.sentence(
            f"<b>{number}. {text(row['title'])}: {_dollars(row)}</b><br>"
            f"<b>{text(row['owner'].capitalize())}:</b> {text(row['next_action'])}.<br>"
            f"<span class='soft'>{_window(row)}</span>",
            "wait",
        )
    with st.expander(f"All {figures.count(len(rows), 'leak')}: how each is measured and where its items stand"):
        figures.table(rows, LABELS, "leadership_leaks", alt="Leaks, largest first", wide="method",
                      elsewhere={"items": "leadership_leaks.item_count"})  # fmt: skip


def _dollars(row: dict) -> str:
    if row["measure"] == "stock":
        return f"{figures.money(row['window_amount'])} lie open"
    if row["annual_amount"] is None:
        return figures.money(row["window_amount"])
    return f"{figures.money(row['annual_amount'])} a year"


def _window(row: dict) -> str:
    """Say what was measured: the window's own dollars, or since when nothing is done."""
    items = figures.count(row["items"], "item")
    if row["measure"] == "stock":
        return f"{items} on {row['window_end']}."
    return (
        f"{figures.money(row['window_amount'])} in {figures.count(row['window_days'], 'day')} since "
        f"{row['window_start']}: {items}, {figures.money(row['listed_amount'])} listed."
    )
