"""Invented rows of the cash proof: one month of two channels whose bridge closes, and three roll-forwards that foot.

Here: table shapes and rows of the page Cash proof. Not here: other marts (`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
ON_HOLD = "period entity_id account_number beginning_amount new_amount resolved_amount ending_amount open_count"
ITEM = "period entity_id account_number channel subject_kind subject_id reference"
MOVES = "opened_date age_business_days beginning_amount new_amount resolved_amount ending_amount"
SHAPES = {
    "cash_bridge": (
        "cash_bridge_id period entity_id account_number channel term_order term title amount beginning_amount "
        "ending_amount item_count"
    ),
    "cash_bridge_items": (
        "cash_bridge_item_id period entity_id account_number channel term_order term subject_kind subject_id reference "
        "reason item_date amount money_id _file_id _line"
    ),
    "unapplied_cash": f"unapplied_cash_id {ON_HOLD} oldest_age_business_days",
    "unapplied_cash_items": f"unapplied_cash_item_id {ITEM} payer_type reason {MOVES} _file_id _line",
    "unposted_cash": f"unposted_cash_id {ON_HOLD} oldest_age_business_days",
    "unposted_cash_items": (
        f"unposted_cash_item_id {ITEM} payer_name is_evidenced reason {MOVES} later_posting_date money_id "
        "_file_id _line"
    ),
    "unidentified_cash": f"unidentified_cash_id {ON_HOLD} oldest_age_business_days",
    "unidentified_cash_items": f"unidentified_cash_item_id {ITEM} payer_name reason {MOVES} money_id _file_id _line",
}
PLACE = {"entity_id": "841234567", "account_number": "4400012345"}
TERMS = [
    ("bank_credits", "Bank credits", "1662.34", "410.00"),
    ("own_transfers", "Own transfers, corrections, re-deposits", "0.00", "0.00"),
    ("non_receivable_receipts", "Receipts that are no patient money", "0.00", "0.00"),
    ("taken_back_by_the_bank", "Returned items reversed in the PM system", "0.00", "0.00"),
    ("netted_out_of_card_payouts", "Netted out of card payouts", "0.00", "90.00"),
    ("provider_adjustments_of_posted_remits", "Provider adjustments of posted remittances", "87.66", "0.00"),
    ("booked_not_banked_change", "Change of booked and not banked", "0.00", "-50.00"),
    ("banked_not_posted_change", "Change of banked and not posted", "50.00", "0.00"),
    ("pm_payments_posted", "PM payments posted", "1800.00", "450.00"),
    ("residual", "Residual", "0.00", "0.00"),
]
"""The worked example of the bridge: the terms of the month, for electronic payments and for cards."""
OPEN = {"booked_not_banked_change": ("200.00", "150.00"), "banked_not_posted_change": ("300.00", "250.00")}


def _bridge() -> Rows:
    rows: Rows = []
    for order, (term, title, *amounts) in enumerate(TERMS, start=1):
        for channel, amount in zip(("eft", "card"), amounts, strict=True):
            begun, ended = OPEN.get(term, ("0", "0")) if amount != "0.00" else ("0", "0")
            rows.append({
                "cash_bridge_id": f"{term} {channel}", "period": "2026-09", **PLACE, "channel": channel,
                "term_order": order, "term": term, "title": title, "amount": Decimal(amount),
                "beginning_amount": Decimal(begun), "ending_amount": Decimal(ended), "item_count": 1,
            })  # fmt: skip
    return rows


def _items(bridge: Rows) -> Rows:
    return [{
        "cash_bridge_item_id": row["cash_bridge_id"], "period": row["period"], **PLACE, "channel": row["channel"],
        "term_order": row["term_order"], "term": row["term"], "subject_kind": "bank_line",
        "subject_id": row["cash_bridge_id"], "reference": f"REF{number}", "reason": "credited",
        "item_date": dt.date(2026, 9, 15), "amount": row["amount"], "money_id": f"m{number}", "_file_id": "f" * 16,
        "_line": number,
    } for number, row in enumerate(bridge, start=1) if row["amount"] and row["term"] != "residual"]  # fmt: skip


def _on_hold(mart: str, begun: str, new: str, resolved: str) -> dict[str, Rows]:
    beginning, came, went = (Decimal(amount) for amount in (begun, new, resolved))
    moves = {"beginning_amount": beginning, "new_amount": came, "resolved_amount": went,
             "ending_amount": beginning + came - went}  # fmt: skip
    item = {
        f"{mart}_item_id": mart, "period": "2026-09", **PLACE, "channel": "eft", "subject_kind": "bank_line",
        "subject_id": mart, "reference": f"{mart.upper()}1", "payer_name": "Blue Prairie", "is_evidenced": True,
        "payer_type": "insurance", "reason": "open", "opened_date": dt.date(2026, 8, 20), "age_business_days": 28,
        **moves, "later_posting_date": None, "money_id": mart, "_file_id": "f" * 16, "_line": 7,
    }  # fmt: skip
    total = {f"{mart}_id": mart, "period": "2026-09", **PLACE, **moves, "open_count": 1, "oldest_age_business_days": 28}
    shaped = {name: item[name] for name in SHAPES[f"{mart}_items"].split()}
    return {mart: [total], f"{mart}_items": [shaped]}


def rows() -> dict[str, Rows]:
    """Make the rows of every mart of the cash proof."""
    bridge = _bridge()
    return {"cash_bridge": bridge, "cash_bridge_items": _items(bridge),
            **_on_hold("unapplied_cash", "10.00", "30.00", "15.00"),
            **_on_hold("unposted_cash", "300.00", "250.00", "300.00"),
            **_on_hold("unidentified_cash", "0.00", "45.10", "0.00")}  # fmt: skip
