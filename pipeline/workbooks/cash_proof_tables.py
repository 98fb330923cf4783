"""The tables of the cash proof in the daily workbook: the bridge by account and channel, its items, cash on hold.

Here: which columns, in which order, under which header. Not here: layout (`sheets`) and the other tables of the
workbook (`daily_tables`). Amounts in US dollars.
"""

from pipeline.workbooks.sheets import Field

TERMS = {
    "bank_credits": "Bank credits",
    "own_transfers": "Own money",
    "non_receivable_receipts": "No patient money",
    "taken_back_by_the_bank": "Returned, reversed",
    "netted_out_of_card_payouts": "Netted by cards",
    "provider_adjustments_of_posted_remits": "Provider adjustments",
    "booked_not_banked_change": "Booked, not banked",
    "banked_not_posted_change": "Banked, not posted",
    "pm_payments_posted": "PM payments",
}
"""Terms of the bridge with their headers, in reading order; the last one is what the others must add up to."""
*PARTS, POSTED = TERMS.values()
RESIDUAL = f"=ROUND({'+'.join(f'{{{part}}}' for part in PARTS)}-{{{POSTED}}},2)"

BRIDGE = (
    [
        Field("Month", 9),
        Field("Entity", 11),
        Field("Account", 13),
        Field("Channel", 11),
        *(Field(title, 13.5, "money") for title in TERMS.values()),
        Field("Residual", 10, "money", RESIDUAL),
        Field("Closes", 9, "text", '=IF({Residual}=0,"PASS","FAIL")'),
    ],
    f"""
    select period, entity_id, account_number, replace(channel, '_', ' '),
        {", ".join(f"sum(case when term = '{term}' then amount else 0 end)" for term in TERMS)},
        sum(case when term = 'residual' then amount else 0 end),
        case when sum(case when term = 'residual' then amount else 0 end) = 0 then 'PASS' else 'FAIL' end
    from marts.cash_bridge
    group by period, entity_id, account_number, channel
    order by period desc, entity_id, account_number, channel
    """,  # noqa: S608  # names of terms stand above
)
BRIDGE_ITEMS = (
    [
        Field("Term", 36),
        Field("Account", 13),
        Field("Channel", 11),
        Field("What", 18),
        Field("Reference", 28),
        Field("Why", 26),
        Field("Date", 11, "date"),
        Field("Amount", 14, "money"),
        Field("Source", 48),
    ],
    """
    select t.title, i.account_number, replace(i.channel, '_', ' '), replace(i.subject_kind, '_', ' '), i.reference,
        i.reason, i.item_date, i.amount,
        f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.cash_bridge_items as i
    inner join (select distinct term, title from marts.cash_bridge) as t on i.term = t.term
    left join marts.file_names as f on i._file_id = f.file_id
    where i.period = (select max(period) from marts.cash_bridge)
        and i.term not in ('bank_credits', 'pm_payments_posted')
    order by i.term_order, abs(i.amount) desc, i.cash_bridge_item_id
    """,
)
FOUND = "with found as ("
OLDEST_FIRST = """) select * from found
    order by kind, ending_amount = 0, age_business_days desc, reference, opened_date, ending_amount"""
NEWEST = """
    select '{kind}' as kind, period, account_number, replace(channel, '_', ' ') as channel, reference, {who} as who,
        opened_date, age_business_days, beginning_amount, new_amount, resolved_amount, ending_amount, reason
    from marts.{kind}_cash_items
    where period = (select max(period) from marts.{kind}_cash_items)
    """
KINDS = {"unposted": "payer_name", "unidentified": "payer_name", "unapplied": "payer_type"}
ON_HOLD = (
    [
        Field("Cash", 14),
        Field("Month", 9),
        Field("Account", 13),
        Field("Channel", 11),
        Field("Reference", 28),
        Field("Who", 24),
        Field("Since", 11, "date"),
        Field("Age, business days", 14, "count"),
        Field("Beginning", 13, "money"),
        Field("New", 13, "money"),
        Field("Resolved", 13, "money"),
        Field("Ending", 13, "money", "=ROUND({Beginning}+{New}-{Resolved},2)"),
        Field("Why", 24),
    ],
    FOUND + " union all ".join(NEWEST.format(kind=kind, who=who) for kind, who in KINDS.items()) + OLDEST_FIRST,
)
CASH_PROOF = {
    "Bridge": (BRIDGE, "From bank credits to PM payments", "Not measurable without bank statements and PM payments."),
    "BridgeItems": (BRIDGE_ITEMS, "Items between bank and PM, newest month", "Nothing stands between bank and PM."),
    "OnHold": (
        ON_HOLD,
        "Unposted, unidentified and unapplied cash, newest month",
        "Nothing waits between bank, PM system and charge lines.",
    ),
}
