"""A small invented snapshot with every mart the board reads, so that pages are tested without a run.

Here: table shapes and a few weeks of made-up business with one of each situation. Not here: real samples,
or anything that
claims to be computed; sums are only made to agree with each other.
"""

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import synthetic_books
import synthetic_cash_proof
import synthetic_claims
import synthetic_controls
import synthetic_leadership
import synthetic_payers

AS_OF = dt.date(2026, 9, 30)
DELIVERED = dt.datetime.combine(AS_OF, dt.time(6))
RUN_ID = "2026-09-30-0123456789ab"
PAYERS = [
    ("Medicare Part B", "medicare"),
    ("State Medicaid", "medicaid"),
    ("Blue Prairie", "bcbs"),
    ("Granite Mutual PPO", "commercial"),
    ("Summit Advantage", "medicare_advantage"),
]
SHAPES = {
    "run_context": "as_of practice_name",
    "deposits": (
        "deposit_id entity_id account_number account_name deposit_date value_date channel type_code amount "
        "bank_reference "
        "customer_reference payer_text state match_id match_rule evidence_kind evidence_id classification exception_id "
        "matched_amount classified_amount exception_amount payer_name _file_id _line"
    ),
    "deposit_chain": (
        "bank_transaction_id entity_id account_number statement_date month direction channel state class bank_amount "
        "evidence_kind evidence_id payer_name evidence_date claim_paid_amount provider_adjustment_amount "
        "evidence_amount "
        "card_gross_amount card_fee_amount posting_date posted_amount gl_date gl_amount evidence_lag_days "
        "posting_lag_days "
        "gl_lag_days evidence_difference posting_difference gl_difference unposted_amount classification_rule "
        "classification_evidence _file_id _line"
    ),
    "matches": (
        "match_id entity_id rule priority rule_version evidence_kind deposit_id evidence_id deposit_date evidence_date "
        "left_amount right_amount difference_amount key_name key_value days_apart alternatives_count actor "
        "rule_description difference_code same_amount_deposit_count same_amount_evidence_count"
    ),
    "exceptions": (
        "exception_id code title entity_id subject_kind subject_id reference channel payer_name amount opened_date "
        "age_business_days sla_business_days is_overdue cause owner next_action status is_open is_standing assignee "
        "waiting_on waiting_until resolved_date resolved_by evidence_kind evidence_id verified_by closed_date note "
        "message_recipient message_subject message_body _file_id _line"
    ),
    "exception_events": (
        "exception_event_id exception_id event_number kind state event_at actor is_refused refusal evidence_kind "
        "evidence_id assignee waiting_on waiting_until note _file_id _line"
    ),
    "match_suggestions": (
        "suggestion_id entity_id kind deposit_id deposit_date deposit_count evidence_count deposit_amount "
        "evidence_amount score alternatives_count suggestion_rank why evidence_ids"
    ),
    "match_suggestion_members": "suggestion_id side member_kind member_id amount reference member_date days_apart",
    "match_members": "match_id side member_kind member_id amount_used reference member_date _file_id _line",
    "payments": (
        "payment_id entity_id payment_number payer_type payer_name method reference_number batch_number posting_date "
        "amount is_voided evidence_kind evidence_id deposit_id _file_id _line"
    ),
    "cash_entries": (
        "cash_entry_id account posting_date transaction_type number amount bank_transaction_id _file_id _line"
    ),
    "provider_adjustments": (
        "provider_adjustment_id remittance_id adjustment_position reason_code gloss amount _file_id _line"
    ),
    "adjudications": (
        "adjudication_id entity_id claim_number payer_name claim_status adjudication_date sequence_number "
        "charge_amount paid_amount patient_amount contractual_amount denied_charge_amount is_reversal "
        "is_denied_full is_denied_partial remittance_id "
        "claim_position _file_id _line"
    ),
    "posting_variances": (
        "posting_variance_id code claim_number charge_number remittance_id remittance_date posting_date "
        "era_paid_amount pm_paid_amount difference_amount era_contractual_amount pm_adjusted_amount"
    ),
    "remittances": (
        "remittance_id entity_id payer_id payer_identifier payer_name financial_class trace_number payment_method "
        "payment_date "
        "payment_amount claim_count charge_amount claim_paid_amount provider_adjustment_amount balance_difference "
        "unbalanced_claim_count unbalanced_service_count is_balanced is_zero_pay funding_state deposit_id deposit_date "
        "contested_deposit_id "
        "posting_date posted_amount unposted_amount posting_state _file_id _line"
    ),
    "card_settlements": (
        "card_payout_id entity_id processor payout_number payout_date charge_amount refund_amount dispute_amount "
        "fee_amount "
        "other_amount net_amount payout_amount equation_difference deposit_id deposit_date pm_posted_amount "
        "pm_difference "
        "transaction_count funding_state _file_id _line"
    ),
    "ar_open_items": (
        "ar_open_item_id entity_id location_id location_name provider_id charge_number claim_number procedure_code "
        "responsible_party payer_name financial_class service_date bill_date responsibility_date dos_age_days "
        "bill_age_days "
        "resp_age_days dos_bucket bill_bucket resp_bucket open_amount is_credit _file_id _line"
    ),
    "ar_aging": (
        "clock bucket bucket_order entity_id location_id financial_class payer_name responsible_party debit_amount "
        "credit_amount net_amount item_count"
    ),
    "denials": (
        "denial_id adjudication_id entity_id claim_number service_position procedure_code payer_name "
        "financial_class group_code "
        "reason_code category remark_codes adjudication_date charge_amount denied_amount denial_kind "
        "is_leading_reason is_initial is_overturned "
        "age_days _file_id _line"
    ),
    "claims": (
        "claim_id entity_id claim_number payer_name financial_class first_submission_date submission_count "
        "first_acknowledgment_date first_acknowledgment is_accepted_first_time first_adjudication_date "
        "first_adjudication_is_denied service_date charge_amount paid_amount patient_amount denied_charge_amount state "
        "days_to_first_payment _file_id _line"
    ),
    "kpi_values": (
        "kpi_id kpi_name period entity_id grain grain_value numerator denominator value unit is_measurable "
        "not_measurable_reason n definition_version"
    ),
    "checks": (
        "check_id description left_label left_amount right_label right_amount difference_amount status severity"
    ),
    "landed_files": (
        "file_name file_id sha256 recognised_as outcome delivered_at byte_count unit line_count envelope_count "
        "record_count accepted_count quarantined_count reason"
    ),
    "file_names": "file_id file_name unit",
    "quarantined_rows": "file_id file_name line record column_name rule reason",
    "catalog": (
        "kind parent name title description grain key_columns question data_type unit formula direction "
        "target target_source definition_version rolls_up"
    ),
}
SHAPES |= synthetic_cash_proof.SHAPES | synthetic_books.SHAPES | synthetic_claims.SHAPES | synthetic_leadership.SHAPES
DECIMALS = {"numerator", "denominator", "amount", *synthetic_claims.DECIMALS, "driver_days", "days_after"}
SHAPES |= synthetic_controls.SHAPES | synthetic_payers.SHAPES
Rows = list[dict[str, Any]]


