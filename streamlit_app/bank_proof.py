"""Proof of cash and bank reconciliation on the board: four columns by account, and the items behind them.

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

MARKS = {"adjusted_bank": "= ", "adjusted_books": "= ", "difference": "= "}
"""What stands before the name of a total."""
PROOF = """select account_number, line_order, line_name, title, prior_amount, receipts_amount, disbursements_amount,
       current_amount
from marts.proof_of_cash
where (len($entities) = 0 or list_contains($entities, entity_id))
  and (len($accounts) = 0 or list_contains($accounts, account_number)) and period = $period
order by account_number, line_order"""
ITEMS = """select i.account_number, i.kind, i.reference, i.opened_date, i.cleared_date, i.age_business_days,
       i.prior_amount, i.current_amount, f.file_name || ', ' || f.unit || ' ' || i._line as source
from marts.proof_of_cash_items as i
left join marts.file_names as f on i._file_id = f.file_id
where (len($entities) = 0 or list_contains($entities, i.entity_id))
  and (len($accounts) = 0 or list_contains($accounts, i.account_number)) and i.period = $period
order by i.current_amount = 0, i.kind, i.opened_date, i.proof_of_cash_item_id"""


def show(wanted: Mapping[str, Any]) -> None:
    """Show the proof of every account for the month, and its items: what is open first.

    Args:
        wanted: the page's filter: period, entities, accounts; channels do not apply to whole accounts.
    """
    place = {name: wanted[name] for name in ("period", "entities", "accounts")}
    proof = snapshot.query(PROOF, **place)
    if proof.is_empty():
        figures.nothing(
            "Not measurable: the proof of cash needs bank statements of the month and the ledger account that books "
            "the bank account, named in the seeds bank_accounts and gl_accounts."
        )
        return
    for account in proof["account_number"].unique().sort():
        _account(account, proof.filter(pl.col("account_number") == account))
    items = snapshot.query(ITEMS, **place)
    if items.is_empty():
        figures.nothing(f"{wanted['period']}: bank and books know the same; no item stands between them.")
        return
    still = items.filter(pl.col("current_amount") != 0)
    st.caption(
        f"{figures.count(len(still), 'item')} open at the end of {wanted['period']}; "
        f"{len(items) - len(still):,} cleared in the month."
    )
    shown = items.with_columns(pl.col("kind").str.replace_all("_", " "))
    labels = {"account_number": "Account", "kind": "Item", "reference": "Reference", "opened_date": "Since",
              "cleared_date": "Cleared", "age_business_days": "Age (bd)", "prior_amount": "Stood before",
              "current_amount": "Stands now", "source": "Source"}  # fmt: skip
    figures.table(
        shown, labels, "proof_of_cash_items", alt="Items of the proof of cash, open ones first",
        elsewhere={"source": "proof_of_cash_items._file_id"},
    )  # fmt: skip


def _account(account: str, proof: pl.DataFrame) -> None:
    """The three balances of an account, whether they agree, and the four columns."""
    rows = {row["line_name"]: row for row in proof.rows(named=True)}
    gaps = [rows["difference"][f"{name}_amount"] for name in ("prior", "receipts", "disbursements", "current")]
    left = sum((abs(gap) for gap in gaps), Decimal(0))
    tiles.show(
        [
            {"label": "Balance per bank", "value": figures.money(rows["per_bank"]["current_amount"]),
             "definition": "bank_reconciliations.bank_amount", "note": f"account {account}"},
            {"label": "Balance per books", "value": figures.money(rows["per_books"]["current_amount"]),
             "definition": "bank_reconciliations.book_amount", "note": "as the ledger shows it"},
            {"label": "True balance", "value": figures.money(rows["adjusted_bank"]["current_amount"]),
             "definition": "bank_reconciliations.adjusted_bank_amount", "note": "bank and books with their items"},
            {"label": "Difference", "value": figures.money(left), "definition": "proof_of_cash",
             "note": "four columns, without sign" if left else "all four columns agree",
             "tone": "bad" if left else "good"},
        ],
        key=f"proof {account}",
    )  # fmt: skip
    opening = rows["opening_difference"]["current_amount"]
    if opening:
        panels.sentence(
            f"Bank and books differed by {figures.money(opening)} before the first day delivered, or the ledger prints "
            "no balances. It stays a line of its own until its cause is found.", "wait",
        )  # fmt: skip
    used = proof.filter(
        pl.col("line_name").is_in(["per_bank", "per_books", *MARKS])
        | pl.any_horizontal(pl.col("prior_amount", "receipts_amount", "disbursements_amount", "current_amount") != 0)
    )
    marked = used.with_columns(title=pl.col("line_name").replace_strict(MARKS, default="") + pl.col("title"))
    labels = {"title": "Line", "prior_amount": "Before", "receipts_amount": "Receipts",
              "disbursements_amount": "Disbursements", "current_amount": "Now"}  # fmt: skip
    figures.table(
        marked, labels, "proof_of_cash", alt=f"Four-column proof of account {account}", most=20, wide="title",
        key=f"four columns {account}",
    )  # fmt: skip
