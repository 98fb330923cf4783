"""The tables of the daily reconciliation workbook: for each sheet its columns and the query over the marts.

Here: which columns, in which order, under which header. Not here: layout (`sheets`) and formulas over several tables
(`proof_sheet`, `daily_reconciliation`). Amounts in US dollars.
"""

from pipeline.workbooks.cash_proof_tables import CASH_PROOF
from pipeline.workbooks.sheets import Field
from pipeline.workbooks.unposted import UNPOSTED

DEPOSITS = (
    [
        Field("Date", 11, "date"),
        Field("Account", 14),
        Field("Channel", 10),
        Field("Amount", 14, "money"),
        Field("Matched", 14, "money"),
        Field("Classified", 13, "money"),
        Field("Exceptions", 13, "money"),
        Field("Unexplained", 13, "money", "=ROUND({Amount}-{Matched}-{Classified}-{Exceptions},2)"),
        Field("State", 11),
        Field("Rule or class", 20),
        Field("Payer", 24),
        Field("Key compared", 24),
        Field("Evidence", 14, "money"),
        Field("Days apart", 9, "count"),
        Field("Posted", 14, "money"),
        Field("Posted on", 11, "date"),
        Field("Exception status", 12),
    ],
    """
    select d.deposit_date, d.account_name, d.channel, d.amount,
        d.matched_amount, d.classified_amount, d.exception_amount,
        d.amount - d.matched_amount - d.classified_amount - d.exception_amount, d.state,
        replace(coalesce(d.match_rule, d.classification, e.code), '_', ' '),
        coalesce(d.payer_name, e.payer_name), m.key_value,
        m.right_amount, m.days_apart, c.posted_amount, c.posting_date,
        case when e.is_open then e.status when not e.is_open then 'resolved' end
    from marts.deposits as d
    left join marts.matches as m on m.match_id = d.match_id
    left join marts.exceptions as e on e.exception_id = d.exception_id
    left join marts.deposit_chain as c on c.bank_transaction_id = d.deposit_id
    order by d.deposit_date desc, d.amount desc, d.deposit_id
    """,
)
EXCEPTIONS = (
    [
        Field("Code", 12),
        Field("What it is", 34, "wrap"),
        Field("Reference", 20),
        Field("Payer", 24),
        Field("Amount", 14, "money"),
        Field("Opened", 11, "date"),
        Field("Age, business days", 14, "count"),
        Field("Overdue", 9),
        Field("Owner", 20),
        Field("Next action", 52, "wrap"),
        Field("Status", 10),
        Field("Resolved", 11, "date"),
        Field("Note", 34, "wrap"),
        Field("Letter to send", 60),
    ],
    """
    select code, title, reference, payer_name, amount, opened_date, age_business_days,
        case when not is_open then 'settled' when is_overdue then 'overdue' else 'in time' end,
        owner, next_action, case when is_open then status else 'resolved' end, resolved_date, note,
        'To the ' || message_recipient || ': ' || message_subject || chr(10) || message_body
    from marts.exceptions
    order by not is_open, is_overdue desc, amount desc, exception_id
    """,
)
UNPOSTED_MONEY = (
    [
        Field("Deposited", 11, "date"),
        Field("Payer", 28),
        Field("Trace or check", 20),
        Field("Remittance", 14, "money"),
        Field("Posted", 14, "money"),
        Field("Unposted", 14, "money"),
        Field("State", 14),
    ],
    UNPOSTED,
)
UNFUNDED = (
    [
        Field("Payment date", 12, "date"),
        Field("Payer", 28),
        Field("Trace or check", 20),
        Field("Method", 9),
        Field("Amount", 14, "money"),
        Field("State", 12),
        Field("Claims", 9, "count"),
    ],
    """
    select payment_date, payer_name, trace_number, payment_method, payment_amount, funding_state, claim_count
    from marts.remittances where funding_state in ('awaiting', 'missing')
    order by funding_state desc, payment_date, payer_name, remittance_id
    """,
)
CHECKS = (
    [
        Field("Check", 42),
        Field("What must be equal", 60, "wrap"),
        Field("Left", 17, "money"),
        Field("Right", 17, "money"),
        Field("Left less right", 14, "money", "=ROUND({Left}-{Right},2)"),
        Field("Difference", 14, "money"),
        Field("Result", 10, "text", '=IF({Difference}=0,"PASS","FAIL")'),
        Field("If it fails", 12),
    ],
    """
    select check_id, description || ' (' || left_label || ' = ' || right_label || ')',
        left_amount, right_amount,
        left_amount - right_amount, difference_amount, case when difference_amount = 0 then 'PASS' else 'FAIL' end,
        case when severity = 'block' then 'blocks' else 'warns' end
    from marts.checks order by check_id
    """,
)
DEFINITIONS = (
    [Field("Table", 20), Field("Column", 28), Field("Meaning", 100, "wrap")],
    """
    select parent, name, description from marts.catalog
    where kind = 'column' and parent in ('deposits', 'exceptions', 'remittances', 'checks', 'cash_bridge',
        'cash_bridge_items', 'unposted_cash', 'unidentified_cash', 'unapplied_cash') order by parent, name
    """,
)
SHEETS = {
    "Deposits": (DEPOSITS, "Every bank credit with its evidence", "No bank credits were landed."),
    "Exceptions": (EXCEPTIONS, "Exceptions, overdue first, resolved last", "There is no exception."),
    "Unposted": (
        UNPOSTED_MONEY,
        "Money at the bank that the PM system does not show yet",
        "Everything banked is posted.",
    ),
    "Unfunded": (UNFUNDED, "Remittances whose money is not at the bank", "Every remittance with money is funded."),
    **CASH_PROOF,
    "Checks": (CHECKS, "Figures that must be equal", "No checks ran."),
    "Definitions": (DEFINITIONS, "What the columns mean", "The catalog is empty."),
}