def _sql_type(column: str) -> str:
    """Say the DuckDB type of a mart column from its name."""
    named = {"delivered_at": "timestamp"} | synthetic_controls.TYPES | synthetic_payers.TYPES
    if column in named:
        return named[column]
    if column in DECIMALS or column.endswith(("_amount", "_difference")):
        return "decimal(18,2)"
    if column in {"as_of", "window_start", "window_end"} or column.endswith("_date"):
        return "date"
    if column in {"value", "score", "chance"}:
        return "double"
    if column.startswith("is_") or column in {"rolls_up", "first_adjudication_is_denied"}:
        return "boolean"
    whole = ("_count", "_days", "_order", "_rank", "_left", "_minutes", "_again")
    return (
        "integer" if column in {"line", "_line", "n", "priority", "days_apart"} or column.endswith(whole) else "varchar"
    )


def _polars_type(column: str) -> Any:
    """Say the polars type of a mart column from its name."""
    types = {"decimal(18,2)": pl.Decimal(18, 2), "date": pl.Date, "double": pl.Float64, "boolean": pl.Boolean,
             "timestamp": pl.Datetime, "integer": pl.Int32, "varchar": pl.String}  # fmt: skip
    return types[_sql_type(column)]


def _bucket(age: int) -> tuple[str, int]:
    edges = [30, 60, 90, 120, 150, 180]
    names = ["0-30", "31-60", "61-90", "91-120", "121-150", "151-180"]
    for order, (edge, name) in enumerate(zip(edges, names, strict=True), start=1):
        if age <= edge:
            return name, order
    return ">180", 7


