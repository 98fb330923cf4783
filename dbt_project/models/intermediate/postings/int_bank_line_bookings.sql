-- Where and with how much the general ledger books each bank line.
with
booked as (
    select
        deposit_id,
        ledger_entry_id
    from {{ ref('int_bank_line_entries') }}
),

entries as (
    select
        ledger_entry_id,
        posting_date,
        amount
    from {{ ref('int_cash_entries') }}
),

final as (
    select
        booked.deposit_id,
        min(entries.posting_date) as gl_date,
        cast(sum(entries.amount) as decimal(18, 2)) as gl_amount
    from booked
    inner join entries
        on booked.ledger_entry_id = entries.ledger_entry_id
    group by booked.deposit_id
)

select * from final
