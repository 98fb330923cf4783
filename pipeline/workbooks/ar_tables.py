"""The tables of the A/R workbook: for each sheet its columns and the query over the marts.

Here: which columns, in which order, under which header. Not here: the grids of ages (`ar_grids`), the KPIs
(`kpi_sheet`) and the order of sheets (`ar_aging`). Amounts in US dollars; claim and charge numbers only.
"""

from pipeline.workbooks.sheets import Field

MOST_ITEMS = 50_000
"""More open items make a workbook nobody can open; the rest stands in the mart and is told as one sum."""
MOVEMENTS = {
    "charge_amount": ("Charges", 1),
    "insurance_payment_amount": ("Insurance payments", -1),
    "patient_payment_amount": ("Patient payments", -1),
    "contractual_amount": ("Contractual", -1),
    "denial_write_off_amount": ("Denied, given up", -1),
    "administrative_amount": ("Administrative", -1),
    "charity_amount": ("Charity", -1),
    "bad_debt_amount": ("Bad debt", -1),
    "refund_amount": ("Refunds", 1),
    "reinstatement_amount": ("Reinstated", 1),
    "transfer_amount": ("Transfers", 1),
}
"""What moves receivables: columns of the roll-forward with their headers, and whether they raise (1) or lower (-1)."""
FOOTED = "beginning_amount" + "".join(f" {'+' if sign > 0 else '-'} {name}" for name, (_, sign) in MOVEMENTS.items())
MOVED = "".join(f"{'+' if sign > 0 else '-'}{{{header}}}" for header, sign in MOVEMENTS.values())

AGING = (
    [
        Field("Clock", 8),
        Field("Order", 7, "count"),
        Field("Age", 12),
        Field("Entity", 12),
        Field("Location", 12),
        Field("Class", 20),
        Field("Payer", 28),
        Field("Owed by", 11),
        Field("Debit", 15, "money"),
        Field("Credit", 13, "money"),
        Field("Net", 15, "money", "=ROUND({Debit}-{Credit},2)"),
        Field("Items", 9, "count"),
    ],
    """
    select clock, bucket_order, bucket, entity_id, location_id, financial_class, payer_name, responsible_party,
        debit_amount, credit_amount, debit_amount - credit_amount, cast(item_count as integer)
    from marts.ar_aging
    order by clock, bucket_order, entity_id, location_id, financial_class, payer_name, responsible_party
    """,
)
ROLLFORWARD = (
    [
        Field("Month", 9),
        Field("Entity", 12),
        Field("Class", 19),
        Field("Beginning", 15, "money"),
        *(Field(header, 13.5, "money") for header, _ in MOVEMENTS.values()),
        Field("Ending", 15, "money", f"=ROUND({{Beginning}}{MOVED},2)"),
        Field("Ledger says", 15, "money"),
        Field("Foots", 8, "text", '=IF({Ending}={Ledger says},"PASS","FAIL")'),
        Field("Ended before", 15, "money"),
        Field("Goes on", 8, "text", '=IF({Beginning}={Ended before},"PASS","FAIL")'),
        Field("Change", 14, "money", "=ROUND({Ending}-{Beginning},2)"),
        Field("Memo: dated back", 13, "money"),
        Field("Memo: changed since", 13, "money"),
    ],
    f"""
    select period, entity_id, financial_class, beginning_amount, {", ".join(MOVEMENTS)}, footed, ending_amount,
        case when footed = ending_amount then 'PASS' else 'FAIL' end, ended_before,
        case when beginning_amount = ended_before then 'PASS' else 'FAIL' end, footed - beginning_amount,
        backdated_amount, changed_amount
    from (
        select *, {FOOTED} as footed,
            coalesce(lag(ending_amount) over (partition by entity_id, financial_class order by period), 0)
                as ended_before
        from marts.ar_rollforward
    )
    order by period desc, entity_id, financial_class
    """,  # noqa: S608  columns of this module
)
CREDITS = (
    [
        Field("Due", 11, "date"),
        Field("Days left", 9, "count"),
        Field("State", 16),
        Field("Owed to", 13),
        Field("Whom", 26),
        Field("Amount", 13, "money"),
        Field("Arose", 11, "date"),
        Field("Age, days", 9, "count"),
        Field("Claim", 14),
        Field("Charge", 14),
        Field("Payer", 26),
        Field("Class", 18),
        Field("Refund", 14),
        Field("Entity", 12),
    ],
    """
    select due_date, days_left, state, owner_class, owner_name, amount, arose_date, age_days, claim_number,
        charge_number, payer_name, financial_class, refund_number, entity_id
    from marts.credit_balances order by due_date, amount desc, credit_balance_id
    """,
)
OPEN_ITEMS = (
    [
        Field("Charge", 14),
        Field("Claim", 14),
        Field("Procedure", 10),
        Field("Owed by", 11),
        Field("Payer", 26),
        Field("Class", 18),
        Field("Location", 12),
        Field("Provider", 11),
        Field("Service", 11, "date"),
        Field("First bill", 11, "date"),
        Field("Responsible since", 11, "date"),
        Field("Age: service", 9, "count"),
        Field("Age: bill", 9, "count"),
        Field("Age: responsible", 9, "count"),
        Field("Bucket: service", 10),
        Field("Open", 14, "money"),
        Field("Entity", 12),
    ],
    f"""
    select charge_number, claim_number, procedure_code, responsible_party, payer_name, financial_class, location_id,
        provider_id, service_date, bill_date, responsibility_date, dos_age_days, bill_age_days, resp_age_days,
        dos_bucket, open_amount, entity_id
    from marts.ar_open_items order by abs(open_amount) desc, ar_open_item_id limit {MOST_ITEMS}
    """,  # noqa: S608  the number of this module
)
DEFINITIONS = (
    [Field("Of", 18), Field("Name", 26), Field("Meaning", 110, "wrap")],
    """
    select case kind when 'kpi' then 'KPI' else parent end, name,
        case kind when 'kpi' then concat(title, ': ', description, ' Formula: ', formula, '. Version ',
            definition_version, '.') else description end
    from marts.catalog
    where kind = 'kpi' or (kind = 'column' and parent in ('ar_aging', 'ar_rollforward', 'credit_balances',
        'ar_open_items'))
    order by kind desc, parent, name
    """,
)
UNLISTED = f"""select coalesce(sum(open_amount), 0) from (
    select open_amount from marts.ar_open_items order by abs(open_amount) desc, ar_open_item_id offset {MOST_ITEMS})"""  # noqa: S608