def _business_days() -> list[dt.date]:
    days = [dt.date(2026, 7, 1) + dt.timedelta(days=offset) for offset in range(92)]
    return [day for day in days if day.isoweekday() <= 5 and day not in {dt.date(2026, 7, 3), dt.date(2026, 9, 7)}]


def _deposit(number: int, day: dt.date, channel: str, amount: Decimal, payer: str | None, state: str) -> dict[str, Any]:
    trace = f"88{number:07d}"
    zero = Decimal(0)
    text = f"HCCLAIMPMT {payer.upper()} TRN*1*{trace}*1470000011\\" if channel == "eft" and payer else None
    kind = {"eft": "remittance", "check": "remittance", "card": "card_payout", "desk": "pm_batch"}.get(channel)
    return {
        "deposit_id": f"dep{number}", "entity_id": "841234567", "account_number": "4400012345",
        "account_name": "Operating",
        "deposit_date": day, "value_date": day, "channel": channel, "type_code": "142", "amount": amount,
        "bank_reference": f"BR{number}", "customer_reference": trace, "payer_text": text, "state": state,
        "match_id": f"mat{number}" if state == "matched" else None,
        "match_rule": "eft_by_trace" if state == "matched" else None,
        "evidence_kind": kind if state == "matched" else None,
        "evidence_id": f"ev{number}" if state == "matched" else None,
        "classification": "interest" if state == "classified" else None,
        "exception_id": f"exc{number}" if state == "exception" else None,
        "matched_amount": amount if state == "matched" else zero,
        "classified_amount": amount if state == "classified" else zero,
        "exception_amount": amount if state == "exception" else zero,
        "payer_name": payer, "_file_id": "f" * 16, "_line": number + 3,
    }  # fmt: skip


def _deposits() -> Rows:
    rows: Rows = []
    days = _business_days()
    for index, day in enumerate(days):
        plan = [("eft", PAYERS[(index + turn) % 5][0]) for turn in range(3)] + [("card", None), ("desk", None)]
        plan += [("check", "Harbor Life")] if index % 4 == 0 else []
        plan += [("interest", None)] if day.day >= 29 else []
        for channel, payer in plan:
            number = len(rows) + 1
            cents = 1201 if channel == "interest" else 18_000 + (number * 7919) % 412_345
            late = index >= len(days) - 12
            state = "exception" if late and channel == "eft" and number % 9 == 0 else "matched"
            state = "classified" if channel == "interest" else state
            rows.append(_deposit(number, day, channel, Decimal(cents) / 100, payer, state))
    return rows


