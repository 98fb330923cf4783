-- Bank lines of which the books show nothing, or another amount, ever: the part they lack. Lines of the bank that undo
-- each other on one account and were never booked are no part of the books: they are taken out of the bank's side.
with
bank_lines as (
    select
        statement_lines.deposit_id,
        provable.account_number,
        statement_lines.deposit_date,
        statement_lines.amount,
        statement_lines.channel,
        statement_lines.customer_reference,
        statement_lines.bank_reference,
        statement_lines._file_id,
        statement_lines._line
    from {{ ref('int_bank_lines') }} as statement_lines
    inner join {{ ref('int_proof_accounts') }} as provable
        on statement_lines.account_number = provable.account_number
),

sums as (
    select
        bank_lines.deposit_id,
        bank_lines.account_number,
        count(entries.ledger_entry_id) as entries_count,
        bank_lines.amount - coalesce(sum(entries.amount), 0) as unbooked_amount
    from bank_lines
    left join {{ ref('int_bank_line_entries') }} as pairs
        on bank_lines.deposit_id = pairs.deposit_id
    left join {{ ref('int_cash_entries') }} as entries
        on pairs.ledger_entry_id = entries.ledger_entry_id
    group by bank_lines.deposit_id, bank_lines.account_number, bank_lines.amount
),

undone as (
    select
        undoing.deposit_id,
        case
            when undoing.classification = 'bank_correction' then 'bank_error'
            else 'returned_and_redeposited'
        end as kind
    from {{ ref('int_bank_line_offsets') }} as undoing
    inner join sums as debited
        on undoing.deposit_id = debited.deposit_id
    inner join sums as credited
        on
            undoing.offset_deposit_id = credited.deposit_id
            and debited.account_number = credited.account_number
    where
        undoing.classification in ('bank_correction', 'returned_item', 'redeposit')
        and debited.entries_count = 0
        and credited.entries_count = 0
),

final as (
    select
        bank_lines.deposit_id,
        bank_lines.account_number,
        case
            when undone.kind is not null then undone.kind
            when sums.entries_count > 0 then 'book_error'
            when bank_lines.channel = 'return' and bank_lines.amount < 0 then 'returned_item'
            when bank_lines.amount > 0 then 'unrecorded_receipt'
            else 'unrecorded_debit'
        end as kind,
        coalesce(bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        bank_lines.amount > 0 as is_receipt,
        case when undone.kind is null then sums.unbooked_amount else -sums.unbooked_amount end as amount,
        bank_lines.deposit_date,
        bank_lines._file_id,
        bank_lines._line
    from sums
    inner join bank_lines
        on sums.deposit_id = bank_lines.deposit_id
    left join undone
        on bank_lines.deposit_id = undone.deposit_id
    where sums.unbooked_amount <> 0
)

select * from final
