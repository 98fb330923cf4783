"""The tables of the bank reconciliation workbook: for each sheet its columns and the query over the marts.

Here: which columns, in which order, under which header. Not here: the laid-out sheets (`cash_proof_sheet`) and the
order of sheets (`bank_reconciliation`). Amounts in US dollars.
"""

from pipeline.workbooks.sheets import Field

PROOF = """select account_number, period, line_name, title, side, is_total, prior_amount, receipts_amount,
    disbursements_amount, current_amount
from marts.proof_of_cash order by account_number, period desc, line_order"""
RECONCILIATIONS = """select account_number, account_name, gl_account, period, period_date, entity_id, bank_basis,
    book_basis
from marts.bank_reconciliations order by account_number, period desc"""
ITEMS = (
    [
        Field("Account", 14),
        Field("Month", 9),
        Field("Item", 26),
        Field("Side", 8),
        Field("Column", 13),
        Field("Reference", 20),
        Field("Known since", 11, "date"),
        Field("Cleared", 11, "date"),
        Field("Age, business days", 9, "count"),
        Field("Stood before", 14, "money"),
        Field("Stands now", 14, "money"),
        Field("Change", 14, "money", "=ROUND({Stands now}-{Stood before},2)"),
        Field("Source", 44),
    ],
    """
    select i.account_number, i.period, replace(i.kind, '_', ' '), i.side, i.money_column, i.reference, i.opened_date,
        i.cleared_date, i.age_business_days, i.prior_amount, i.current_amount, i.current_amount - i.prior_amount,
        f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.proof_of_cash_items as i
    left join marts.file_names as f on f.file_id = i._file_id
    order by i.account_number, i.period desc, i.side, i.kind, i.opened_date, i.proof_of_cash_item_id
    """,
)
TIES = (
    [
        Field("Month", 9),
        Field("Ledger account", 26),
        Field("Stands for", 34, "wrap"),
        Field("Opening", 15, "money"),
        Field("Ledger moved", 15, "money"),
        Field("Closing", 15, "money", "=ROUND({Opening}+{Ledger moved},2)"),
        Field("Sub-ledger moved", 15, "money"),
        Field("Difference", 14, "money", "=ROUND({Ledger moved}-{Sub-ledger moved},2)"),
        Field("Another month", 13, "money"),
        Field("Not booked", 13, "money"),
        Field("Elsewhere", 13, "money"),
        Field("By hand", 12, "money"),
        Field("Not at bank", 12, "money"),
        Field("Another amount", 12, "money"),
        Field("PM shows else", 12, "money"),
        Field("Residual", 11, "money", "=ROUND({Difference}-SUM({Another month}:{PM shows else}),2)"),
    ],
    """
    select period, gl_account, title, gl_opening_amount, gl_amount, gl_closing_amount, subledger_amount,
        difference_amount, timing_amount, unbooked_amount, booked_elsewhere_amount, manual_amount, not_at_bank_amount,
        another_amount, differs_from_pm_amount, residual_amount
    from marts.gl_tieout
    where gl_opening_amount <> 0 or gl_amount <> 0 or subledger_amount <> 0
    order by period desc, role, gl_account
    """,
)
TIE_ITEMS = (
    [
        Field("Month", 9),
        Field("Ledger account", 26),
        Field("Why", 18),
        Field("Made from", 20),
        Field("Reference", 24),
        Field("Amount", 15, "money"),
        Field("Source", 44),
    ],
    """
    select i.period, i.gl_account, replace(i.kind, '_', ' '), replace(i.subject_kind, '_', ' '), i.reference, i.amount,
        f.file_name || ', ' || f.unit || ' ' || i._line
    from marts.gl_tieout_items as i
    left join marts.file_names as f on f.file_id = i._file_id
    order by i.period desc, i.role, i.kind, abs(i.amount) desc, i.gl_tieout_item_id
    """,
)
ENTRIES = (
    [
        Field("Entry", 14),
        Field("Date", 11, "date"),
        Field("Template", 9),
        Field("Account", 32),
        Field("Memo", 40, "wrap"),
        Field("Debit", 14, "money"),
        Field("Credit", 14, "money"),
        Field("Taken back on", 11, "date"),
        Field("Made from", 19),
        Field("Source", 34),
        Field("Prepared", 10),
        Field("Approved", 12),
        Field("Key", 12),
    ],
    """
    select e.entry_number, e.entry_date, e.template,
        coalesce(l.gl_account, concat('no account: ', l.role)), l.entry_memo, l.debit_amount, l.credit_amount,
        e.reversal_date, replace(e.subject_kind, '_', ' '), f.file_name || ', ' || f.unit || ' ' || e._line, e.preparer,
        e.approver, e.idempotency_key
    from marts.journal_entries as e
    inner join marts.journal_entry_lines as l on l.journal_entry_id = e.journal_entry_id
    left join marts.file_names as f on f.file_id = e._file_id
    where e.state = 'proposed'
    order by e.entry_date desc, e.template, e.journal_entry_id, l.line_number
    """,
)
TEMPLATES = (
    [
        Field("Template", 9),
        Field("What it books", 44),
        Field("Booked", 9, "count"),
        Field("Booked amount", 16, "money"),
        Field("Proposed", 9, "count"),
        Field("Proposed amount", 16, "money"),
    ],
    """
    select template, title, cast(count(case state when 'booked' then 1 end) as integer),
        cast(coalesce(sum(case state when 'booked' then debit_amount end), 0) as decimal(18, 2)),
        cast(count(case state when 'proposed' then 1 end) as integer),
        cast(coalesce(sum(case state when 'proposed' then debit_amount end), 0) as decimal(18, 2))
    from marts.journal_entries
    group by template, title
    order by template
    """,
)
CHECKS = """select check_id, description, left_amount, right_amount, difference_amount, status from marts.checks
where check_id like 'proof_of_cash%' or check_id like 'journal_entries%' or check_id = 'gl_differences_named'
order by check_id"""