def _cash(deposits: Rows) -> dict[str, Rows]:
    chain, matches, remittances, cards, exceptions = [], [], [], [], []
    for number, row in enumerate(deposits, start=1):
        amount, day, matched = row["amount"], row["deposit_date"], row["state"] == "matched"
        interest = Decimal("12.34") if number % 7 == 0 and row["channel"] == "eft" else Decimal(0)
        posted = matched and number % 61 != 0
        shared = {key: row[key] for key in ("entity_id", "payer_name", "_file_id", "_line")}
        chain.append({
            **shared, "bank_transaction_id": row["deposit_id"], "account_number": "4400012345", "statement_date": day,
            "month": f"{day:%Y-%m}", "direction": "credit", "channel": row["channel"], "state": row["state"],
            "class": row["match_rule"] or row["classification"] or "BNK-NOERA", "bank_amount": amount,
            "evidence_kind": row["evidence_kind"], "evidence_id": row["evidence_id"],
            "evidence_date": day if matched else None,
            "claim_paid_amount": amount - interest if matched else None,
            "provider_adjustment_amount": -interest if matched else None,
            "evidence_amount": amount if matched else None,
            "posting_date": day if posted else None, "posted_amount": amount if posted else Decimal(0),
            "gl_date": day, "gl_amount": amount, "evidence_lag_days": 0, "posting_lag_days": 1 if posted else None,
            "gl_lag_days": 0, "evidence_difference": Decimal(0), "posting_difference": Decimal(0) if posted else amount,
            "gl_difference": Decimal(0), "unposted_amount": amount if matched and not posted else Decimal(0),
        })  # fmt: skip
        if matched:
            matches.append({
                "match_id": row["match_id"], "entity_id": row["entity_id"], "rule": row["match_rule"], "priority": 10,
                "rule_version": "1", "evidence_kind": row["evidence_kind"], "deposit_id": row["deposit_id"],
                "evidence_id": row["evidence_id"], "deposit_date": day, "evidence_date": day, "left_amount": amount,
                "right_amount": amount, "difference_amount": Decimal(0), "key_name": "trace_number",
                "key_value": row["customer_reference"], "days_apart": 0, "alternatives_count": number % 3,
                "actor": "rule",
            })  # fmt: skip
        if matched and row["evidence_kind"] == "remittance":
            remittances.append(_remittance(row, interest, "funded", posted))
        if matched and row["channel"] == "card":
            cards.append({
                **{key: row[key] for key in ("entity_id", "_file_id", "_line")}, "card_payout_id": row["evidence_id"],
                "processor": "Stripe", "payout_number": f"po_{number}", "payout_date": day, "charge_amount": amount + 5,
                "refund_amount": Decimal(0), "dispute_amount": Decimal(0), "fee_amount": Decimal(-5),
                "other_amount": Decimal(0), "net_amount": amount, "payout_amount": amount,
                "equation_difference": Decimal(0), "deposit_id": row["deposit_id"], "deposit_date": day,
                "pm_posted_amount": amount + 5, "pm_difference": Decimal(0), "transaction_count": 12,
                "funding_state": "funded",
            })  # fmt: skip
        if row["state"] == "exception":
            exceptions.append(
                _exception(row, "BNK-NOERA", "Deposit without a remittance", "deposit", "Get the remittance")
            )
    lost = [_deposit(900 + turn, AS_OF - dt.timedelta(days=9 + turn), "eft", Decimal("812.55") + turn,
    PAYERS[turn][0], "matched")
            for turn in range(3)]  # fmt: skip
    for row in lost:
        remittances.append(_remittance(row, Decimal(0), "missing", False))
        exceptions.append(
            _exception(row, "ERA-NOEFT", "Remittance without money", "remittance", "Ask the payer to trace the payment")
        )
    opened = [row for row in deposits if row["state"] == "exception"]
    return {"deposit_chain": chain, "matches": matches, "remittances": remittances, "card_settlements": cards,
            "exceptions": exceptions, **_suggestions(opened)}  # fmt: skip


