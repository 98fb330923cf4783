-- What stood on each account of the general ledger before its first line, where the ledger prints balances; else it is
-- not stated. An account without lines in the first month may still have had a balance before.
with
lines as (
    select * from {{ ref('int_ledger_lines') }}
    where gl_account is not null
),

first_lines as (
    select
        entity_id,
        gl_account,
        posting_date,
        debit_amount,
        case when debit_amount = amount then balance else -balance end as debit_balance
    from lines
    qualify row_number() over (partition by entity_id, gl_account order by posting_date, _file_id, _line) = 1
),

companies as (
    select
        entity_id,
        min(posting_date) as first_date
    from {{ ref('int_ledger_lines') }}
    group by entity_id
),

final as (
    select
        first_lines.entity_id,
        first_lines.gl_account,
        -- a ledger is delivered by whole months
        {{ month_start('companies.first_date') }} as first_date,
        case when first_lines.debit_balance is null then 'not stated' else 'balance printed by the ledger' end as basis,
        cast(coalesce(first_lines.debit_balance - first_lines.debit_amount, 0) as decimal(18, 2)) as opening_amount
    from first_lines
    inner join companies
        on first_lines.entity_id = companies.entity_id
)

select * from final
