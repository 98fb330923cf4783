-- The lines on other accounts that belong to a cash entry: those of the same entry number, or, where the ledger prints
-- no entry numbers, those of the same day and kind that name the cash account as their other side and begin with its
-- memo.
with
entries as (
    select *
    from {{ ref('int_ledger_lines') }}
    where role = 'cash'
),

others as (
    select *
    from {{ ref('int_ledger_lines') }}
    where coalesce(role, '') <> 'cash'
),

candidates as (
    select
        others.ledger_entry_id,
        entries.ledger_entry_id as cash_entry_id,
        entries.debit_amount,
        others.amount
    from others
    inner join entries
        on
            others.entity_id = entries.entity_id
            and others.posting_date = entries.posting_date
            and others.entry_number = entries.entry_number
    where others.entry_number is not null
    union all
    select
        others.ledger_entry_id,
        entries.ledger_entry_id as cash_entry_id,
        entries.debit_amount,
        others.amount
    from others
    inner join entries
        on
            others.entity_id = entries.entity_id
            and others.posting_date = entries.posting_date
            and others.split_account = entries.account
            and coalesce(others.transaction_type, '') = coalesce(entries.transaction_type, '')
            and coalesce(others.number, '') = coalesce(entries.number, '')
            and concat(coalesce(others.memo, ''), ' ') like concat(coalesce(entries.memo, ''), ' %')
    where others.entry_number is null
),

final as (
    select
        ledger_entry_id,
        cash_entry_id
    from candidates
    -- of several that look alike, the one of the same amount
    qualify
        row_number() over (
            partition by ledger_entry_id
            order by abs(abs(debit_amount) - abs(amount)), cash_entry_id
        ) = 1
)

select * from final