def _suggestions(opened: Rows) -> dict[str, Rows]:
    """One sum of two remittances for the first open deposit, and one of many to many for the two after it."""
    kinds = [("sum", opened[:1], 0.45, "These 2 remittances add up to the credit."),
             ("several", opened[1:3], 0.6, "2 credits and 2 remittances add up to the same.")]  # fmt: skip
    suggestions: Rows = []
    members: Rows = []
    for kind, credits_of, score, why in kinds:
        total = sum((row["amount"] for row in credits_of), Decimal(0))
        first, day = credits_of[0], credits_of[0]["deposit_date"]
        parts = [("ev900", Decimal("100.00")), ("ev901", total - 100)]
        suggestions.append({
            "suggestion_id": f"sug_{kind}", "entity_id": first["entity_id"], "kind": kind,
            "deposit_id": first["deposit_id"] if len(credits_of) == 1 else None, "deposit_date": day,
            "deposit_count": len(credits_of), "evidence_count": 2, "deposit_amount": total, "evidence_amount": total,
            "score": score, "alternatives_count": 1, "suggestion_rank": 1, "why": why, "evidence_ids": "ev900+ev901",
        })  # fmt: skip
        members += [{
            "suggestion_id": f"sug_{kind}", "side": "bank", "member_kind": "deposit", "member_id": row["deposit_id"],
            "amount": row["amount"], "reference": row["bank_reference"], "member_date": row["deposit_date"],
            "days_apart": 0,
        } for row in credits_of]  # fmt: skip
        members += [{
            "suggestion_id": f"sug_{kind}", "side": "evidence", "member_kind": "remittance", "member_id": name,
            "amount": amount, "reference": f"T-{name}", "member_date": day, "days_apart": 2,
        } for name, amount in parts]  # fmt: skip
    return {"match_suggestions": suggestions, "match_suggestion_members": members}


def _remittance(row: dict[str, Any], interest: Decimal, funding: str, posted: bool) -> dict[str, Any]:
    amount = row["amount"]
    return {
        "remittance_id": row["evidence_id"] or f"ev{row['deposit_id']}", "entity_id": row["entity_id"], "payer_id": "P",
        "payer_identifier": "1470000011", "payer_name": row["payer_name"], "financial_class": "medicare",
        "trace_number": row["customer_reference"], "payment_method": "ACH", "payment_date": row["deposit_date"],
        "payment_amount": amount, "claim_count": 9, "charge_amount": amount * 2, "claim_paid_amount": amount - interest,
        "provider_adjustment_amount": -interest, "balance_difference": Decimal(0), "unbalanced_claim_count": 0,
        "unbalanced_service_count": 0, "is_balanced": True, "is_zero_pay": False, "funding_state": funding,
        "deposit_id": row["deposit_id"] if funding == "funded" else None,
        "deposit_date": row["deposit_date"] if funding == "funded" else None,
        "posting_date": row["deposit_date"] if posted else None, "posted_amount": amount if posted else Decimal(0),
        "unposted_amount": Decimal(0) if posted else amount, "posting_state": "posted" if posted else "unposted",
        "_file_id": "e" * 16, "_line": 4,
    }  # fmt: skip


def _exception(row: dict[str, Any], code: str, title: str, kind: str, action: str) -> dict[str, Any]:
    age = (AS_OF - row["deposit_date"]).days
    return {
        "exception_id": row["exception_id"] or f"exc{row['deposit_id']}", "code": code, "title": title,
        "entity_id": row["entity_id"], "subject_kind": kind,
        "subject_id": row["deposit_id"] if kind == "deposit" else f"ev{row['deposit_id'][3:]}",
        "reference": row["customer_reference"], "channel": row["channel"], "payer_name": row["payer_name"],
        "amount": row["amount"], "opened_date": row["deposit_date"], "age_business_days": age, "sla_business_days": 4,
        "is_overdue": age > 4, "cause": "Not enrolled, or a clearinghouse gap", "owner": "coordinator",
        "next_action": action,
        "status": "open", "is_open": True, "is_standing": True,
        **dict.fromkeys(("assignee", "waiting_on", "waiting_until", "resolved_date", "resolved_by", "evidence_kind",
                         "evidence_id", "verified_by", "closed_date", "note")),
        "message_recipient": "clearinghouse", "message_subject": f"Missing remittance {row['customer_reference']}",
        "message_body": "Please send the remittance again.", "_file_id": row["_file_id"], "_line": row["_line"],
    }  # fmt: skip


