"""The book side of a chain: what the PM system has posted and the general ledger has booked.

Here: those two sections. Not here: the money itself (`cash`).
"""

from decimal import Decimal

from pipeline.query.explain.cash import join
from pipeline.query.explain.chain import Ask, Line, Section, Sum
from pipeline.query.explain.questions import BANKED, ENTRIES, LAGS, PAYMENTS, REMITTANCES

ZERO = Decimal(0)


def posting(ask: Ask, deposits: list[str], ids: list[str], payments: list[str]) -> Section:
    """What the PM system has posted of it, and whether that is what was paid."""
    section = Section("posting", "Posted in the PM system", empty="Nothing is posted in the PM system yet.")
    lags = [row["posting_lag_days"] for row in ask(LAGS, ids=deposits) if row["posting_lag_days"] is not None]
    for row in ask(PAYMENTS, deposits=deposits, ids=ids, payments=payments):
        words = join(row["payer_type"], row["method"], row["payer_name"], "VOIDED" if row["is_voided"] else None)
        section.lines.append(
            Line(f"{words} payment {row['payment_number'] or ''}".strip(), row["posting_date"], row["amount"],
                 row["reference_number"] or row["batch_number"], source=(row["_file_id"], row["_line"]))
        )  # fmt: skip
    if section.lines and lags:
        days, side = abs(max(lags)), "after" if max(lags) >= 0 else "before"
        section.title += f", {days} business {'day' if days == 1 else 'days'} {side} the bank"
    for row in ask(REMITTANCES, ids=ids):
        parts = [("posted", row["posted_amount"] or ZERO)]
        section.sums.append(
            Sum(f"posting of remittance {row['trace_number']}", parts, "claims to post", row["claim_paid_amount"])
        )  # fmt: skip
    return section


def ledger(ask: Ask, deposits: list[str]) -> Section:
    """Where the general ledger books the bank lines."""
    section = Section("ledger", "General ledger", empty="No entry of the general ledger books it yet.")
    for row in ask(ENTRIES, ids=deposits):
        words = join(row["transaction_type"], row["account"])
        section.lines.append(
            Line(words, row["posting_date"], row["amount"], row["number"], row["gl_lag_days"],
                 (row["_file_id"], row["_line"]))
        )  # fmt: skip
    if section.lines:
        banked = sum((row["amount"] for row in ask(BANKED, ids=deposits)), ZERO)
        booked = [("booked", sum((line.amount or ZERO for line in section.lines), ZERO))]
        section.sums.append(Sum("ledger against bank", booked, "bank", banked))
    return section
