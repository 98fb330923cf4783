"""Invented rows about payers: two of them in three months, four lines off their rate, thirteen weeks to come.

Here: table shapes and rows of scorecards, underpayments, takebacks and the forecast. Not here: other marts
(`synthetic_snapshot`).
"""

import datetime as dt
from decimal import Decimal
from typing import Any

Rows = list[dict[str, Any]]
AS_OF = dt.date(2026, 9, 30)
MONTHS = ("2026-07", "2026-08", "2026-09")
PAYERS = ("Medicare Part B", "Blue Prairie")
CAUSES = ("rate", "recode", "wrong schedule year")
WEEKS = 13
SHAPES = {
    "payer_scorecards": (
        "payer_scorecard_id entity_id payer_name financial_class period charge_amount allowed_amount paid_amount "
        "patient_amount yield_rate claim_count denied_claim_count denial_rate timed_claim_count "
        "median_days_to_payment p90_days_to_payment paid_line_count underpaid_line_count underpaid_rate "
        "underpaid_amount overpaid_line_count overpaid_amount takeback_amount paid_before_takebacks_amount "
        "takeback_rate advice_count advice_in_time_count advice_in_time_rate card_payment_amount card_fee_amount "
        "card_fee_rate interest_amount"
    ),
    "underpayments": (
        "underpayment_id entity_id payer_name claim_number payer_claim_number charge_number service_date "
        "adjudication_date period procedure_code paid_procedure_code expected_amount allowed_amount variance_amount "
        "disputed_amount kind cause explanation rate_source trace_number _file_id _line"
    ),
    "recoupments": (
        "recoupment_id entity_id payer_name movement_date kind state trace_number reference amount _file_id _line"
    ),
    "cash_forecast": (
        "cash_forecast_id entity_id scope payer_name origin_date week_number week_start_date week_end_date "
        "expected_amount low_amount high_amount trial_count open_claim_count open_allowed_amount usual_days "
        "late_claim_count late_allowed_amount"
    ),
    "cash_forecast_backtest": (
        "cash_forecast_backtest_id entity_id origin_date week_number week_start_date week_end_date expected_amount "
        "actual_amount error_amount absolute_error_amount low_amount high_amount is_inside"
    ),
}
TYPES = {
    "median_days_to_payment": "integer", "p90_days_to_payment": "integer", "week_number": "integer",
    **dict.fromkeys(("yield_rate", "denial_rate", "underpaid_rate", "takeback_rate", "advice_in_time_rate",
                     "card_fee_rate"), "double"),
}  # fmt: skip
ENTITY = {"entity_id": "841234567"}


def _score(payer: str, month: str, step: int) -> dict[str, Any]:
    return ENTITY | {
        "payer_scorecard_id": f"{payer} {month}", "payer_name": payer, "financial_class": "medicare", "period": month,
        "charge_amount": Decimal(1000), "allowed_amount": Decimal(600), "paid_amount": Decimal(400 + 10 * step),
        "patient_amount": Decimal(100), "claim_count": 20, "denied_claim_count": 2, "timed_claim_count": 18,
        "median_days_to_payment": 14 + step, "p90_days_to_payment": 21, "paid_line_count": 40,
        "underpaid_line_count": 1, "underpaid_amount": Decimal("12.50"), "takeback_amount": Decimal(25),
        "paid_before_takebacks_amount": Decimal(425 + 10 * step), "advice_count": 8, "advice_in_time_count": 7,
        "card_payment_amount": Decimal(0), "card_fee_amount": Decimal(0), "interest_amount": Decimal("1.20"),
    }  # fmt: skip


def _line(number: int) -> dict[str, Any]:
    payer, over = PAYERS[number % 2], number == 3
    off = Decimal(-5) if over else Decimal(10 + number)
    return ENTITY | {
        "underpayment_id": f"u{number}", "payer_name": payer, "claim_number": f"E{number}",
        "payer_claim_number": f"ICN{number}", "charge_number": f"C{number}", "service_date": dt.date(2026, 8, 3),
        "adjudication_date": dt.date(2026, 8, 20), "period": "2026-08", "procedure_code": "99214",
        "paid_procedure_code": "99213", "expected_amount": Decimal(100), "allowed_amount": 100 - off,
        "variance_amount": off, "disputed_amount": off, "kind": "overpaid" if over else "underpaid",
        "cause": CAUSES[number % 3], "explanation": "The payer allowed less: ask for repricing.",
        "rate_source": "contract", "trace_number": "T1", "_file_id": "e" * 16, "_line": 3,
    }  # fmt: skip


def _week(payer: str, number: int) -> dict[str, Any]:
    amount = Decimal(1300 - 100 * number)
    start = AS_OF + dt.timedelta(days=7 * number - 6)
    return ENTITY | {
        "cash_forecast_id": f"{payer} {number}", "scope": "payer" if payer in PAYERS else payer, "payer_name": payer,
        "origin_date": AS_OF, "week_number": number, "week_start_date": start,
        "week_end_date": start + dt.timedelta(days=6), "expected_amount": amount, "low_amount": amount / 2,
        "high_amount": amount * 2, "trial_count": 26, "open_claim_count": 30, "open_allowed_amount": Decimal(3000),
        "usual_days": 15, "late_claim_count": 4, "late_allowed_amount": Decimal("400.50"),
    }  # fmt: skip


def rows() -> dict[str, Rows]:
    """Make the rows of every mart of this file."""
    scores = [_score(payer, month, step) for payer in PAYERS for step, month in enumerate(MONTHS)]
    weeks = [_week(payer, number) for payer in (*PAYERS, "all payers") for number in range(1, WEEKS + 1)]
    taken = [ENTITY | {
        "recoupment_id": "t1", "payer_name": "Blue Prairie", "movement_date": dt.date(2026, 8, 25), "kind": "taken",
        "state": "taken", "trace_number": "T9", "reference": "ICN77", "amount": Decimal("25.00"), "_file_id": "e" * 16,
        "_line": 9,
    }]  # fmt: skip
    trials = [ENTITY | {
        "cash_forecast_backtest_id": f"b{number}", "origin_date": AS_OF - dt.timedelta(days=7 * number),
        "week_number": 1, "expected_amount": Decimal(900), "actual_amount": Decimal(1000),
        "error_amount": Decimal(100), "absolute_error_amount": Decimal(100), "is_inside": number != 1,
    } for number in (1, 2)]  # fmt: skip
    return {"payer_scorecards": scores, "underpayments": [_line(number) for number in range(1, 5)],
            "recoupments": taken, "cash_forecast": weeks, "cash_forecast_backtest": trials}  # fmt: skip
