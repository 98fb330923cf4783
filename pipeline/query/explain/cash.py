"""The money side of a chain: bank lines, why they match, the evidence and its arithmetic.

Here: those sections for any set of bank lines and evidence. Not here: postings and ledger (`books`), claims (`claims`),
exceptions (`troubles`), and which bank lines and evidence belong to a chain (the package itself).
"""

from decimal import Decimal
from typing import Any

from pipeline.query.explain.chain import Ask, Line, Section, Sum
from pipeline.query.explain.questions import (
    ADJUSTMENTS,
    BANK,
    LAGS,
    MATCHES,
    OTHERS,
    PAYOUTS,
    REMITTANCES,
)

ZERO = Decimal(0)
KINDS = {
    "remittance": "remittance (835)", "card_payout": "card payout", "pm_batch": "batch on a deposit slip",
    "lockbox_item": "check of the lockbox file", "agency_collection": "statement of a collection agency",
    "portal_batch": "batch of the payment portal",
}  # fmt: skip

SAID_BY = {"decision": "decision", "recurring_description": "its recurring description, decisions"}
"""Rules that classify a bank line because people said so."""


def bank(ask: Ask, deposits: list[str]) -> Section:
    """The bank's own lines."""
    rows = ask(BANK, ids=deposits)
    lines = [
        Line(
            words=join(f"{row['channel']} {row['direction']}", row["payer_name"], row["account_name"], _state(row)),
            on=row["statement_date"], amount=row["bank_amount"] * (-1 if row["direction"] == "debit" else 1),
            reference=row["reference"], source=(row["_file_id"], row["_line"]),
        )
        for row in rows
    ]  # fmt: skip
    return Section("bank", "Bank", lines, empty="No bank line has brought this money.")


def _state(row: dict[str, Any]) -> str:
    """What has become of a bank line, and who says so where nothing proves it."""
    if row["state"] != "classified":
        return row["state"]
    by = SAID_BY.get(row["classification_rule"])
    return f"classified as {row['class'].replace('_', ' ')}" + (
        f" by {by} {row['classification_evidence']}" if by else ""
    )


def match(ask: Ask, deposits: list[str], evidence: list[str]) -> Section:
    """Why bank and evidence belong together: rule, version, keys, rarity, alternatives, what still differs."""
    section = Section("match", "Why they belong together", empty="Nothing is matched.")
    for row in ask(MATCHES, ids=deposits + evidence):
        by = "rule" if row["actor"] == "rule" else f"person {row['actor']}"
        rule = f"{by} {row['rule'].replace('_', ' ')}, version {row['rule_version']}: {row['rule_description']}"
        section.lines.append(Line(rule, days=row["days_apart"]))
        if row["key_value"]:
            section.lines.append(Line(f"key compared: {row['key_name'].replace('_', ' ')}", reference=row["key_value"]))
        section.lines.append(Line(_rarity(row)))
        if row["difference_code"]:
            section.lines.append(Line(f"still told of it: {row['difference_code']}"))
        section.sums.append(
            Sum(f"bank against {KINDS.get(row['evidence_kind'], row['evidence_kind'])}",
                [("evidence", row["right_amount"])], "bank", row["left_amount"])
        )  # fmt: skip
    return section


def _rarity(row: dict[str, Any]) -> str:
    """How easily the pair could have been another one."""
    others = row["alternatives_count"] or 0
    tried = "no other candidate" if not others else f"{others} other candidates considered and refused"
    lines, evidence = row["same_amount_deposit_count"], row["same_amount_evidence_count"]
    if lines == evidence == 1:
        return f"{tried}; no other bank line and no other evidence has this amount"
    return f"{tried}; bank lines of this amount: {lines}, evidence of this amount: {evidence}"


def evidence(ask: Ask, deposits: list[str], ids: list[str]) -> Section:
    """What explains the money, with the arithmetic of each remittance and payout."""
    section = Section("evidence", "Evidence", empty="No remittance, payout or batch explains this money.")
    lags = {row["evidence_id"]: row["evidence_lag_days"] for row in ask(LAGS, ids=deposits) if row["evidence_id"]}
    for row in ask(REMITTANCES, ids=ids):
        words = join("remittance (835)", row["payer_name"], row["payment_method"], f"{row['claim_count']} claims")
        source = (row["_file_id"], row["_line"])
        lag = lags.get(row["remittance_id"])
        section.lines.append(
            Line(words, row["payment_date"], row["payment_amount"], row["trace_number"], _negative(lag), source)
        )
        for part in ask(ADJUSTMENTS, id=row["remittance_id"]):
            code = f"PLB {part['reason_code']}: {part['gloss'] or 'a code no list knows'}"
            section.lines.append(Line(code, amount=-part["amount"], source=(part["_file_id"], part["_line"])))
        parts = [("claims (sum of CLP04)", row["claim_paid_amount"])]
        if row["provider_adjustment_amount"]:
            parts.append(("provider adjustments (PLB)", -row["provider_adjustment_amount"]))
        section.sums.append(Sum(f"remittance {row['trace_number']}", parts, "payment (BPR02)", row["payment_amount"]))
    for row in ask(PAYOUTS, ids=ids):
        words = join("card payout", row["processor"], f"{row['transaction_count']} movements")
        lag, source = lags.get(row["card_payout_id"]), (row["_file_id"], row["_line"])
        section.lines.append(
            Line(words, row["payout_date"], row["payout_amount"], row["payout_number"], _negative(lag), source)
        )
        # refunds, disputes and other movements carry their sign, fees are stated as what is taken
        parts = [(name, row[f"{name}_amount"]) for name in ("charge", "refund", "dispute", "other")]
        parts.append(("fee", -row["fee_amount"]))
        parts = [(name, amount) for name, amount in parts if amount]
        section.sums.append(Sum(f"payout {row['payout_number']}", parts, "payout", row["payout_amount"]))
    for row in ask(OTHERS, ids=ids):
        words = row["member_kind"].replace("_", " ")
        section.lines.append(
            Line(KINDS.get(row["member_kind"], words), row["member_date"], row["amount_used"], row["reference"],
                 _negative(lags.get(row["member_id"])), (row["_file_id"], row["_line"]))
        )  # fmt: skip
    return section


def join(*parts: Any) -> str:
    """Words with commas between them, what is not known left out."""
    return ", ".join(str(part) for part in parts if part)


def _negative(days: int | None) -> int | None:
    """Lags count from the evidence to the bank; a line counts from the bank."""
    return None if days is None else -days
