"""Tables of the controls workbook that follow money: write-offs, refunds, credit balances, late data.

Here: their columns and queries over the marts. Not here: findings, duties and the order of sheets (`controls_tables`).
Amounts in US dollars.
"""

from pipeline.workbooks.sheets import Field

SOURCE = "left join marts.file_names as f on f.file_id = i._file_id"
WRITE_OFFS = (
    [
        Field("Month", 9),
        Field("Kind", 18),
        Field("Needs the approval of", 22),
        Field("Approval", 30),
        Field("Login", 14),
        Field("Approver", 14),
        Field("Items", 9, "count"),
        Field("Amount", 15, "money"),
        Field("Largest", 13, "money"),
    ],
    """
    select month, adjustment_class, tier_title, approval, coalesce(user_name, 'not provided'), approver,
        cast(count(*) as integer), cast(sum(amount) as decimal(18, 2)), max(amount)
    from marts.write_offs
    group by all order by month desc, adjustment_class, max(amount) desc, tier_title, approval, 5, approver
    """,
)
REFUNDS = (
    [
        Field("Refund", 11),
        Field("To", 9),
        Field("By", 8),
        Field("Number", 16),
        Field("Amount", 13, "money"),
        Field("Claim", 10),
        Field("Asked by", 12),
        Field("Approved by", 12),
        Field("Approval", 13),
        Field("Approved", 11, "date"),
        Field("Issued", 11, "date"),
        Field("Paid", 11, "date"),
        Field("Bank", 13),
        Field("PM system", 12),
        Field("State", 12),
        Field("Next", 46, "wrap"),
        Field("Source", 34, "wrap"),
    ],
    """
    select i.refund_number, i.payee_type, i.method, i.reference_number, i.amount, i.claim_number, i.requested_by,
        i.approved_by, i.approval, i.approved_date, i.issued_date, i.cleared_date, i.bank_says, i.pm_says, i.state,
        i.next_step, f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.refund_controls as i
    {source}
    order by i.next_step like 'Nothing%', i.age_days desc nulls last, i.refund_number
    """,
)
CREDITS = (
    [
        Field("Owner", 16),
        Field("Payer", 24),
        Field("Charge", 12),
        Field("Claim", 10),
        Field("Credit", 13, "money"),
        Field("Arose", 11, "date"),
        Field("Due", 11, "date"),
        Field("Days left", 9, "count", '=IF({Due}="","",{Due}-As_Of)'),
        Field("Clock", 22),
        Field("Where it is", 28),
        Field("Pace", 9),
        Field("Under review until", 11, "date"),
        Field("Refund", 10),
        Field("Who acts", 14),
        Field("Next", 44, "wrap"),
    ],
    """
    select owner_title, payer_name, charge_number, claim_number, amount, arose_date, due_date, days_left, urgency,
        step, case when is_stuck then 'stuck' else 'moving' end, review_until, refund_number, owner, next_action
    from marts.credit_controls
    order by has_clock desc, days_left nulls last, amount desc, credit_balance_id
    """,
)
PRIOR_PERIODS = (
    [
        Field("Belongs to", 10),
        Field("Known in", 10),
        Field("Why", 26),
        Field("Row", 12),
        Field("Reference", 14),
        Field("Claim", 10),
        Field("Payer", 22),
        Field("Posted for", 11, "date"),
        Field("Known on", 11, "date"),
        Field("Before", 13, "money"),
        Field("After", 13, "money"),
        Field("Change", 13, "money", "=ROUND({After}-{Before},2)"),
        Field("Change of A/R", 13, "money"),
        Field("Day comes from", 20),
        Field("Source", 34, "wrap"),
    ],
    """
    select i.original_period, i.reported_period, i.reason, i.record, i.reference, i.claim_number, i.payer_name,
        i.posting_date, i.known_date, i.before_amount, i.after_amount, i.amount, i.balance_change_amount,
        case when i.is_dated_by_source then 'the PM system' else 'a later export' end,
        f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.prior_period_adjustments as i
    {source}
    order by i.original_period desc, i.known_date, i.reference, i.record, i.prior_period_adjustment_id
    """,
)
