-- Every item that only one of bank and books knows for a time: from which day, until which, with what effect on the
-- balance of the side that lacks it.
with
accounts as (
    select * from {{ ref('int_proof_accounts') }}
),

bank_lines as (
    select bank_lines.*
    from {{ ref('int_bank_lines') }} as bank_lines
    inner join accounts
        on bank_lines.account_number = accounts.account_number
),

entries as (
    select
        entries.ledger_entry_id,
        accounts.account_number,
        accounts.first_date,
        entries.posting_date,
        entries.amount,
        ledger.number,
        ledger._file_id,
        ledger._line
    from {{ ref('int_cash_entries') }} as entries
    inner join {{ ref('int_ledger_lines') }} as ledger
        on entries.ledger_entry_id = ledger.ledger_entry_id
    inner join accounts
        on
            entries.gl_account = accounts.gl_account
            and entries.entity_id = accounts.entity_id
),

items as (
    select
        case when entries.amount > 0 then 'deposit_in_transit' else 'outstanding' end as kind,
        entries.account_number,
        entries.ledger_entry_id as item_id,
        'ledger_entry' as item_kind,
        entries.number as reference,
        entries.amount,
        entries.amount > 0 as is_receipt,
        entries.posting_date as opened_date,
        bank_lines.deposit_date as cleared_date,
        entries._file_id,
        entries._line
    from entries
    left join {{ ref('int_bank_line_entries') }} as pairs
        on entries.ledger_entry_id = pairs.ledger_entry_id
    left join bank_lines
        on pairs.deposit_id = bank_lines.deposit_id
    -- what was booked before the first day and never shows at the bank had cleared before, as far as anybody can see
    where
        (bank_lines.deposit_id is null and entries.posting_date >= entries.first_date)
        or entries.posting_date < bank_lines.deposit_date
    union all
    select
        case
            when bank_lines.channel = 'return' and bank_lines.amount < 0 then 'returned_item'
            when bank_lines.amount > 0 then 'unrecorded_receipt'
            else 'unrecorded_debit'
        end as kind,
        bank_lines.account_number,
        bank_lines.deposit_id as item_id,
        'bank_line' as item_kind,
        coalesce(bank_lines.customer_reference, bank_lines.bank_reference) as reference,
        entries.amount,
        bank_lines.amount > 0 as is_receipt,
        bank_lines.deposit_date as opened_date,
        entries.posting_date as cleared_date,
        bank_lines._file_id,
        bank_lines._line
    from bank_lines
    inner join {{ ref('int_bank_line_entries') }} as pairs
        on bank_lines.deposit_id = pairs.deposit_id
    inner join entries
        on pairs.ledger_entry_id = entries.ledger_entry_id
    where entries.posting_date > bank_lines.deposit_date
    union all
    select
        kind,
        account_number,
        deposit_id as item_id,
        'bank_line' as item_kind,
        reference,
        amount,
        is_receipt,
        deposit_date as opened_date,
        cast(null as date) as cleared_date,
        _file_id,
        _line
    from {{ ref('int_unbooked_bank_lines') }}
),

final as (
    select
        {{ surrogate_key(['kind', 'item_id', 'opened_date', 'cleared_date', 'amount']) }} as proof_item_id,
        account_number,
        kind,
        case
            when kind in ('deposit_in_transit', 'outstanding', 'returned_and_redeposited', 'bank_error') then 'bank'
            else 'books'
        end as side,
        is_receipt,
        item_kind,
        item_id,
        reference,
        cast(amount as decimal(18, 2)) as amount,
        opened_date,
        cleared_date,
        _file_id,
        _line
    from items
)

select * from final
