-- Entries of the general ledger on cash accounts, with the bank line each one books.
with
entries as (
    select
        cash.ledger_entry_id,
        cash.entity_id,
        ledger.account,
        cash.posting_date,
        ledger.transaction_type,
        ledger.number,
        cash.amount,
        ledger._file_id,
        ledger._line
    from {{ ref('int_cash_entries') }} as cash
    inner join {{ ref('stg_ledger_entries') }} as ledger
        on cash.ledger_entry_id = ledger.ledger_entry_id
),

booked as (
    select
        ledger_entry_id,
        deposit_id
    from {{ ref('int_bank_line_entries') }}
),

final as (
    select
        entries.ledger_entry_id as cash_entry_id,
        entries.entity_id,
        entries.account,
        entries.posting_date,
        entries.transaction_type,
        entries.number,
        cast(entries.amount as decimal(18, 2)) as amount,
        booked.deposit_id as bank_transaction_id,
        entries._file_id,
        entries._line
    from entries
    left join booked
        on entries.ledger_entry_id = booked.ledger_entry_id
)

select * from final
