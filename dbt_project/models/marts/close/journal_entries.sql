-- Every journal entry the facts ask for, balanced, with what stands behind it: booked where the ledger shows it, else
-- proposed. Tieout prepares and never approves or books.
with
lines as (
    select
        *,
        {{ surrogate_key(['fact_kind', 'fact_id', 'role', 'gl_account', 'debit_amount']) }} as line_hash
    from {{ ref('int_journal_lines') }}
),

entries as (
    select
        journal_entry_id,
        entity_id,
        template,
        title,
        period,
        fact_date,
        min(gl_date) as gl_date,
        basis,
        is_reversing,
        fact_kind,
        fact_id,
        min(reference) as reference,
        count(*) as line_count,
        count(gl_account) as mapped_count,
        sum(greatest(debit_amount, 0)) as debit_amount,
        sum(greatest(-debit_amount, 0)) as credit_amount,
        min(line_hash) as first_hash,
        max(line_hash) as last_hash,
        min(_file_id) as _file_id,
        min(_line) as _line
    from lines
    group by
        journal_entry_id, entity_id, template, title, period, fact_date, basis, is_reversing, fact_kind, fact_id
),

keyed as (
    select
        *,
        {{
            surrogate_key([
                'entity_id', 'period', 'template', 'fact_id', 'debit_amount', 'line_count', 'first_hash', 'last_hash',
            ])
        }} as idempotency_key
    from entries
),

-- Ledger systems carry a number of eleven characters: ten here, and one for the reversal.
final as (
    select
        journal_entry_id,
        concat('T', upper(substr(idempotency_key, 1, 9))) as entry_number,
        entity_id,
        period,
        template,
        title,
        fact_date as entry_date,
        case when is_reversing then {{ add_days('last_day(fact_date)', 1) }} end as reversal_date,
        is_reversing,
        basis,
        case when gl_date is null then 'proposed' else 'booked' end as state,
        gl_date as booked_date,
        cast(debit_amount as decimal(18, 2)) as debit_amount,
        cast(credit_amount as decimal(18, 2)) as credit_amount,
        cast(line_count as integer) as line_count,
        mapped_count = line_count as is_mapped,
        concat_ws(' ', title, reference) as entry_memo,
        fact_kind as subject_kind,
        fact_id as subject_id,
        reference,
        'tieout' as preparer,
        cast(null as {{ type_text() }}) as approver,
        idempotency_key,
        _file_id,
        _line
    from keyed
)

select * from final
