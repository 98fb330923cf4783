"""One payer or all of them in a month: the figures of the scorecard with their parts, and lists to send to a payer.

Here: the questions to scorecards, underpayments and takebacks, the tiles, and rows as text for a spreadsheet. Not here:
the forecast (`payer_forecast`), the order of things on the page.
"""

from typing import Any

import figures
import polars as pl
import snapshot
import streamlit as st

PARTS = """select {by} as cut, sum(charge_amount) as charge_amount, sum(allowed_amount) as allowed_amount,
       sum(paid_amount) as paid_amount, sum(patient_amount) as patient_amount, sum(claim_count) as claim_count,
       sum(denied_claim_count) as denied_claim_count, sum(timed_claim_count) as timed_claim_count,
       case when count(*) = 1 then max(median_days_to_payment) end as median_days_to_payment,
       case when count(*) = 1 then max(p90_days_to_payment) end as p90_days_to_payment,
       sum(paid_line_count) as paid_line_count, sum(underpaid_line_count) as underpaid_line_count,
       sum(underpaid_amount) as underpaid_amount, sum(takeback_amount) as takeback_amount,
       sum(paid_before_takebacks_amount) as paid_before_takebacks_amount, sum(advice_count) as advice_count,
       sum(advice_in_time_count) as advice_in_time_count, sum(card_payment_amount) as card_payment_amount,
       sum(card_fee_amount) as card_fee_amount, sum(interest_amount) as interest_amount,
       (sum(paid_amount) + sum(patient_amount)) / nullif(sum(charge_amount), 0) as yield_rate,
       sum(denied_claim_count) / nullif(sum(claim_count), 0) as denial_rate,
       sum(underpaid_line_count) / nullif(sum(paid_line_count), 0) as underpaid_rate,
       sum(takeback_amount) / nullif(sum(paid_before_takebacks_amount), 0) as takeback_rate,
       sum(advice_in_time_count) / nullif(sum(advice_count), 0) as advice_in_time_rate
from marts.payer_scorecards
where ($payer is null or payer_name = $payer) and ($month is null or period = $month)
group by all order by cut"""
SHORT = """select claim_number, payer_claim_number, service_date, procedure_code, paid_procedure_code, expected_amount,
       allowed_amount, disputed_amount, cause, rate_source, trace_number, adjudication_date, explanation
from marts.underpayments where kind = $kind and ($payer is null or payer_name = $payer)
  and ($month is null or period = $month) order by abs(disputed_amount) desc, underpayment_id"""
TAKEN = """select movement_date as day, payer_name, 'kept from a later payment' as how, reference, trace_number, amount
from marts.recoupments
where state in ('taken', 'orphan') and amount > 0 and ($payer is null or payer_name = $payer)
  and ($month is null or strftime(movement_date, '%Y-%m') = $month)
union all
select adjudications.adjudication_date, adjudications.payer_name, 'payment reversed', adjudications.claim_number,
       remittances.trace_number, -adjudications.paid_amount
from marts.adjudications left join marts.remittances using (remittance_id)
where adjudications.is_reversal and adjudications.paid_amount <> 0
  and ($payer is null or adjudications.payer_name = $payer)
  and ($month is null or strftime(adjudications.adjudication_date, '%Y-%m') = $month)
order by day desc, amount desc, reference"""

SCORES = {"charge_amount": "Charged", "allowed_amount": "Allowed", "paid_amount": "Paid",
          "patient_amount": "Left to patients", "yield": "Yield", "denied": "Denied first",
          "median_days_to_payment": "Days", "p90_days_to_payment": "Days, 9 in 10", "underpaid_amount": "Underpaid",
          "takeback_amount": "Taken back", "interest_amount": "Interest", "card_fee_amount": "Card fees"}  # fmt: skip
RATES = {"yield": "yield_rate", "denied": "denial_rate"}


def parts(by: str, payer: str | None, month: str | None = None) -> pl.DataFrame:
    """Add up the scorecard's parts, then divide: one row, with `cut`, for each `period` or `payer_name`, or one in all.

    Args:
        by: period, payer_name or, for one row in all, 1.
        payer: name of the payer; None for all.
        month: month as YYYY-MM; None for all.
    """
    return snapshot.query(PARTS.format(by=by), payer=payer, month=month)


def tiles_of(row: dict[str, Any]) -> list[dict[str, Any]]:
    """Make the six tiles of a scorecard row, each with its parts."""
    money, mart = figures.money, "payer_scorecards"
    days = row["median_days_to_payment"]
    late = "pick payer and month" if days is None else f"9 in 10: {row['p90_days_to_payment']}"
    return [
        {"label": "Yield", "value": figures.kpi(row["yield_rate"], "ratio"), "definition": f"{mart}.yield_rate",
         "note": f"{money(row['paid_amount'] + row['patient_amount'])} ÷ {money(row['charge_amount'])}"},
        {"label": "Denied at first answer", "value": figures.kpi(row["denial_rate"], "ratio"),
         "definition": f"{mart}.denial_rate", "note": f"{row['denied_claim_count']:,} ÷ {row['claim_count']:,} claims"},
        {"label": "Days to payment, median", "value": "–" if days is None else f"{days:,.0f}",
         "definition": f"{mart}.median_days_to_payment", "note": late},
        {"label": "Underpaid", "value": money(row["underpaid_amount"]), "definition": f"{mart}.underpaid_amount",
         "note": f"{row['underpaid_line_count']:,} ÷ {row['paid_line_count']:,} paid lines",
         "tone": "bad" if row["underpaid_line_count"] else "plain"},
        {"label": "Taken back", "value": money(row["takeback_amount"]), "definition": f"{mart}.takeback_amount",
         "note": f"of {money(row['paid_before_takebacks_amount'])} paid"},
        {"label": "Advice in 3 days", "value": figures.kpi(row["advice_in_time_rate"], "ratio"),
         "definition": f"{mart}.advice_in_time_rate",
         "note": f"{row['advice_in_time_count']:,} ÷ {row['advice_count']:,} advices"},
    ]  # fmt: skip


def scorecards(rows: pl.DataFrame, heading: str) -> None:
    """Show scorecard rows from `parts`, one line each; `heading` says what they are cut by."""
    as_words = [
        pl.col(rate).map_elements(lambda value: figures.kpi(value, "ratio"), pl.String, skip_nulls=False).alias(name)
        for name, rate in RATES.items()
    ]
    elsewhere = {name: f"payer_scorecards.{rate}" for name, rate in {"cut": "payer_name", **RATES}.items()}
    figures.table(rows.with_columns(as_words), {"cut": heading, **SCORES}, "payer_scorecards", alt="Scorecards", most=8,
                  elsewhere=elsewhere)  # fmt: skip


def also(row: dict[str, Any], what: str) -> str:
    """Say what a scorecard row holds beside its tiles; `what` names payer and months."""
    cards = f"{figures.money(row['card_fee_amount'])} fees on {figures.money(row['card_payment_amount'])}"
    interest = figures.money(row["interest_amount"])
    return f"{what}. Also: interest received {interest}; virtual cards {cards}. Rates are sums over sums."


def for_excel(frame: pl.DataFrame, labels: dict[str, str], words: str) -> None:
    """Offer rows as text with tabs: copied with one click, pasted into a spreadsheet or a message."""
    with st.expander(words):
        named = frame.select(pl.col(name).cast(pl.String).fill_null("").alias(label) for name, label in labels.items())
        st.code(named.write_csv(separator="\t").strip(), language=None, wrap_lines=True)
        st.caption("Copy with the button at the right, paste into Excel. Claim numbers only: no patient is named.")
