"""Invented rows of the claims that need work: a worklist with the arithmetic of its lines, rejections, waits, trends.

Here: table shapes and rows of those marts. Not here: other marts (`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 9, 30)
SHAPES = {
    "worklist": (
        "worklist_id work_rank entity_id claim_number charge_number procedure_code payer_name financial_class kind "
        "category group_code reason_code reason remark_codes line_count open_amount amount_at_stake chance "
        "chance_support deadline_kind deadline_date days_left urgency urgency_weight expected_value effort_minutes "
        "priority_score why next_step similar_count similar_amount other_trouble_count service_date "
        "first_submission_date latest_submission_date submission_count trouble_date adjudication_date _file_id _line"
    ),
    "worklist_lines": (
        "worklist_line_id worklist_id entity_id claim_number service_position procedure_code payer_name "
        "adjudication_date charge_amount contractual_amount denied_amount patient_amount other_amount paid_amount "
        "difference_amount expected_amount is_denied remark_codes _file_id _line"
    ),
    "ar_ledger": (
        "ar_ledger_id entity_id location_id provider_id charge_number claim_number payer_name financial_class movement "
        "movement_date amount _file_id _line"
    ),
    "remittance_differences": (
        "remittance_difference_id entity_id remittance_id claim_number trace_number equation computed_amount "
        "stated_amount difference_amount severity _file_id _line"
    ),
    "denial_trends": (
        "period entity_id payer_name financial_class decided_count denied_count not_overturned_count preventable_count "
        "decided_amount denied_amount not_overturned_amount preventable_amount"
    ),
    "claim_rejections": (
        "claim_rejection_id entity_id claim_number submission_number payer_name financial_class service_date "
        "submission_date rejected_date status_category status_code reason charge_amount sent_again_date "
        "days_to_sending_again is_standing age_days _file_id _line"
    ),
    "claim_waits": (
        "claim_id entity_id claim_number payer_name financial_class service_date latest_submission_date "
        "submission_count charge_amount waited_days usual_days median_days answered_count is_late _file_id _line"
    ),
}
DECIMALS = {"amount_at_stake", "expected_value", "priority_score", "urgency_weight"}
MONTHS = ("2026-07", "2026-08", "2026-09")
PAYERS = [("Medicare Part B", "medicare"), ("Blue Prairie", "bcbs")]
KINDS = [
    ("denied line", "authorisation", "CO", "197", "no authorisation or notice before the service"),
    ("rejected", "rejected", None, "A7 562", "national provider identifier of the entity"),
    ("no answer", "no answer", None, None, None),
]
SOURCE = {"entity_id": "841234567", "_file_id": "e" * 16, "_line": 3}


def _day(number: int) -> dt.date:
    return AS_OF - dt.timedelta(days=number)


def _work(number: int) -> dict[str, Any]:
    payer, financial_class = PAYERS[number % 2]
    kind, category, group, code, reason = KINDS[number % 3]
    left, expected = number * 4 - 6, Decimal(90 - number)
    return SOURCE | {
        "worklist_id": f"w{number}", "work_rank": number, "claim_number": f"E{number}", "charge_number": f"C{number}",
        "procedure_code": "99213", "payer_name": payer, "financial_class": financial_class, "kind": kind,
        "category": category, "group_code": group, "reason_code": code, "reason": reason, "remark_codes": "N290",
        "line_count": 1, "open_amount": Decimal(150), "amount_at_stake": Decimal(100), "chance": 0.5,
        "chance_support": "paid after denial 27 of 38", "deadline_kind": "appeal",
        "deadline_date": _day(-left), "days_left": left, "urgency": "15 days or less",
        "urgency_weight": Decimal(3), "expected_value": expected, "effort_minutes": 30,
        "priority_score": expected * 6, "why": f"{payer} denied 150.00; paid after denial 27 of 38",
        "next_step": "Appeal with the records", "similar_count": number % 4, "similar_amount": expected * 2,
        "other_trouble_count": 0, "service_date": _day(60), "first_submission_date": _day(58),
        "latest_submission_date": _day(58), "submission_count": 1, "trouble_date": _day(30),
        "adjudication_date": _day(30) if group else None,
    }  # fmt: skip


def rows() -> dict[str, Rows]:
    """Make the rows of every mart of this file."""
    worklist = [_work(number) for number in range(1, 31)]
    lines = [SOURCE | {
        "worklist_line_id": f"l{row['worklist_id']}", "worklist_id": row["worklist_id"],
        "claim_number": row["claim_number"], "service_position": 1, "procedure_code": "99213",
        "payer_name": row["payer_name"], "adjudication_date": row["adjudication_date"], "charge_amount": Decimal(200),
        "contractual_amount": Decimal(50), "denied_amount": Decimal(150), "patient_amount": Decimal(0),
        "other_amount": Decimal(0), "paid_amount": Decimal(0), "difference_amount": Decimal(0),
        "expected_amount": Decimal(100), "is_denied": True, "remark_codes": "N290",
    } for row in worklist if row["group_code"]]  # fmt: skip
    ledger = [SOURCE | {
        "ar_ledger_id": f"a{number}", "charge_number": "C3", "claim_number": "E3", "payer_name": "Blue Prairie",
        "financial_class": "bcbs", "movement": movement, "movement_date": _day(60 - 40 * number),
        "amount": Decimal(amount),
    } for number, (movement, amount) in enumerate((("charge", 200), ("contractual", -50)))]  # fmt: skip
    trends = [{
        "period": period, "entity_id": "841234567", "payer_name": payer, "financial_class": financial_class,
        "decided_count": 200, "denied_count": 20 + step, "not_overturned_count": 8 + step, "preventable_count": 12,
        "decided_amount": Decimal(40_000), "denied_amount": Decimal(4_000), "not_overturned_amount": Decimal(1_500),
        "preventable_amount": Decimal(2_500),
    } for step, period in enumerate(MONTHS) for payer, financial_class in PAYERS]  # fmt: skip
    rejections = [SOURCE | {
        "claim_rejection_id": f"r{number}", "claim_number": f"E{number * 25}", "submission_number": 1,
        "payer_name": PAYERS[number % 2][0], "financial_class": PAYERS[number % 2][1], "service_date": _day(80),
        "submission_date": _day(50), "rejected_date": _day(48), "status_category": "A7", "status_code": "562",
        "reason": "national provider identifier of the entity", "charge_amount": Decimal(185),
        "sent_again_date": None if number % 2 else _day(44), "days_to_sending_again": None if number % 2 else 4,
        "is_standing": number % 2 == 1, "age_days": 48,
    } for number in range(1, 9)]  # fmt: skip
    waits = [SOURCE | {
        "claim_id": f"cw{number}", "claim_number": f"E{number + 300}", "payer_name": PAYERS[number % 2][0],
        "financial_class": PAYERS[number % 2][1], "service_date": _day(number + 2),
        "latest_submission_date": _day(number), "submission_count": 1, "charge_amount": Decimal(185),
        "waited_days": number, "usual_days": 21, "median_days": 14, "answered_count": 400, "is_late": number > 21,
    } for number in range(1, 31)]  # fmt: skip
    return {"worklist": worklist, "worklist_lines": lines, "ar_ledger": ledger, "denial_trends": trends,
            "claim_rejections": rejections, "claim_waits": waits}  # fmt: skip
