-- Which cash entries of the general ledger book which bank line: an entry whose number or memo holds the line's key and
-- no other line's; else the only entry and only line of the same amount within three business days; else, where as
-- many entries as lines of one amount are left, one after the other in time: nothing but the amount tells them apart.
with
bank_lines as (
    select
        bank_lines.deposit_id,
        bank_lines.entity_id,
        bank_lines.gl_account,
        bank_lines.amount,
        bank_lines.business_day_number,
        {{ normalise_reference('bank_lines.bank_reference') }} as bank_key,
        {{ normalise_reference('coalesce(bank_lines.stated_trace, bank_lines.customer_reference)') }} as stated_key,
        {{ normalise_reference('matches.key_value') }} as match_key
    from {{ ref('int_bank_lines') }} as bank_lines
    left join {{ ref('int_matched_deposits') }} as matches
        on bank_lines.deposit_id = matches.deposit_id
),

bank_keys as (
    select
        deposit_id,
        bank_key as key_value
    from bank_lines
    union
    select
        deposit_id,
        stated_key as key_value
    from bank_lines
    union
    select
        deposit_id,
        match_key as key_value
    from bank_lines
),

entries as (
    select * from {{ ref('int_cash_entries') }}
),

entry_keys as (
    select * from {{ ref('int_cash_entry_keys') }}
),

booked_by_key as (
    select distinct
        bank_lines.deposit_id,
        entries.ledger_entry_id
    from bank_keys
    inner join entry_keys
        on bank_keys.key_value = entry_keys.key_value
    inner join bank_lines
        on bank_keys.deposit_id = bank_lines.deposit_id
    inner join entries
        on
            entry_keys.ledger_entry_id = entries.ledger_entry_id
            and {{ same_books('bank_lines', 'entries') }}
            -- a short number may be a document number that happens to be equal: there the amount must agree as well
            and (length(bank_keys.key_value) >= 7 or bank_lines.amount = entries.amount)
    qualify count(distinct bank_lines.deposit_id) over (partition by entries.ledger_entry_id) = 1
),

nearby as (
    select
        bank_lines.deposit_id,
        bank_lines.business_day_number as line_day,
        entries.ledger_entry_id,
        entries.business_day_number as entry_day,
        entries.amount,
        count(*) over (partition by bank_lines.deposit_id) as entries_count,
        count(*) over (partition by entries.ledger_entry_id) as lines_count
    from bank_lines
    inner join entries
        on
            bank_lines.amount = entries.amount
            and {{ same_books('bank_lines', 'entries') }}
            and bank_lines.business_day_number - entries.business_day_number between -3 and 3
    where
        bank_lines.deposit_id not in (select booked.deposit_id from booked_by_key as booked)
        and entries.ledger_entry_id not in (select booked.ledger_entry_id from booked_by_key as booked)
),

-- of one amount, lines and entries that all stand near one another
twins as (
    select
        deposit_id,
        ledger_entry_id,
        dense_rank() over (partition by amount, entries_count order by line_day, deposit_id) as line_number,
        dense_rank() over (partition by amount, entries_count order by entry_day, ledger_entry_id) as entry_number
    from nearby
    where
        entries_count = lines_count
        and entries_count > 1
),

final as (
    select
        deposit_id,
        ledger_entry_id
    from booked_by_key
    union all
    select
        deposit_id,
        ledger_entry_id
    from nearby
    where
        entries_count = 1
        and lines_count = 1
    union all
    select
        deposit_id,
        ledger_entry_id
    from twins
    where line_number = entry_number
)

select * from final
