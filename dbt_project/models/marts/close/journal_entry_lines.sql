-- The lines of every journal entry: account, debit, credit.
with
lines as (
    select
        journal_entry_id,
        entity_id,
        role,
        gl_account,
        debit_amount,
        title,
        reference
    from {{ ref('int_journal_lines') }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by journal_entry_id
            order by case when debit_amount > 0 then 0 else 1 end, role, gl_account, debit_amount
        ) as line_number
    from lines
),

final as (
    select
        {{ surrogate_key(['journal_entry_id', 'line_number']) }} as journal_entry_line_id,
        journal_entry_id,
        cast(line_number as integer) as line_number,
        entity_id,
        role,
        gl_account,
        cast(greatest(debit_amount, 0) as decimal(18, 2)) as debit_amount,
        cast(greatest(-debit_amount, 0) as decimal(18, 2)) as credit_amount,
        concat_ws(' ', title, reference) as entry_memo
    from numbered
)

select * from final
