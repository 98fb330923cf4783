-- Every number or word of a cash entry that could be the key of a bank line.
with
entries as (
    select
        ledger_entry_id,
        entry_text
    from {{ ref('int_cash_entries') }}
),

words as (
    select
        ledger_entry_id,
        {{ each_word('entry_text') }} as word
    from entries
    union all
    select
        ledger_entry_id,
        {{ each_field('entry_text') }} as word
    from entries
),

normalised as (
    select
        ledger_entry_id,
        {{ normalise_reference('word') }} as key_value
    from words
),

final as (
    select distinct
        ledger_entry_id,
        key_value
    from normalised
    where length(key_value) >= 4
)

select * from final
