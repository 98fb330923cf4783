-- Where the general ledger books each bank line: the cash entry whose number or memo holds the line's key and no other
-- line's, else the only entry and only line of the same amount within three business days.
with
bank_lines as (
    select
        bank_lines.deposit_id,
        bank_lines.entity_id,
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
    select
        ledger_entry_id,
        entity_id,
        posting_date,
        amount,
        business_day_number
    from {{ ref('int_cash_entries') }}
),

entry_keys as (
    select
        ledger_entry_id,
        key_value
    from {{ ref('int_cash_entry_keys') }}
),

key_pairs as (
    select distinct
        bank_lines.deposit_id,
        entries.ledger_entry_id,
        entries.posting_date,
        entries.amount
    from bank_keys
    inner join entry_keys
        on bank_keys.key_value = entry_keys.key_value
    inner join bank_lines
        on bank_keys.deposit_id = bank_lines.deposit_id
    inner join entries
        on
            entry_keys.ledger_entry_id = entries.ledger_entry_id
            and {{ same_entity('bank_lines.entity_id', 'entries.entity_id') }}
            -- a short number may be a document number that happens to be equal: there the amount must agree as well
            and (length(bank_keys.key_value) >= 7 or bank_lines.amount = entries.amount)
),

booked_by_key as (
    select
        deposit_id,
        ledger_entry_id,
        posting_date,
        amount
    from key_pairs
    qualify count(*) over (partition by ledger_entry_id) = 1
),

booked_by_amount as (
    select
        bank_lines.deposit_id,
        entries.ledger_entry_id,
        entries.posting_date,
        entries.amount
    from bank_lines
    inner join entries
        on
            bank_lines.amount = entries.amount
            and {{ same_entity('bank_lines.entity_id', 'entries.entity_id') }}
            and bank_lines.business_day_number - entries.business_day_number between -3 and 3
    left join booked_by_key as booked_lines
        on bank_lines.deposit_id = booked_lines.deposit_id
    left join booked_by_key as booked_entries
        on entries.ledger_entry_id = booked_entries.ledger_entry_id
    where
        booked_lines.deposit_id is null
        and booked_entries.ledger_entry_id is null
    qualify
        count(*) over (partition by bank_lines.deposit_id) = 1
        and count(*) over (partition by entries.ledger_entry_id) = 1
),

booked as (
    select * from booked_by_key
    union all
    select * from booked_by_amount
),

final as (
    select
        deposit_id,
        min(posting_date) as gl_date,
        cast(sum(amount) as decimal(18, 2)) as gl_amount
    from booked
    group by deposit_id
)

select * from final
