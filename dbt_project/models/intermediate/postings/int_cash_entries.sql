-- Entries of the general ledger on cash accounts: the book side of the bank. Cash accounts are assets, which grow by
-- debits, so both sign conventions of a ledger (natural, debit_positive) give the same amounts here.
with
entries as (
    select
        ledger_entry_id,
        entity_id,
        gl_account,
        posting_date,
        amount,
        upper(concat_ws(' ', number, memo)) as entry_text
    from {{ ref('int_ledger_lines') }}
    where role = 'cash'
),

calendar as (
    select
        calendar_date,
        business_day_number
    from {{ ref('bank_calendar') }}
),

final as (
    select
        entries.ledger_entry_id,
        entries.entity_id,
        entries.gl_account,
        entries.posting_date,
        entries.amount,
        entries.entry_text,
        calendar.business_day_number
    from entries
    left join calendar
        on {{ calendar_day('entries.posting_date') }} = calendar.calendar_date
)

select * from final