def _receivables() -> dict[str, Rows]:
    items: Rows = []
    for number in range(1, 241):
        payer, financial_class = PAYERS[number % 5]
        dos = (number * 37) % 230
        ages = {"dos": dos, "bill": max(dos - 5, 0), "resp": max(dos - 40, 0)}
        amount = Decimal(2_000 + (number * 7331) % 40_000) / 100 * (-1 if number % 17 == 0 else 1)
        items.append({
            "ar_open_item_id": f"it{number}", "entity_id": "841234567", "location_id": "11" if number % 3 else "12",
            "location_name": "Cedar Hollow Main" if number % 3 else "Cedar Hollow West", "provider_id": "501",
            "charge_number": f"C{number}", "claim_number": f"E{number}", "procedure_code": "99213",
            "responsible_party": "patient" if number % 6 == 0 else "insurance", "payer_name": payer,
            "financial_class": financial_class, "service_date": AS_OF - dt.timedelta(days=dos),
            "bill_date": AS_OF - dt.timedelta(days=ages["bill"]),
            "responsibility_date": AS_OF - dt.timedelta(days=ages["resp"]),
            **{f"{clock}_age_days": age for clock, age in ages.items()},
            **{f"{clock}_bucket": _bucket(age)[0] for clock, age in ages.items()},
            "open_amount": amount, "is_credit": amount < 0, "_file_id": "d" * 16, "_line": number,
        })  # fmt: skip
    sums: dict[tuple[Any, ...], dict[str, Any]] = {}
    for item in items:
        for clock in ("dos", "bill", "resp"):
            bucket, order = _bucket(item[f"{clock}_age_days"])
            shared = {name: item[name] for name in
                      ("entity_id", "location_id", "financial_class", "payer_name", "responsible_party")}  # fmt: skip
            row = sums.setdefault((clock, bucket, *shared.values()), {
                "clock": clock, "bucket": bucket, "bucket_order": order, **shared, "debit_amount": Decimal(0),
                "credit_amount": Decimal(0), "net_amount": Decimal(0), "item_count": 0,
            })  # fmt: skip
            row["credit_amount" if item["is_credit"] else "debit_amount"] += abs(item["open_amount"])
            row["net_amount"] += item["open_amount"]
            row["item_count"] += 1
    return {"ar_open_items": items, "ar_aging": list(sums.values())}


def _denials() -> dict[str, Rows]:
    categories = [("197", "authorization"), ("16", "missing information"), ("97", "bundling"), ("27", "eligibility"),
                  ("29", "timely filing"), ("50", "medical necessity")]  # fmt: skip
    denials = [{
        "denial_id": f"den{number}", "adjudication_id": f"adj{number}", "entity_id": "841234567",
        "claim_number": f"E{number}", "service_position": "1", "procedure_code": "99214",
        "payer_name": PAYERS[number % 5][0], "financial_class": PAYERS[number % 5][1], "group_code": "CO",
        "reason_code": categories[number * number % 6][0], "category": categories[number * number % 6][1],
        "remark_codes": "N290", "adjudication_date": AS_OF - dt.timedelta(days=number % 85),
        "charge_amount": Decimal(185), "denied_amount": Decimal(90 + number % 70), "denial_kind": "full",
        "is_leading_reason": True, "is_initial": True, "is_overturned": number % 8 == 0, "age_days": number % 85,
        "_file_id": "e" * 16,
        "_line": number,
    } for number in range(1, 61)]  # fmt: skip
    claims = [{
        "claim_id": f"cl{number}", "entity_id": "841234567", "claim_number": f"E{number}",
        "payer_name": PAYERS[number % 5][0], "financial_class": PAYERS[number % 5][1],
        "first_submission_date": AS_OF - dt.timedelta(days=number % 80), "submission_count": 1,
        "first_acknowledgment_date": AS_OF - dt.timedelta(days=number % 80), "is_accepted_first_time": number % 25 != 0,
        "first_acknowledgment": "accepted" if number % 25 else "rejected",
        "service_date": AS_OF - dt.timedelta(days=80),
        "charge_amount": Decimal(185), "paid_amount": Decimal(101), "patient_amount": Decimal(20),
        "denied_charge_amount": Decimal(0), "state": "paid" if number % 25 else "rejected", "days_to_first_payment": 14,
        "_file_id": "c" * 16, "_line": number,
    } for number in range(1, 201)]  # fmt: skip
    return {"denials": denials, "claims": claims}


