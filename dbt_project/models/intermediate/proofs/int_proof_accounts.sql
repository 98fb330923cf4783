-- Bank accounts that can be proved: the seed names their ledger account and both sides have delivered. Both openings
-- are brought to the eve of the later of the two first days; what differs there differs before anything we can see.
with
bank_accounts as (
    select
        account_number,
        entity_id,
        account_name,
        gl_account
    from {{ ref('bank_accounts') }}
),

provable as (
    select
        bank_accounts.account_number,
        bank_accounts.entity_id,
        bank_accounts.account_name,
        bank_accounts.gl_account,
        bank_openings.basis as bank_basis,
        bank_openings.opening_amount as bank_opening_amount,
        ledger_openings.basis as book_basis,
        ledger_openings.opening_amount as book_opening_amount,
        greatest(bank_openings.first_date, ledger_openings.first_date) as first_date
    from bank_accounts
    inner join {{ ref('int_bank_openings') }} as bank_openings
        on bank_accounts.account_number = bank_openings.account_number
    inner join {{ ref('int_ledger_openings') }} as ledger_openings
        on
            bank_accounts.gl_account = ledger_openings.gl_account
            and bank_accounts.entity_id = ledger_openings.entity_id
),

lines as (
    select
        account_number,
        deposit_date,
        amount
    from {{ ref('int_bank_lines') }}
),

entries as (
    select
        entity_id,
        gl_account,
        posting_date,
        amount
    from {{ ref('int_cash_entries') }}
),

banked_before as (
    select
        provable.account_number,
        sum(lines.amount) as amount
    from provable
    inner join lines
        on
            provable.account_number = lines.account_number
            and provable.first_date > lines.deposit_date
    group by provable.account_number
),

booked_before as (
    select
        provable.account_number,
        sum(entries.amount) as amount
    from provable
    inner join entries
        on
            provable.gl_account = entries.gl_account
            and provable.entity_id = entries.entity_id
            and provable.first_date > entries.posting_date
    group by provable.account_number
),

final as (
    select
        provable.account_number,
        provable.entity_id,
        provable.account_name,
        provable.gl_account,
        provable.first_date,
        {{ add_days('provable.first_date', -1) }} as eve,
        provable.bank_basis,
        cast(provable.bank_opening_amount + coalesce(banked_before.amount, 0) as decimal(18, 2)) as bank_opening_amount,
        provable.book_basis,
        cast(provable.book_opening_amount + coalesce(booked_before.amount, 0) as decimal(18, 2)) as book_opening_amount
    from provable
    left join banked_before
        on provable.account_number = banked_before.account_number
    left join booked_before
        on provable.account_number = booked_before.account_number
)

select * from final
