"""Invented rows of the controls: credits of three owners, three refunds, findings of four controls, a duty conflict.

Here: table shapes and rows of the pages Credits & refunds and Controls. Not here: other marts (`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
SHAPES = {
    "credit_controls": (
        "credit_balance_id entity_id charge_number claim_number payer_name owner_class owner_order owner_title clock "
        "amount arose_date age_days due_date days_left has_clock urgency step refund_number review_until is_stuck "
        "owner next_action _file_id _line"
    ),
    "refund_controls": (
        "refund_id entity_id refund_number payee_type claim_number payment_number method reference_number amount "
        "requested_by approved_by approved_date issued_date cleared_date pm_refunded_amount state age_days tier "
        "approval bank_says pm_says next_step is_taken_back_as_well _file_id _line"
    ),
    "adjustment_controls": (
        "adjustment_control_id entity_id control area title words item_kind item_id reference claim_number payer_name "
        "amount user_name approver posting_date entered_date has_evidence severity owner tier _file_id _line"
    ),
    "control_coverage": (
        "control control_order area title severity owner next_action needs examined_count unknown_count finding_count "
        "finding_amount is_provided says"
    ),
    "duty_conflicts": (
        "duty_conflict_id entity_id duty_pair title words money_kind reference user_name first_duty first_date "
        "second_duty second_date month amount _file_id _line"
    ),
    "productivity": (
        "productivity_id entity_id user_name month work_kind title touch_count weight weighted_touches amount "
        "reversed_count variance_count variance_amount"
    ),
    "prior_period_adjustments": (
        "prior_period_adjustment_id entity_id original_period reported_period reason is_dated_by_source record "
        "reference claim_number payer_name financial_class posting_date known_date close_date before_amount "
        "after_amount amount balance_change_amount _file_id _line"
    ),
    "write_offs": (
        "write_off_id entity_id charge_number claim_number payer_name financial_class adjustment_class month "
        "posting_date amount user_name tier tier_title needs_approval approval approver approved_date _file_id _line"
    ),
}
TYPES = {
    "weight": "decimal(18,2)", "weighted_touches": "decimal(18,2)", "review_until": "date", "has_clock": "boolean",
    "has_evidence": "boolean", "needs_approval": "boolean",
}  # fmt: skip
"""Of columns whose name does not say their type."""
AS_OF = dt.date(2026, 9, 30)
CREDITS = [
    ("government", 1, "Public payer", "500.00", 62, "overdue", "nobody has asked for a refund", True),
    ("patient", 3, "Patient", "40.00", 55, "due within 7 days", "refund on its way", False),
    ("unresolved", 4, "Posting error", "7.77", 3, "no clock", "posting to be corrected", False),
]
REFUNDS = [
    ("RF1", "stale", 120, "check", "not paid yet", "approved", "Call the payee; then void the check."),
    ("RF2", "outstanding", 5, "check", "not paid yet", "not provided", "Wait for the bank."),
    ("RF3", "cleared", 9, "card", "paid", "approved", "Nothing: it is complete."),
]
FOUND = [
    ("write_off_over_limit", "write-offs", "Write-off above what its author may decide alone", "600.00", "biller"),
    ("cash_voided_same_day", "voids", "Cash payment voided after its receipt", "30.00", "kim"),
    ("posted_back_dated", "postings", "Posted into a closed month", "207.90", None),
    ("sequence_gap", "sequences", "Numbers missing in a sequence", "0.00", "kim"),
]


def rows() -> dict[str, Rows]:
    """The rows of every mart of `SHAPES` that a page shows."""
    entity = {"entity_id": "841234567", "_file_id": "c" * 16, "_line": 7}
    credits_ = [{
        **entity, "credit_balance_id": f"cr{number}", "charge_number": f"10{number}", "claim_number": f"2{number}",
        "payer_name": "Medicare Part B", "owner_class": kind, "owner_order": order, "owner_title": title,
        "clock": f"Clock of {kind}", "amount": Decimal(amount), "arose_date": AS_OF - dt.timedelta(age),
        "age_days": age, "due_date": None if kind == "unresolved" else AS_OF + dt.timedelta(60 - age),
        "days_left": None if kind == "unresolved" else 60 - age,
        "has_clock": kind != "unresolved", "urgency": urgency, "step": step, "is_stuck": stuck, "owner": "coordinator",
        "next_action": "Give it back",
    } for number, (kind, order, title, amount, age, urgency, step, stuck) in enumerate(CREDITS)]  # fmt: skip
    refunds = [{
        **entity, "refund_id": number, "refund_number": number, "payee_type": "patient", "method": method,
        "reference_number": f"52{number}", "amount": Decimal(35), "issued_date": AS_OF - dt.timedelta(age),
        "age_days": age, "state": state, "tier": "auto", "approval": approval, "bank_says": bank, "pm_says": "shown",
        "next_step": step, "is_taken_back_as_well": False,
    } for number, state, age, method, bank, approval, step in REFUNDS]  # fmt: skip
    found = [{
        **entity, "adjustment_control_id": control, "control": control, "area": area, "title": title,
        "words": f"What happened to {control}. What to do.", "item_kind": "item", "item_id": f"item {control}",
        "reference": f"N{number}", "amount": Decimal(amount), "user_name": login, "posting_date": AS_OF,
        "has_evidence": False, "severity": "high" if number < 3 else "medium", "owner": "controller", "tier": "auto",
    } for number, (control, area, title, amount, login) in enumerate(FOUND)]  # fmt: skip
    coverage = [{
        "control": row["control"], "control_order": number, "area": row["area"], "title": row["title"],
        "severity": row["severity"], "owner": "controller", "next_action": "What to do", "examined_count": 10,
        "unknown_count": 0, "finding_count": 1, "finding_amount": row["amount"], "is_provided": True,
        "says": "10 looked at",
    } for number, row in enumerate(found, start=1)]  # fmt: skip
    coverage.append({**coverage[0], "control": "login_unknown", "control_order": 9, "finding_count": 0,
                     "area": "postings", "title": "Posted by a login the user list does not have",
                     "finding_amount": Decimal(0), "examined_count": 0, "is_provided": False,
                     "says": "Not provided. Needs: user list. Logins nobody answers for are not seen."})  # fmt: skip
    duties = [{
        **entity, "duty_conflict_id": "d1", "duty_pair": "poster_adjuster", "title": "Posted and wrote off",
        "words": "A payment can be kept. Compare it.", "money_kind": "charge line", "reference": "101",
        "user_name": "kim", "first_duty": "payment poster", "first_date": AS_OF, "second_duty": "write-off author",
        "second_date": AS_OF, "month": "2026-09", "amount": Decimal(20),
    }]  # fmt: skip
    work = [{
        "productivity_id": kind, "entity_id": "841234567", "user_name": "kim", "month": "2026-09", "work_kind": kind,
        "title": title, "touch_count": 12, "weight": Decimal(1), "weighted_touches": Decimal(12),
        "amount": Decimal(900), "reversed_count": 1, "variance_count": 2, "variance_amount": Decimal(11),
    } for kind, title in (("payment posted", "Payments posted"), ("drawer counted", "Drawers counted"))]  # fmt: skip
    late = [{
        **entity, "prior_period_adjustment_id": "p1", "original_period": "2026-08", "reported_period": "2026-09",
        "reason": "posted back into the month", "is_dated_by_source": True, "record": "payment", "reference": "51104",
        "posting_date": dt.date(2026, 8, 31), "known_date": dt.date(2026, 9, 7), "before_amount": Decimal(0),
        "after_amount": Decimal("207.90"), "amount": Decimal("207.90"), "balance_change_amount": Decimal(0),
    }]  # fmt: skip
    return {"credit_controls": credits_, "refund_controls": refunds, "adjustment_controls": found,
            "control_coverage": coverage, "duty_conflicts": duties, "productivity": work,
            "prior_period_adjustments": late}  # fmt: skip
