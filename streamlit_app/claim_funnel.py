"""The questions of the claims page, and the funnel from submission to payment.

Here: what is asked about claims and how the funnel is laid out. Not here: the page's order, charts.
"""

from typing import Any

import streamlit as st
from figures import count, kpi, money

KPIS = ("K30", "K31", "K32", "K33")
"""Clean claims in three variants, K31 and K33 being the no-touch and the first-pass resolution rate."""
RATES = """select period, kpi_name as name, sum(numerator) / sum(denominator) as value from marts.kpi_values
where list_contains($kpis, kpi_id) and grain = 'practice' and is_measurable and denominator <> 0
group by all order by period, name"""
PARTS = """select kpi_id, max(kpi_name) as kpi_name, sum(numerator) as numerator, sum(denominator) as denominator,
       max(unit) as unit, bool_or(is_measurable) as is_measurable, max(not_measurable_reason) as reason
from marts.kpi_values
where list_contains($kpis, kpi_id) and grain = 'practice'
  and (period = $month or (not is_measurable and numerator is null))
group by kpi_id order by kpi_id"""
FUNNEL = """select count(*) as sent, coalesce(sum(charge_amount), 0) as sent_amount,
       count(*) filter (first_acknowledgment <> 'none') as answered,
       coalesce(sum(charge_amount) filter (first_acknowledgment <> 'none'), 0) as answered_amount,
       count(*) filter (state <> 'rejected') as arrived,
       coalesce(sum(charge_amount) filter (state <> 'rejected'), 0) as arrived_amount,
       count(*) filter (first_adjudication_date is not null) as decided,
       coalesce(sum(charge_amount) filter (first_adjudication_date is not null), 0) as decided_amount,
       count(*) filter (paid_amount > 0) as paid,
       coalesce(sum(charge_amount) filter (paid_amount > 0), 0) as paid_charge_amount,
       coalesce(sum(paid_amount), 0) as paid_amount, count(*) filter (submission_count > 1) as again,
       count(*) filter (state = 'rejected') as rejected, count(*) filter (state = 'awaiting adjudication') as waiting,
       count(*) filter (state in ('denied', 'partly denied')) as denied,
       count(*) filter (state = 'patient responsibility') as patient
from marts.claims
where date_trunc('month', first_submission_date) = cast($month || '-01' as date)
  and ($payer is null or payer_name = $payer)"""
REJECTED = """select reason, status_code, count(*) as items, sum(charge_amount) as charge_amount,
       count(sent_again_date) as again, cast(median(days_to_sending_again) as integer) as median_days,
       count(*) filter (is_standing) as standing,
       coalesce(sum(charge_amount) filter (is_standing), 0) as standing_amount,
       max(age_days) filter (is_standing) as oldest
from marts.claim_rejections where ($payer is null or payer_name = $payer)
group by reason, status_code order by standing_amount desc, charge_amount desc, reason"""
STANDING = """select count(*) as claims, coalesce(sum(charge_amount), 0) as amount, coalesce(max(age_days), 0) as oldest
from marts.claim_rejections where is_standing and ($payer is null or payer_name = $payer)"""
WAITS = """select payer_name, count(*) as claims, sum(charge_amount) as amount, max(median_days) as median_days,
       max(usual_days) as usual_days, count(*) filter (is_late) as late,
       coalesce(sum(charge_amount) filter (is_late), 0) as late_amount
from marts.claim_waits where ($payer is null or payer_name = $payer)
group by payer_name order by late_amount desc, amount desc, payer_name"""
LATE = """select * from marts.claim_waits where is_late and ($payer is null or payer_name = $payer)
order by waited_days desc, charge_amount desc, claim_id limit 1000"""

MEANING = {
    "items": "claim_rejections",
    "again": "claim_rejections.sent_again_date",
    "median_days": "claim_rejections.days_to_sending_again",
    "standing": "claim_rejections.is_standing",
    "standing_amount": "claim_rejections.is_standing",
    "oldest": "claim_rejections.age_days",
}
"""What the columns of `REJECTED` mean, by their name in the catalog."""


def told(row: dict[str, Any]) -> str:
    """Say a KPI's parts, or why it has none."""
    if not row["is_measurable"] or not row["denominator"]:
        return f"{row['kpi_id']} {row['kpi_name']}: {row['reason'] or 'no claim of this month'}"
    value = kpi(float(row["numerator"] / row["denominator"]), row["unit"])
    return f"{row['kpi_id']} {row['kpi_name']}: **{row['numerator']:,.0f} ÷ {row['denominator']:,.0f}** = {value}"


def show(row: dict[str, Any]) -> None:
    """Show how many claims, and what charges, got as far as each step.

    Args:
        row: the one row of `FUNNEL`.
    """
    if not row["sent"]:
        st.caption("No claim was first sent in this month with this filter.")
        return
    rest = f"{money(row['paid_amount'])} paid; {row['denied']:,} denied, {row['patient']:,} left to the patient"
    steps = [
        ("Sent", row["sent"], row["sent_amount"], f"{count(row['again'], 'claim')} sent more than once"),
        ("Acknowledged", row["answered"], row["answered_amount"], "accepted or rejected by clearinghouse or payer"),
        ("Reached the payer", row["arrived"], row["arrived_amount"], f"{row['rejected']:,} stand rejected"),
        ("Adjudicated", row["decided"], row["decided_amount"], f"{row['waiting']:,} wait for the payer"),
        ("Paid", row["paid"], row["paid_charge_amount"], rest),
    ]  # fmt: skip
    body = ""
    for name, claims, amount, remark in steps:
        share = claims / row["sent"]
        bar = f'<span class="bar" style="display:block;height:14px;width:{share:.1%};background:#1F5A8C"></span>'
        body += (
            f'<tr><th scope="row">{name}</th><td style="width:34%">{bar}</td><td class="num">{claims:,}</td>'
            f'<td class="num">{share:.1%}</td><td class="num">{money(amount)}</td><td class="soft">{remark}</td></tr>'
        )
    head = "<tr><th>Step</th><td></td><th>Claims</th><th>Of sent</th><th>Charges</th><td></td></tr>"
    st.html(f'<div class="scroll"><table class="list"><thead>{head}</thead><tbody>{body}</tbody></table></div>')