def _kpis() -> Rows:
    names = {
        "K01": ("Gross days in A/R", "days", 41_200, 1_011), "K05": ("A/R over 90 days", "ratio", 6_100, 41_200),
        "K10a": ("Net collection rate, ledger", "ratio", 38_100, 41_200),
        "K05_dos": ("A/R over 90 days, service date", "ratio", 6_100, 41_200),
        "K05_bill": ("A/R over 90 days, first bill", "ratio", 5_400, 41_200),
        "K05_resp": ("A/R over 90 days, responsibility", "ratio", 3_900, 41_200),
        "K20c": ("Initial denial rate, claims", "ratio", 31, 430),
        "K20d": ("Initial denial rate, dollars", "ratio", 5_900, 80_100),
        "K23": ("Preventable denials", "ratio", 24, 36), "K24": ("Overturn rate", "ratio", 3, 14),
        "K31": ("Clean claim rate, no touch", "ratio", 400, 430),
        "K33": ("First-pass resolution rate", "ratio", 380, 430),
        "K30": ("Clean claim rate", "ratio", 418, 430), "K32": ("First-pass payment rate", "ratio", 399, 430),
        "K50a": ("Auto-match rate, lines", "ratio", 378, 386),
        "K50b": ("Auto-match rate, dollars", "ratio", 700_100, 712_000),
        "K01a": ("Days in A/R net of credits", "days", 40_900, 1_011),
        "K50c": ("Posting match rate", "ratio", 700, 712), "K50d": ("Match precision", "ratio", 375, 378),
        "K51": ("Posting lag, median", "business days", 900, 700_100),
        "K51p90": ("Posting lag, 90th percentile", "business days", 900, 700_100),
    }  # fmt: skip
    rows: Rows = []
    for kpi_id, (name, unit, numerator, denominator) in names.items():
        for step, period in enumerate(("2026-07", "2026-08", "2026-09")):
            for grain, value in [("practice", "all"), *[("payer", payer) for payer, _ in PAYERS]]:
                top = numerator + step
                rows.append({
                    "kpi_id": kpi_id, "kpi_name": name, "period": period, "entity_id": "841234567", "grain": grain,
                    "grain_value": value, "numerator": top, "denominator": denominator, "value": top / denominator,
                    "unit": unit, "is_measurable": True, "not_measurable_reason": None, "n": 400,
                    "definition_version": "1",
                })  # fmt: skip
    silent = next(row for row in rows if (row["kpi_id"], row["period"], row["grain"]) == ("K30", "2026-07", "practice"))
    silent.update(
        numerator=None, denominator=None, value=None, is_measurable=False, not_measurable_reason="needs 277CA"
    )
    return rows


def _trust(deposits: Rows) -> dict[str, Rows]:
    credit = sum(row["amount"] for row in deposits)
    files = [("bank/bank_20260930.bai", "f", "bai2", "accepted", 0, None), ("remits/a.835", "e", "x12_835",
        "accepted", 0, None),
             ("remits/a_copy.835", "e", "x12_835", "duplicate", 0, "Same bytes as remits/a.835."),
             ("pm/payments_202609.csv", "d", "delimited/kareo_payments", "partly_accepted", 1, "1 row refused."),
             ("notes.txt", "a", None, "unrecognised", 0, "No adapter knows this file.")]  # fmt: skip
    landed = [{
        "file_name": name, "file_id": letter * 16, "sha256": letter * 64, "recognised_as": kind, "outcome": outcome,
        "delivered_at": DELIVERED, "byte_count": 2_048, "unit": "segment" if kind == "x12_835" else "line",
        "line_count": 60, "envelope_count": 10, "record_count": 50, "accepted_count": 50 - refused,
        "quarantined_count": refused, "reason": reason,
    } for name, letter, kind, outcome, refused, reason in files]  # fmt: skip
    checks = [{
        "check_id": "bank_credits_proved", "description": "Bank credits are matched, classified or open exceptions.",
        "left_label": "bank credits", "left_amount": credit, "right_label": "matched + classified + open exceptions",
        "right_amount": credit, "difference_amount": Decimal(0), "status": "pass", "severity": "block",
    }]  # fmt: skip
    refused = [{
        "file_id": "d" * 16, "file_name": "pm/payments_202609.csv", "line": 17, "record": "pm_payment",
        "column_name": "payment_amount", "rule": "money", "reason": "Amounts have at most two decimals.",
    }]  # fmt: skip
    loaded = [{name: row[name] for name in ("file_id", "file_name", "unit")} for row in landed
              if row["outcome"] != "duplicate"]  # fmt: skip
    return {"checks": checks, "landed_files": landed, "file_names": loaded, "quarantined_rows": refused}


