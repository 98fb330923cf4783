"""Invented rows for leadership: one month of drivers of days in A/R, two month-ends, and leaks of both kinds.

Here: table shapes and rows of `ar_days_drivers`, `leadership_leaks` and `ar_rollforward`. Not here: the KPIs
(`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

ENTITY, AS_OF, BEFORE = "841234567", dt.date(2026, 9, 30), dt.date(2026, 8, 31)
Rows = list[dict[str, Any]]
SHAPES = {
    "ar_days_drivers": (
        "ar_days_driver_id entity_id period prior_end_date end_date driver_order driver kind actual_amount "
        "usual_amount effect_amount driver_days days_after explanation"
    ),
    "leadership_leaks": (
        "leadership_leak_id entity_id leak title measure leak_rank window_start window_end window_days item_count "
        "listed_amount window_amount annual_amount owner next_action source_mart source_filter method"
    ),
    "ar_rollforward": (
        "ar_rollforward_id entity_id financial_class period beginning_amount charge_amount insurance_payment_amount "
        "patient_payment_amount contractual_amount denial_write_off_amount administrative_amount charity_amount "
        "bad_debt_amount refund_amount reinstatement_amount transfer_amount ending_amount backdated_amount "
        "changed_amount"
    ),
}


def rows() -> dict[str, Rows]:
    """Make the rows of every mart."""
    return {"ar_days_drivers": _drivers(), "leadership_leaks": _leaks(), "ar_rollforward": _rollforward()}


def _drivers() -> Rows:
    steps = [
        ("month_end_before", "level", "47.50", "47.50", "950,000.00 was owed, at 20,000.00 charged a day: 47.50 days"),
        ("class_mix", "driver", "-0.50", "47.00", "The mix of classes moved: -0.50 days"),
        ("charge_level", "driver", "-3.82", "43.18", "An average day charged more: -3.82 days"),
        ("insurance_payments", "driver", "2.27", "45.45", "Insurers paid 50,070.00 less than usual: +2.27 days"),
        ("patient_payments", "driver", "0.00", "45.45", "Patients paid as usual: 0.00 days"),
        ("this_month_end", "level", "45.45", "45.45", "1,000,000.00 is owed, at 22,000.00 charged a day: 45.45 days"),
        ("unexplained", "residual", "0.00", "45.45", "Not explained by the drivers: 0.00 days"),
    ]
    return [
        {
            "ar_days_driver_id": f"driver{number}", "entity_id": ENTITY, "period": "2026-09",
            "prior_end_date": BEFORE, "end_date": AS_OF, "driver_order": number, "driver": driver, "kind": kind,
            "driver_days": Decimal(days), "days_after": Decimal(after), "explanation": explanation,
        }
        for number, (driver, kind, days, after, explanation) in enumerate(steps)
    ]  # fmt: skip


def _leaks() -> Rows:
    made = [
        ("denials_billing", "Denials billing can prevent", "flow", 92, "60.00", "238.04", "billing", "Add an edit"),
        ("unposted_cash", "Cash banked and not posted", "stock", None, "100.00", "100.00", "payment poster", "Post it"),
        ("late_filing", "Claims filed too late", "flow", 92, "20.00", "79.35", "billing", "Send sooner"),
        ("card_fees", "Fees of card processors", "flow", 29, "3.00", None, "controller", "Ask for EFT"),
    ]
    return [
        {
            "leadership_leak_id": f"leak{rank}", "entity_id": ENTITY, "leak": leak, "title": title, "measure": measure,
            "leak_rank": rank, "window_start": AS_OF - dt.timedelta(days - 1) if days else None, "window_end": AS_OF,
            "window_days": days, "item_count": 2, "listed_amount": Decimal(100), "window_amount": Decimal(worth),
            "annual_amount": Decimal(yearly) if yearly else None, "owner": owner, "next_action": action,
            "source_mart": "denials", "source_filter": "is_initial", "method": "As denied.",
        }
        for rank, (leak, title, measure, days, worth, yearly, owner, action) in enumerate(made, start=1)
    ]  # fmt: skip


def _rollforward() -> Rows:
    """Three months whose last ending is what the open items of the snapshot add up to, class by class."""
    months = ("2026-07", "2026-08", "2026-09")
    made: Rows = []
    for number, class_ in enumerate(("commercial", "medicare")):
        balance = Decimal(1000 * (number + 1))
        for period in months:
            charges, paid, written = Decimal(500), Decimal(300), Decimal(150)
            made.append({
                "ar_rollforward_id": f"roll{class_}{period}", "entity_id": ENTITY, "financial_class": class_,
                "period": period, "beginning_amount": balance, "charge_amount": charges,
                "insurance_payment_amount": paid, "contractual_amount": written,
                **dict.fromkeys((
                    "patient_payment_amount", "denial_write_off_amount", "administrative_amount", "charity_amount",
                    "bad_debt_amount", "refund_amount", "reinstatement_amount", "transfer_amount", "backdated_amount",
                    "changed_amount",
                ), Decimal(0)),
                "ending_amount": balance + charges - paid - written,
            })  # fmt: skip
            balance += charges - paid - written
    return made
