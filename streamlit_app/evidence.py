"""One deposit with all that explains it: the bank's line beside its evidence, the key, the arithmetic, posting, GL.

Here: laying out one deposit's story. Not here: the questions (`stories`), and what a person decides (`desk`).
"""

from decimal import Decimal
from typing import Any

import panels
import snapshot
import streamlit as st
from figures import count, money, text


def show(deposit: dict[str, Any], candidates: list[dict[str, Any]]) -> None:
    """Show the deposit, what explains it and how, in the order a person checks it.

    Args:
        deposit: its `story`.
        candidates: evidence that still lacks its money, shown beside a deposit that lacks its evidence.
    """
    panels.sentence(*_verdict(deposit))
    left, right = st.columns(2)
    with left:
        panels.facts("Bank", _bank_side(deposit), deposit["key_value"])
    with right:
        panels.facts(*_evidence_side(deposit), deposit["key_value"])
        if deposit["state"] == "exception" and candidates:
            st.caption("Nearest evidence that lacks its money")
            near = candidates[:3]
            panels.lines(
                [(f"{one['payer_name']}, {one['reference']}", one["amount"], one["evidence_date"]) for one in near]
            )
    if deposit["state"] == "matched":
        panels.sentence(f"<b>Arithmetic</b> {text(_arithmetic(deposit))}")
        panels.facts("Afterwards", _afterwards(deposit))


def _verdict(deposit: dict[str, Any]) -> tuple[str, str]:
    """Say in one sentence what the deposit is and why we think so; gives prepared HTML and its tone."""
    if deposit["state"] == "classified":
        return f"<b>● Classified</b> as {text(deposit['classification'])}: not money for claims.", "plain"
    if deposit["state"] == "exception":
        return _open_question(deposit["exception"] or {})
    others = deposit["alternatives_count"] or 0
    considered = f"{count(others, 'alternative')} considered and refused" if others else "no alternative fitted"
    by = "the rule" if deposit["actor"] == "rule" else f"a person ({text(deposit['actor'])}),"
    rule, key = (text((deposit[name] or "").replace("_", " ")) for name in ("match_rule", "key_name"))
    key = f" on {key} <mark>{text(deposit['key_value'])}</mark>" if deposit["key_value"] else ""
    words = (
        f"<b>✓ Matched</b> by {by} <b>{rule}</b> (version {text(deposit['rule_version'])}){key}, "
        f"{count(abs(deposit['days_apart'] or 0), 'business day')} apart; {considered}."
    )
    return words, "good"


def _open_question(exception: dict[str, Any]) -> tuple[str, str]:
    """Say what is not explained, or how a person settled it, with the latest note."""
    title = f"{text(exception.get('title'))}</b> ({text(exception.get('code'))})"
    note = f"<br>Note: {text(exception['note'])}" if exception.get("note") else ""
    if not exception.get("is_open", True):
        who = "its evidence" if exception["resolved_by"] == "rule" else text(exception["resolved_by"])
        return f"<b>● {text(exception['status']).capitalize()} by {who}: {title}.{note}", "plain"
    words = (
        f"<b>! Open: {title}, {count(exception.get('age_business_days') or 0, 'business day')} old. "
        f"{text(exception.get('cause'))}.<br><b>Next: {text(exception.get('next_action'))}</b> "
        f"({text(exception.get('owner'))}){note}"
    )
    return words, "wait"


def _bank_side(deposit: dict[str, Any]) -> list[tuple[str, Any]]:
    return [
        ("Amount", deposit["amount"]), ("Date", deposit["deposit_date"]), ("Channel", deposit["channel"]),
        ("Account", deposit["account_name"] or deposit["account_number"]), ("Bank type code", deposit["type_code"]),
        ("Bank reference", deposit["bank_reference"]), ("Customer reference", deposit["customer_reference"]),
        ("Bank text", deposit["payer_text"]), ("Source", snapshot.source(deposit["_file_id"], deposit["_line"])),
    ]  # fmt: skip


def _evidence_side(deposit: dict[str, Any]) -> tuple[str, list[tuple[str, Any]]]:
    kind, amount = deposit["evidence_kind"], deposit["evidence_amount"]
    if kind == "remittance":
        balanced = "balances to the cent" if deposit["is_balanced"] else "does not balance"
        return "Remittance (835)", [
            ("Amount", amount), ("Date", deposit["payment_date"]), ("Payer", deposit["payer_name"]),
            ("Trace number", deposit["trace_number"]), ("Method", deposit["payment_method"]),
            ("Claims", deposit["claim_count"]), ("Own arithmetic", balanced),
            ("Source", snapshot.source(deposit["remittance_file_id"], deposit["remittance_line"])),
        ]  # fmt: skip
    if kind == "card_payout":
        return "Card payout", [
            ("Amount", amount), ("Date", deposit["payout_date"]), ("Processor", deposit["processor"]),
            ("Payout number", deposit["payout_number"]), ("Transactions", deposit["transaction_count"]),
            ("Source", snapshot.source(deposit["payout_file_id"], deposit["payout_line"])),
        ]  # fmt: skip
    if kind:
        return "PM batch", [
            ("Amount", amount), ("Date", deposit["evidence_date"]),
            (str(deposit["key_name"]).replace("_", " ").capitalize(), deposit["key_value"]),
        ]  # fmt: skip
    return "Evidence", [
        ("None", "needs none" if deposit["state"] == "classified" else "nothing landed explains this credit")
    ]


def _arithmetic(deposit: dict[str, Any]) -> str:
    """Write the sum that leads from the evidence to the bank's amount, to the cent."""
    total, zero = deposit["amount"], Decimal(0)
    if deposit["evidence_kind"] == "remittance":
        adjustment = -(deposit["provider_adjustment_amount"] or zero)
        parts = f"{money(total)} = {money(deposit['claim_paid_amount'])} claims"
        sign = "+" if adjustment > 0 else "-"
        parts += f" {sign} {money(abs(adjustment))} provider adjustments (PLB)" if adjustment else ""
    elif deposit["evidence_kind"] == "card_payout" and deposit["card_gross_amount"] is not None:
        held = deposit["card_gross_amount"] - total
        sales = f"{money(deposit['card_gross_amount'])} card sales less refunds"
        parts = f"{money(total)} = {sales} - {money(held)} fees, disputes and reserves"
    else:
        parts = f"{money(total)} = {money(deposit['evidence_amount'])} in the batch"
    return f"{parts}; difference {money(deposit['evidence_difference'] or zero)}"


def _afterwards(deposit: dict[str, Any]) -> list[tuple[str, Any]]:
    def step(day: Any, amount: Decimal | None, lag: int | None, system: str) -> str:
        side = "after" if (lag or 0) >= 0 else "before"
        late = f", {count(abs(lag), 'business day')} {side} the bank" if lag else ", the same day"
        return f"{money(amount)} on {day}{late}" if day else f"nothing in the {system} yet"

    posted = step(deposit["posting_date"], deposit["posted_amount"], deposit["posting_lag_days"], "PM system")
    if deposit["unposted_amount"]:
        posted += f"; {money(deposit['unposted_amount'])} still to post"
    ledger = step(deposit["gl_date"], deposit["gl_amount"], deposit["gl_lag_days"], "general ledger")
    return [("Posted in PM", posted), ("In the general ledger", ledger)]