def _catalog() -> Rows:
    rows: Rows = []
    for mart, columns in SHAPES.items():
        rows.append({"kind": "mart", "parent": None, "name": mart, "description": f"What {mart} says.",
                     "grain": f"One row per {mart}.", "question": f"What do {mart} tell?"})  # fmt: skip
        rows += [{"kind": "column", "parent": mart, "name": column, "description": f"Meaning of {column} in {mart}.",
                  "data_type": _sql_type(column)} for column in columns.split()]  # fmt: skip
    rows += [{"kind": "kpi", "parent": "kpi_values", "name": row["kpi_id"], "unit": row["unit"],
              "description": f"{row['kpi_name']} explained.", "formula": "numerator / denominator",
              "direction": "above" if row["kpi_id"] in {"K30", "K32", "K50a", "K50b", "K50c", "K50d"} else "below",
              "target": {"K50b": "0.99", "K51": "2"}.get(row["kpi_id"]), "target_source": "House target",
              "definition_version": "1", "rolls_up": row["unit"] != "business days"}
             for row in _kpis() if row["grain"] == "practice" and row["period"] == "2026-09"]  # fmt: skip
    return rows


def marts() -> dict[str, Rows]:
    """Make the rows of every mart; what nothing was made up for is empty."""
    deposits = _deposits()
    context = [{"as_of": AS_OF, "practice_name": "Cedar Hollow Family Medicine"}]
    return {"run_context": context, "deposits": deposits, **_cash(deposits), **_receivables(), **_denials(),
            **synthetic_cash_proof.rows(), **synthetic_books.rows(), **synthetic_leadership.rows(),
            **synthetic_claims.rows(), **synthetic_controls.rows(), **synthetic_payers.rows(),
            "kpi_values": _kpis(), **_trust(deposits),
            "catalog": _catalog()}  # fmt: skip


def write(data: Path, rows_of: dict[str, Rows] | None = None) -> Path:
    """Write the snapshot under `data`/published and point `current` at it; returns its folder."""
    folder = data / "published" / RUN_ID
    folder.mkdir(parents=True)
    rows_of = {name: [] for name in SHAPES} | (rows_of or marts())
    with duckdb.connect(str(folder / "warehouse.duckdb")) as con:
        con.execute("create schema marts")
        for mart, shape in SHAPES.items():
            columns = shape.split()
            con.execute(f"create table marts.{mart} ({', '.join(f'{name} {_sql_type(name)}' for name in columns)})")
            table = pl.DataFrame(rows_of[mart], schema={name: _polars_type(name) for name in columns}, orient="row")
            con.register("rows_of_mart", table)
            con.execute(f"insert into marts.{mart} select * from rows_of_mart")  # noqa: S608
    checks = [
        {"id": "bank_credits_proved", "left": "1.00", "right": "1.00", "difference": "0.00", "status": "pass",
            "severity": "block"},
        {"id": "plausible_posting_lag", "left": "1", "right": "0", "difference": "1", "status": "fail",
            "severity": "warn"},
    ]  # fmt: skip
    manifest = {
        "run_id": RUN_ID, "as_of": str(AS_OF), "code_version": "0.1.0", "files": [], "checks": checks, "warnings": [],
        "marts": [{"name": name, "rows": len(rows_of[name]), "sha256": "0" * 64, "cents": 0} for name in SHAPES],
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (data / "published" / "current").symlink_to(RUN_ID)
    return folder
