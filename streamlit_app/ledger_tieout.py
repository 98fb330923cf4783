"""The general ledger on the board: control accounts against their sub-ledgers, and the entries the books lack.

Here: one proof of the page Cash proof. Not here: the page's filter, other proofs.
"""

from collections.abc import Mapping
from typing import Any

import figures
import polars as pl
import snapshot
import streamlit as st
import tiles

NAMED = {
    "timing_amount": "Another month",
    "unbooked_amount": "Not booked",
    "booked_elsewhere_amount": "Elsewhere",
    "manual_amount": "By hand",
    "not_at_bank_amount": "Not at bank",
    "another_amount": "Another amount",
    "differs_from_pm_amount": "PM shows else",
}
"""Named items of a difference, with their headings."""
TIES = """select gl_account, role, gl_closing_amount, gl_amount, subledger_amount, difference_amount, timing_amount,
       unbooked_amount, booked_elsewhere_amount, manual_amount, not_at_bank_amount, another_amount,
       differs_from_pm_amount, residual_amount
from marts.gl_tieout
where (len($entities) = 0 or list_contains($entities, entity_id)) and period = $period
  and (gl_closing_amount <> 0 or gl_amount <> 0 or subledger_amount <> 0)
order by abs(difference_amount) desc, gl_account"""
ITEMS = """select i.gl_account, i.kind, i.subject_kind, i.reference, i.amount,
       f.file_name || ', ' || f.unit || ' ' || i._line as source
from marts.gl_tieout_items as i
left join marts.file_names as f on i._file_id = f.file_id
where (len($entities) = 0 or list_contains($entities, i.entity_id)) and i.period = $period
  and i.gl_account = $gl_account
order by abs(i.amount) desc, i.gl_tieout_item_id"""
ENTRIES = """select e.entry_date, e.template, l.gl_account, l.entry_memo, l.debit_amount, l.credit_amount,
       e.reversal_date, f.file_name || ', ' || f.unit || ' ' || e._line as source
from marts.journal_entries as e
inner join marts.journal_entry_lines as l on e.journal_entry_id = l.journal_entry_id
left join marts.file_names as f on e._file_id = f.file_id
where (len($entities) = 0 or list_contains($entities, e.entity_id)) and e.period = $period and e.state = 'proposed'
order by e.template, e.entry_date, e.journal_entry_id, l.line_number"""


def show(wanted: Mapping[str, Any]) -> None:
    """Show every control account of the month, the items of the one selected, and the entries proposed.

    Args:
        wanted: the page's filter: period, entities; accounts and channels do not apply to the ledger.
    """
    place = {name: wanted[name] for name in ("period", "entities")}
    ties = snapshot.query(TIES, **place)
    if ties.is_empty():
        figures.nothing("Not measurable: the tie-out needs the general ledger of the month and the seed gl_accounts.")
        return
    entries = snapshot.query(ENTRIES, **place)
    _tiles(ties, entries)
    st.caption("Debits are above zero. Select an account to see what lies between it and its sub-ledger.")
    used = {name: label for name, label in NAMED.items() if (ties[name] != 0).any()}
    labels = {"gl_account": "Ledger account", "gl_closing_amount": "Balance", "gl_amount": "Ledger moved",
              "subledger_amount": "Sub-ledger moved", "difference_amount": "Difference", **used,
              "residual_amount": "Residual"}  # fmt: skip
    chosen = figures.table(
        ties, labels, "gl_tieout", alt="Control accounts and their sub-ledgers", key=f"ties {place}", on_select="rerun",
        most=14, selection_mode="single-row-required", selection_default={"selection": {"rows": [0]}},
    ).selection.rows  # fmt: skip
    _items(ties["gl_account"][(chosen or [0])[0]], place)
    _entries(entries, wanted["period"])


def _tiles(ties: pl.DataFrame, entries: pl.DataFrame) -> None:
    """How much differs, how much of it no item names, and how much is proposed to book."""
    residual = ties["residual_amount"].abs().sum()
    tiles.show(
        [
            {"label": "Control accounts", "value": f"{len(ties):,}", "definition": "gl_tieout",
             "note": f"{len(ties.filter(pl.col('difference_amount') == 0)):,} agree to the cent"},
            {"label": "Differences, named", "value": figures.money(ties["difference_amount"].abs().sum()),
             "definition": "gl_tieout.difference_amount", "note": "without sign, over all accounts"},
            {"label": "Not named", "value": figures.money(residual), "definition": "gl_tieout.residual_amount",
             "note": "every difference has its items" if not residual else "no item explains it",
             "tone": "bad" if residual else "good"},
            {"label": "Entries proposed", "value": figures.money(entries["debit_amount"].sum()),
             "definition": "journal_entries", "note": "debits = credits; a person approves"},
        ],
        key="ties",
    )  # fmt: skip


def _items(gl_account: str, place: Mapping[str, Any]) -> None:
    """What lies between one account and its sub-ledger, largest first."""
    items = snapshot.query(ITEMS, gl_account=gl_account, **place)
    if items.is_empty():
        figures.nothing(f"{gl_account}: the ledger moved what its sub-ledger did.")
        return
    st.caption(f"**{gl_account}**: {figures.count(len(items), 'item')}")
    shown = items.with_columns(pl.col("kind", "subject_kind").str.replace_all("_", " "))
    labels = {"kind": "Why", "subject_kind": "Made from", "reference": "Reference", "amount": "Amount",
              "source": "Source"}  # fmt: skip
    figures.table(
        shown, labels, "gl_tieout_items", alt=f"Items of {gl_account}", elsewhere={"source": "gl_tieout_items._file_id"}
    )


def _entries(entries: pl.DataFrame, period: str) -> None:
    """The entries the books lack, line by line."""
    if entries.is_empty():
        figures.nothing(f"{period}: the books lack no entry.")
        return
    st.caption("Proposed journal entries: prepared here, approved and booked by a person.")
    labels = {"entry_date": "Date", "template": "Template", "gl_account": "Account", "entry_memo": "Memo",
              "debit_amount": "Debit", "credit_amount": "Credit", "reversal_date": "Taken back on",
              "source": "Source"}  # fmt: skip
    elsewhere = {name: f"journal_entries.{name}" for name in ("entry_date", "template", "reversal_date")}
    figures.table(
        entries, labels, "journal_entry_lines", alt="Proposed journal entries",
        elsewhere={**elsewhere, "source": "journal_entries._file_id"}, wide="entry_memo",
    )  # fmt: skip
